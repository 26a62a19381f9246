"""Names that begin with the counted word, or things in a bracket.

5 nghị quyết: nghị quyết về …; nghị quyết về … · 3 sản phẩm OCOP (chè, bưởi, mật ong).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import ELLIPSIS

BEHIND = re.compile(r"(?: [^\W\d]+){0,6}?(?:,? (?:gồm|bao gồm|gồm có|đó là|là|cụ thể(?: là)?))?:\s")
THINGS = re.compile(
    r" (?:sản phẩm|mô hình|công trình|dự án|chuyên đề|tiêu chí|chỉ tiêu|lĩnh vực|môn|nghề|giải pháp|nhiệm vụ|phong trào|cuộc vận động|"
    r"làng nghề|dịch vụ|thủ tục|hạng mục|đầu sách|loại cây|giống|nội dung|chủ đề|ngành nghề|khâu đột phá|cây trồng)\b"
    r"(?P<more>(?: (?!trong|trên|tại|của|do|cho|thuộc|ở|với|từ|như)"
    r"(?:[^\W\d]+|(?<=đạt )\d(?= sao)|(?<=chuẩn )\d(?= sao)|(?<=hạng )\d(?= sao))){0,6}) \("
)
OPEN = re.compile(
    r"\b(?:vốn|nguồn|tổng|thuộc|do|tại|xã|huyện|tỉnh|cấp|năm|như|chủ yếu|trong đó|tiêu biểu|nhất là|ví dụ|"
    r"có|tăng|giảm|đạt|chiếm|so với|bằng|trở lên|mới|cũ|khác|gồm cả|kể cả)\b"
)
NUMBERED = re.compile(r"\d+ (?:sản phẩm|mô hình|dự án|công trình|nghị quyết|kế hoạch|chỉ tiêu|tiêu chí)")
NOT_COUNTED = re.compile(r"\W*(?:trừ|thiếu|chưa|còn|ngoài)\b")
MOST, FEWEST, OFF, LONGEST = 15, 2, 3, 8
THINGS_FEWEST, THINGS_OFF = 3, 1
"""Things in a bracket may be but some of them: that they are all is sure where three or more are named and one is missing."""


def judge_same_word(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every small count with such a list behind it that no other rule has counted."""
    for passage in context.passages:
        for figure in passage.figures:
            small = figure.kind == "count" and not figure.hedge and FEWEST <= figure.value <= MOST and figure.step == 1
            if small and context.source.back(figure.start, figure.end) not in decided:
                yield from _same_word(context, passage, figure)
                yield from _things(context, figure)


def _same_word(context: Context, passage: Passage, figure: Figure) -> Iterator[Claim]:
    """Kỳ họp thông qua 5 nghị quyết: nghị quyết về …; nghị quyết về …: each item begins with the counted word."""
    word = re.match(r" ([^\W\d]+(?: [^\W\d]+)?)", context.folded[figure.end : passage.sentence.end])
    cue = BEHIND.match(context.folded, figure.after or figure.end, passage.sentence.end)
    if word is None or cue is None:
        return
    told = context.folded[cue.end() : passage.sentence.end].strip(" .\n")
    items = _items(told, word[1])
    tail = re.match(r" [^\W\d]+ ([^\W\d]+ [^\W\d]+)", context.folded[figure.end : passage.sentence.end])
    if tail and not all(item.startswith(word[1]) for item in items):  # 4 cuộc giám sát: giám sát …; giám sát …
        word, items = tail, _items(told, tail[1])
    if len(items) < FEWEST or ELLIPSIS.search(told) or not all(item.startswith(word[1]) for item in items) or NUMBERED.search(told):
        return
    inside = context.reader.between(cue.end(), passage.sentence.end)
    if any(one.kind not in ("label", "year", "years") and one.group != "time" and (one.noun or one.kind != "count") for one in inside):
        return  # 5 chi bộ: chi bộ 1 có 30 đảng viên; chi bộ 2 …
    joined = sum(item.count(" và ") for item in items) if ";" not in told else 0
    found = int(figure.value) if len(items) <= figure.value <= len(items) + joined else len(items)
    yield from _claim(context, figure, found, passage.sentence.end)


def _items(told: str, word: str) -> list[str]:
    """Parted by semicolons, or by the commas and the "và" before the counted word."""
    if ";" in told:
        items = [re.sub(r"^(?:và|cùng) ", "", item.strip()) for item in told.split(";") if item.strip()]
    else:
        items = [item.strip() for item in re.split(rf"(?:, | và |, và )(?={re.escape(word)}\b)", told)]
    return items


def _things(context: Context, figure: Figure) -> Iterator[Claim]:
    """4 sản phẩm OCOP đạt 3 sao (chè xanh, bưởi, mật ong rừng): nothing but short names in the bracket."""
    named = THINGS.match(context.folded, figure.end)
    if named is None or OPEN.search(re.sub(r"\b(?:đạt|mới)\b", " ", named["more"])):
        return
    close = context.reader.closed.get(named.end() - 1, 0) - 1
    told = context.folded[named.end() : close] if close > named.end() else ""
    names = re.split(r"; " if ";" in told else r", ", told)
    plain = all(0 < len(name.split()) <= LONGEST and not re.search(r"\d+ [^\W\d]", name) for name in names)
    if (
        len(names) < FEWEST
        or not plain
        or NOT_COUNTED.match(told)
        or OPEN.search(told)
        or ELLIPSIS.search(told)
        or ":" in told
        or "(" in told
    ):
        return
    joined = sum(name.count(" và ") for name in names)
    found = int(figure.value) if len(names) <= figure.value <= len(names) + joined else len(names) + joined
    if found != figure.value and (found < THINGS_FEWEST or abs(found - figure.value) > THINGS_OFF):
        return
    yield from _claim(context, figure, found, close + 1)


def _claim(context: Context, figure: Figure, found: int, end: int) -> Iterator[Claim]:
    stated = context.written(figure)
    wrong = found != figure.value
    if abs(found - figure.value) > OFF:
        return
    text = f"Kể tên {found}" + (f"; văn bản ghi {stated}" if wrong else "")
    span = (figure.start, end)
    yield context.claim(span, "enumeration", VERDICTS["off" if wrong else "exact"], text, stated, str(found), [figure])

"""Names behind a number, wherever they stand: in a note, behind "là" or "gồm", in a bracket; and mottoes such as "4 rõ"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, takewhile

from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.named.enumerations import MARKS
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import ELLIPSIS

BESIDE = re.compile(r"[^\d.,;:()]{0,60}\s?$")
NOTE_LEAD = re.compile(
    r"^(?:(?:đó là|gồm có|bao gồm|gồm|cụ thể|là|trong đó)\b:?\s?)?"
    r"(?:[^\d,;:.()]{0,40}\b(?:các|những)\b[^\d,;:.()]{0,30}:\s?|[^\d,;:.()A-ZĐÀ-Ỹ]{0,30}:\s?)?",
    re.IGNORECASE,
)
LEVEL = r"(?:xã|phường|thị trấn|huyện|thôn|ấp|khóm|bản|làng|khu phố|tổ dân phố|trường|chi bộ|đảng bộ) "
CUE = re.compile(
    r"(?P<words>(?:[^\d.,;:()]|(?:(?<=lớp )|(?<=khóa )|(?<=khối ))\d{1,2}(?=\s)|\d{2}(?= năm tuổi )){0,80}?)"
    r"(?:,?\s(?:là|gồm|bao gồm|gồm có|đó là)(?: các)?:?\s|:\s|\s?\()(?=[\"A-ZĐÀ-Ỹ]|"
    rf"{LEVEL}[A-ZĐÀ-Ỹ])"
)
ITEM = re.compile(rf"[\"“]?(?:{LEVEL})?[A-ZĐÀ-Ỹ][^,;:()]{{1,70}}")
SOME_MORE = re.compile(r"\bvà (?:một|hai|ba|bốn|năm|sáu|các|những|nhiều|\d+) ")
MOTTO = re.compile(r"\"?(?P<count>\d{1,2}) (?P<word>[^\W\d]+)\"?\s?[:(]\s?(?P<list>(?P=word)\s[^.;:()\n]{4,200})")
NOT_COUNTED = ("money", "measure", "time", "turn")
THOSE = re.compile(r"(?:^|[.;\n]\s?)(?:đó|trên đây|đây|nêu trên) (?:chính )?là (?:cả )?$")
GIVEN = re.compile(r",? ?(?:gồm|là|đó là|bao gồm|cụ thể)?:? (?:có )?|: ")
ASIDE = re.compile(r"\s\((?:\d{1,3} năm(?: tuổi Đảng)?|[A-ZĐÀ-Ỹ][^()\d,;]{2,40}(?: \d{1,2})?)\)")
OTHERS = re.compile(r";\s(?=\d)")
PRODUCTS = re.compile(
    r"(?<![\d.,/])(?P<count>\d{1,2}) sản phẩm(?P<words>(?: [^\W\d]+| \d sao){0,8}?)(?::| gồm:?| là:?) "
    r"(?P<list>[^.:()\d\n]{12,300})(?=[.;]|$)",
    re.MULTILINE,
)
MOST, FEWEST, SHORT, LONGEST, SHORT_LEAD, LONG_LIST = 40, 3, 2, 15, 24, 4000
ELSEWHERE = re.compile(r"\b(?:tại|ở|thuộc|của|cho|từ|trên|do|với) [^\d]*$")
VERB = re.compile(r"\b(?:trong đó|nhất|đầu tiên|tiếp theo|thứ)\b")


def judge_named_behind(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every count with names behind it that no other rule has counted."""
    for passage in context.passages:
        for figure in context.reader.between(passage.sentence.start, passage.sentence.end):
            if figure.end - figure.start > SHORT and not figure.in_words and figure.kind != "ratio":
                continue
            small = figure.kind in ("count", "ratio") and not figure.hedge and 2 <= figure.value <= MOST and figure.group not in NOT_COUNTED
            if small and context.source.back(figure.start, figure.end) not in decided:
                yield from _noted(context, figure) if context.layout.notes else ()
                yield from _behind(context, passage, figure)
                yield from _told_after(context, passage, figure)
                yield from _documents(context, passage, figure)
    for match in MOTTO.finditer(context.folded):
        yield from _motto(context, match)
    for match in PRODUCTS.finditer(context.folded):
        yield from _products(context, match, decided)


def _noted(context: Context, figure: Figure) -> Iterator[Claim]:
    """9 phòng chuyên môn(*) … (*) Văn phòng; Thanh tra; …: a note that holds nothing but names."""
    after = figure.after or figure.end
    for mark, span in context.layout.notes.items():
        if not after < mark <= after + 70:
            continue
        begun = re.search(r"\s?(?:\(\[?[\d*]{1,3}\]?\)|\[\d{1,3}\]|\*{1,3}|[¹²³⁴-⁹])$", context.source.text[after:mark])
        if begun is None or not BESIDE.fullmatch(context.folded[after : after + begun.start()]):
            continue
        told = context.source.text[slice(*span)].split("\n")[0].strip(" .;")
        lead = NOTE_LEAD.match(told)
        names = told[lead.end() :] if lead else told
        if found := _count(names, figure, FEWEST - 1):
            yield _claim(context, figure, found, f"Ghi chú kể tên {found}", after)


def _behind(context: Context, passage: Passage, figure: Figure) -> Iterator[Claim]:
    """có ba xã đạt chuẩn là An Hòa, Bình Lâm và Phú Mỹ · 2 chi bộ tiêu biểu (Chi bộ A, Chi bộ B)."""
    after = figure.after or figure.end
    if figure.kind == "ratio" and context.folded.find(" là ", after, passage.sentence.end) < 0:
        return
    cue = CUE.match(context.source.text, after, passage.sentence.end)
    if cue is None or VERB.search(cue["words"].lower()) or ELSEWHERE.search(cue["words"].lower()):
        return
    bracket = cue[0].endswith("(")
    close = context.reader.closed.get(cue.end() - 1, 0) - 1 if bracket else passage.sentence.end
    if close <= cue.end():
        return
    names = OTHERS.split(context.source.text[cue.end() : close].strip(" .;"))[0]
    names = ASIDE.sub("", names)  # A Bơng (40 năm), Y Hlơi (30 năm)
    if not bracket and ";" in names and "," in names.split(";")[0]:
        return
    fewest = FEWEST
    if names.lower().startswith(figure.noun or "\0") or " và " in names.rsplit(",", 1)[-1]:
        fewest -= 1
    if found := _count(names, figure, fewest):
        yield _claim(context, figure, found, f"Kể tên {found}", close)


def _told_after(context: Context, passage: Passage, figure: Figure) -> Iterator[Claim]:
    """(1) …; (2) …; (3) …. Đó là 3 hạn chế cần khắc phục: the marks before it in its paragraph."""
    if not THOSE.search(context.folded, max(0, figure.start - 40), figure.start):
        return
    start = max(context.layout.paragraphs[passage.paragraph].start, passage.sentence.start - LONG_LIST)
    for mark, order in (*MARKS[:1], *MARKS[2:4]):
        found = [match[1] for match in mark.finditer(context.folded, start, passage.sentence.start)]
        if len(found) > 1 and found == list(order[: len(found)]):
            yield _claim(context, figure, len(found), f"Đánh số được {len(found)} mục", figure.end)
            return


def _documents(context: Context, passage: Passage, figure: Figure) -> Iterator[Claim]:
    """Ban hành 3 kế hoạch, gồm: Kế hoạch số 41-KH/ĐU, Kế hoạch số 42-KH/ĐU và Kế hoạch số 43-KH/ĐU: nothing but symbols."""
    start = figure.after or figure.end
    first = bisect_left(context.citations, start, key=lambda one: one.start)
    if first == len(context.citations) or context.citations[first].start > start + SHORT_LEAD:
        return
    named = list(takewhile(lambda one: one.start < passage.sentence.end, islice(context.citations, first, first + MOST + 1)))
    if len(named) > MOST:
        return
    lead = GIVEN.match(context.folded, start, named[0].start) if len(named) > 1 else None
    if lead is None or lead.end() != named[0].start or not context.folded[named[0].start :].startswith(figure.noun or "\0"):
        return
    ends = [*(one.start for one in named[1:]), passage.sentence.end]
    apart = [re.split(r"[,;]| và ", context.folded[one.end : end]) for one, end in zip(named, ends, strict=True)]
    if all(len(parts) == 2 for parts in apart[:-1]) and len(apart[-1]) == 1 and len({one.type for one in named}) == 1:
        yield _claim(context, figure, len(named), f"Kể {len(named)} văn bản", passage.sentence.end)


def _count(names: str, figure: Figure, fewest: int) -> int:
    """How many names there are; 0 where something else stands among them."""
    if ELLIPSIS.search(names.lower()) or SOME_MORE.search(names) or "\t" in names:
        return 0
    by_semicolons = ";" in names
    items = [item.strip() for item in re.split(r";\s*" if by_semicolons else r",\s+(?:và\s)?", names)]
    if not by_semicolons and items and re.search(r"\svà\s[A-ZĐÀ-Ỹ]", items[-1]):
        items = [*items[:-1], *re.split(r"\svà\s(?=[A-ZĐÀ-Ỹ])", items[-1], maxsplit=1)]
    if len(items) < fewest or not all(ITEM.fullmatch(item) for item in items) or any(_sentence(item) for item in items):
        return 0
    joined = 0 if by_semicolons else sum(" và " in item for item in items)
    return int(figure.value) if len(items) <= figure.value <= len(items) + joined else len(items)


def _sentence(item: str) -> bool:
    """A clause with a verb of its own is no name."""
    return (
        re.search(r"\s\d+\s[^\W\d]|\s(?:đã|được|có|bị|phải|sẽ|đang|với|cùng|theo|phụ trách)\s|/", item) is not None
        or len(item.split()) > LONGEST
    )


def _motto(context: Context, match: re.Match[str]) -> Iterator[Claim]:
    """The motto "4 rõ": rõ người, rõ việc, rõ thời gian, rõ kết quả."""
    items = re.split(r",\s(?:và\s)?|\svà\s", match["list"])
    if len(items) < FEWEST - 1 or not all(item.startswith(match["word"]) for item in items):
        return
    count = int(match["count"])
    figure = Figure("count", match.start("count"), match.end("count"), Fraction(count))
    yield _claim(context, figure, len(items), f"Kể {len(items)}", match.end())


def _products(context: Context, match: re.Match[str], decided: Marks) -> Iterator[Claim]:
    """3 sản phẩm OCOP 3 sao: nước mắm Lạng Hải, dầu lạc Hồng Lam, tương Đông Tiến: each with a name in it."""
    start, end = match.span("list")
    told = re.split(r";\s", context.source.text[start:end])[0]
    items = re.split(r",\s+(?:và\s)?|\svà\s(?=[^,;]*$)", told)
    figure = Figure("count", match.start("count"), match.end("count"), Fraction(int(match["count"])))
    named = len(items) >= FEWEST and all(any(sign.isupper() for sign in item) and not _sentence(item) for item in items)
    if named and not ELLIPSIS.search(told.lower()) and context.source.back(figure.start, figure.end) not in decided:
        yield _claim(context, figure, len(items), f"Kể tên {len(items)}", start + len(told))


def _claim(context: Context, figure: Figure, count: int, text: str, end: int) -> Claim:
    stated, right = context.written(figure), count == figure.value
    text += "" if right else f"; văn bản báo {stated}"
    span = figure.start, max(end, figure.after or figure.end)
    return context.claim(span, "enumeration", VERDICTS["exact" if right else "off"], text, stated, str(count), [figure])

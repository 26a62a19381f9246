"""Lists announced by a number: "5 giải pháp sau: (1) … (5) …", "3 huyện (Trà Cú, Cầu Ngang, Châu Thành)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import ELLIPSIS, Mention

ANNOUNCES = re.compile(r"[^.;:()]{0,90}(?:sau|sau đây|như sau|gồm|bao gồm|là|cụ thể|đó là|trọng tâm|chủ yếu|chính)?\s*:\s*$")
LONGEST_LIST = 15_000
ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
CARDINALS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
MARKS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"\((\d{1,2})\)\s"), tuple(str(n) for n in range(1, 31))),
    (re.compile(r"(?<![\w.,/])(\d{1,2})[.)]\s(?=[^\W\d_])"), tuple(str(n) for n in range(1, 31))),
    (re.compile(r"\bthứ (nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?=,|:| là)"), ORDINALS),
    (re.compile(r"\b(một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) là(?=,|:|\s)"), CARDINALS),
    (re.compile(r"(?:^|[\n;:]\s*)([a-hđ])\)\s"), tuple("abcdđefgh")),
)
FIRST = re.compile(r"\s*(?:[-+*]\s)?(?P<first>thứ nhất(?=,|:| là)|một là(?=,|:|\s))")
SOME_MORE = re.compile(r"\bvà (?:hai|ba|bốn|năm|sáu|\d+) [^\W\dA-Z]")
LISTED = frozenset({"topic", "team", "event", "document"})
NAMES_AFTER = re.compile(
    r"(?:[^\d.;:()]|\d[\d,]*%){0,60}?\s*(?:\b(?:gồm|bao gồm|gồm có|đó là)(?: các| những) [^\d.;:()]{2,30}:|"
    r"\bgồm|bao gồm|:|đó là:?|\()\s*:?\s*"
)
KIND = (
    r"(?:[Hh]uyện|[Tt]hị xã|[Tt]hành phố|TP\.?|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ảng bộ|[Cc]hi bộ|[Tt]hôn|[Ấấ]p|[Kk]hóm|"
    r"[Đđ]ồng chí|đ/c|[Hh]uyện ủy|[Tt]ỉnh)"
)
NAME = re.compile(rf"(?:{KIND}\s){{0,3}}(?:[A-ZĐÀ-Ỹ][^\W\d_]*|\d{{1,2}})(?:[\s-](?:[A-ZĐÀ-Ỹ][^\W\d_]*|\d{{1,2}}))*")
GOES_ON = re.compile(
    r",\s(?=(?:hoạt động|có hiệu lực|bắt đầu|kể từ|từ ngày|với|trong đó|qua đó|nhằm|để|đến nay|hiện|nay|thời gian|do|theo|trên cơ sở|"
    r"lấy tên|đặt trụ sở|trụ sở|thành lập|mỗi|tổng|đã|được|kết quả|bình quân|cùng)\b)"
)
RIGHT_BEHIND = re.compile(r"(?: [^\W\d]+){1,4}(?: \(|: )")
SHORT_NAME = 4
MIXED = re.compile(rf"(?:{KIND}\s){{0,3}}[A-ZĐÀ-Ỹ][^\d,;:()]{{1,60}}(?:\s\d{{1,2}})?|(?:{KIND}\s)\d{{1,2}}")
QUOTED_AFTER = re.compile(r"[^.;:()\d\"“]{0,60}(?:\s?:|\s(?:là|gồm|như sau:?)|\s?\()\s?[\"“]")
QUOTES = re.compile(r"[\"“][^\"“”]+[\"”](?:(?:,|;|\svà|,\svà)\s[\"“][^\"“”]+[\"”])*")
TITLE = re.compile(r"[A-ZĐÀ-Ỹ][^\d,;:()]{1,60}")
FEWEST_TITLES = 3
SHORT = 2
"""Digits of a number that may announce a list."""
NOTE_LEAD = re.compile(
    r"^(?:(?:Đó là|Gồm|Bao gồm|Gồm có|Là|Cụ thể)?\s?(?:[Cc]ác|[Nn]hững)?\s?[^\d,;:.()]{0,30}:|(?:Gồm|Bao gồm|Đó là|Là)(?: các)?\s)\s?"
)
NEAR = 2
"""Characters between a noun and the mark of its note."""
PLAIN_LIST = re.compile(
    r"(?P<lead>[^\d.;:(),]{0,40}?,?\s?(?:\b(?:là|gồm|bao gồm|gồm có|đó là):?|:))\s"
    r"(?P<items>(?:[^.:()\"“”]|[\"“][^.:()\"“”]{2,40}[\"”]){12,400})(?=[.\"”])"
)
PART_ONLY = re.compile(r"[^\d:(.;]{0,60}\btrong đó(?: có)?\b[^\d:(.;]{0,30}:")
PLACES = re.compile(r"\b(?:thôn|ấp|bản|xóm|tổ|tổ dân phố|khu|khu phố|khóm|số|quốc lộ|xã|phường|đường|tuyến|chi bộ|trường|km) \d{1,3}\b")
OFFICES = re.compile(
    r"\b(?:[Gg]iáo dục và [Đđ]ào tạo|[Tt]ài chính và [Kk]ế hoạch|[Tt]hương binh và [Xx]ã hội|[Kk]hoa học và [Cc]ông nghệ|"
    r"[Nn]ông nghiệp và (?:[Pp]hát triển nông thôn|[Mm]ôi trường)|[Vv]ăn hóa và [Tt]hông tin|[Tt]ài nguyên và [Mm]ôi trường|"
    r"[Kk]ế hoạch và [Đđ]ầu tư|[Tt]hông tin và [Tt]ruyền thông|[Kk]inh tế và [Hh]ạ tầng|[Pp]hát thanh và [Tt]ruyền hình)"
)
NAMED = frozenset({"place", "hamlet", "organisation", "person", "document"})


def judge_enumerations(context: Context, passage: Passage) -> Iterator[Claim]:
    """The announcing numbers of a sentence."""
    for mention in passage.reading.mentions:
        figure = mention.figure
        if figure.end - figure.start > SHORT and not figure.in_words:
            continue
        if figure.kind != "count" or figure.hedge or not 2 <= figure.value <= 30:
            continue
        claim = _marked(context, passage, figure) or _named(context, passage, figure)
        if PART_ONLY.match(context.folded, figure.end):  # 5 tham luận, trong đó có tham luận: …
            continue
        if claim := claim or _too_few(context, passage, figure) or _noted(context, mention):
            yield claim


def _noted(context: Context, mention: Mention) -> Claim | None:
    """9 xã[1] … [1] Các xã: An Bình, Tân Hòa, …: a note that holds nothing but names."""
    figure = mention.figure
    note = next((group for group in mention.piece.groups if group.is_note and 0 <= group.start - figure.after <= NEAR), None)
    span = context.layout.notes.get(note.end) if note else None
    if span is None or figure.group not in NAMED:
        return None
    inside = NOTE_LEAD.sub("", context.source.text[slice(*span)].split("\n")[0].strip()).strip(" .;")
    items = [item.strip() for item in re.split(r",\s+|;\s+|\svà\s", inside)]
    if len(items) < FEWEST_TITLES or ELLIPSIS.search(inside.lower()) or not all(NAME.fullmatch(item) for item in items):
        return None
    return _claim(context, figure, len(items), f"Ghi chú kể tên {len(items)}")


def _marked(context: Context, passage: Passage, figure: Figure) -> Claim | None:
    """Items with running marks after the colon that follows the count."""
    if figure.group not in LISTED:
        return None
    if in_turn := _in_sentences(context, passage, figure):
        return in_turn
    colon = context.folded.find(":", figure.end, passage.sentence.end)
    colon = colon if colon >= 0 else passage.sentence.end - 1
    if not ANNOUNCES.fullmatch(context.folded, figure.after, colon + 1):
        return None
    end = _end_of_list(context, passage)
    for mark, order in MARKS:
        count = _running(mark, order, context.folded, colon, end)
        if count >= 2:
            return _claim(context, figure, count, f"Đánh số được {count} mục")
    entries = _entries(context, passage)
    if entries >= 2:
        return _claim(context, figure, entries, f"Liệt kê {entries} gạch đầu dòng")
    return None


def _in_sentences(context: Context, passage: Passage, figure: Figure) -> Claim | None:
    """Tôi đề nghị làm tốt 4 việc. Thứ nhất, … Thứ tư, …: every item is a sentence or a paragraph of its own."""
    begun = FIRST.match(context.folded, passage.sentence.end)
    if begun is None or not _ends_with_it(context, figure, passage.sentence.end):
        return None
    paragraphs = context.layout.paragraphs
    end = min(paragraphs[min(passage.paragraph + 60, len(paragraphs) - 1)].end, passage.sentence.start + LONGEST_LIST)
    mark, order = next(entry for entry in MARKS[2:4] if entry[0].match(context.folded, begun.start("first")))
    count = _running(mark, order, context.folded, passage.sentence.end, end)
    if count == figure.value - 1 and re.search(r"\bcuối cùng\b", context.folded[passage.sentence.end : end]):
        return None
    if 2 <= count < figure.value and _rest_is_told(context.folded[passage.sentence.end : end], figure.noun):
        return None
    return _claim(context, figure, count, f"Đánh số được {count} mục") if count >= 2 else None


def _rest_is_told(told: str, noun: str) -> bool:
    """… và 3 vấn đề còn lại được giao …; cùng với đó, các giải pháp về vốn …: what the running marks leave out."""
    some = rf"(?:\d+|các|những|hai|ba|bốn|năm) {re.escape(noun)}"
    return re.search(rf"\b{some} (?:khác|còn lại)\b|\b(?:cùng với đó|ngoài ra|bên cạnh đó),? {some}\b", told) is not None


def _ends_with_it(context: Context, figure: Figure, end: int) -> bool:
    """Whether only words, years and stretches of time follow the count in its sentence: 5 nhiệm vụ trọng tâm 6 tháng cuối năm."""
    if not re.fullmatch(r"[^.;:()]{0,90}[.:]?\s*", context.folded[figure.after : end]):
        return False
    behind = context.reader.between(figure.after, end)
    return all(one.kind in ("year", "years", "label") or one.group == "time" for one in behind)


def _running(mark: re.Pattern[str], order: tuple[str, ...], folded: str, start: int, end: int) -> int:
    """How far the marks run 1, 2, 3 … from the start of the list; a new 1 begins another list."""
    count = 0
    for match in mark.finditer(folded, start, end):
        if not count and re.search(r"[^\W\d]{2}", folded[start : match.start()]):
            break  # another list, further down
        if count < len(order) and match[1] == order[count]:
            count += 1
        elif match[1] == order[0]:
            break
    return count


def _end_of_list(context: Context, passage: Passage) -> int:
    """Inline lists end with their paragraph; lists that start on a new line run on for thirty paragraphs."""
    paragraphs = context.layout.paragraphs
    here = passage.paragraph
    if passage.sentence is not paragraphs[here].sentences[-1]:
        return min(paragraphs[here].end, passage.sentence.end + LONGEST_LIST // 4)
    tail = context.folded[passage.sentence.start : passage.sentence.end].rstrip()
    last = paragraphs[min(here + 60, len(paragraphs) - 1)] if tail.endswith(":") else paragraphs[here]
    return min(last.end, passage.sentence.start + LONGEST_LIST)


def _entries(context: Context, passage: Passage) -> int:
    paragraph = context.layout.paragraphs[passage.paragraph]
    if passage.sentence is not paragraph.sentences[-1]:
        return 0
    dashes = [entry for entry in paragraph.entries if context.folded[entry.start : entry.end].lstrip()[:1] in "-+•*"]
    first = {context.folded[entry.start : entry.end].lstrip()[:1] for entry in dashes}
    return len(dashes) if len(first) == 1 and len(dashes) == len(paragraph.entries) else 0


def _named(context: Context, passage: Passage, figure: Figure) -> Claim | None:
    """Proper names in brackets or after a colon; only when every item is nothing but a name."""
    text = context.source.text
    if quoted := _quoted(context, passage, figure):
        return quoted
    if figure.group not in NAMED:
        return _of_any_noun(context, figure, passage.sentence.end)
    opening = NAMES_AFTER.match(text, figure.after)
    if opening is None or "trong số" in opening[0]:  # 3 học sinh, hai trong số đó là …
        return None
    bracket = "(" in opening[0]
    close = context.reader.closed.get(opening.start() + opening[0].index("("), 0) - 1 if bracket else passage.sentence.end
    if close <= opening.end():
        return None
    inside = text[opening.end() : close].strip(" .;")
    if (
        not bracket and re.search(r";\s[^\W\dA-ZĐÀ-Ỹ]", inside) and re.search(r",.*\svà\s", inside.split(";")[0])
    ):  # 5 tập thể gồm A, B, C và D; trao Huy hiệu …
        close = opening.end() + text[opening.end() : close].index(";")
        inside = inside.split(";")[0]
    if not bracket and (goes_on := GOES_ON.search(inside)):  # 3 xã: A, B, C, hoạt động từ ngày …: the sentence goes on
        close, inside = opening.end() + text[opening.end() : close].index(inside) + goes_on.start(), inside[: goes_on.start()]
    items = [item.strip() for item in re.split(r",\s+|;\s+|\svà\s", inside)]
    if ELLIPSIS.search(inside.lower()) or SOME_MORE.search(inside) or len(items) < 2:
        return None
    if all(NAME.fullmatch(item) for item in items):
        return _claim(context, figure, len(items), f"Kể tên {len(items)}", end=close)
    return (
        _counted_and_named(context, figure, inside, close)
        or _titled(context, figure, inside, close)
        or _mixed(context, figure, inside, close)
    )


def _quoted(context: Context, passage: Passage, figure: Figure) -> Claim | None:
    """6 mô hình: "Chi bộ bốn tốt", "Chi bộ điện tử" …: as many as stand in quotation marks, if nothing else is listed."""
    text = context.source.text
    opening = QUOTED_AFTER.match(text, figure.after or figure.end)
    if opening is None or not figure.noun:
        return None
    listed = QUOTES.match(text, opening.end() - 1, passage.sentence.end)
    if listed is None or ELLIPSIS.search(listed[0].lower()) or not re.match(r"\s*(?:[.;)]|$)", text[listed.end() : passage.sentence.end]):
        return None
    count = len(re.findall(r"[\"“][^\"“”]+[\"”]", listed[0]))
    return _claim(context, figure, count, f"Kể tên {count}", end=listed.end()) if count >= FEWEST_TITLES else None


def _of_any_noun(context: Context, figure: Figure, end: int) -> Claim | None:
    """5 tiểu ban: Văn kiện, Nhân sự, …; 4 cụm công nghiệp (Đông Hòa, Nam Sơn, …): nothing but names right behind the noun."""
    text = context.source.text
    opening = RIGHT_BEHIND.match(text, figure.end)
    if opening is None or figure.group in ("money", "measure", "time"):
        return None
    bracket = opening[0].rstrip().endswith("(")
    close = context.reader.closed.get(opening.start() + opening[0].index("("), 0) - 1 if bracket else end
    inside = text[opening.end() : close].strip(" .;")
    items = [item.strip() for item in re.split(r",\s+|;\s+|\svà\s(?=[A-ZĐÀ-Ỹ])", inside)]
    if close <= opening.end() or ELLIPSIS.search(inside.lower()) or len(items) < FEWEST_TITLES:
        return None
    if not all(TITLE.fullmatch(item) and len(item.split()) <= SHORT_NAME for item in items):
        return None
    return _claim(context, figure, len(items), f"Kể tên {len(items)}", end=close)


def _mixed(context: Context, figure: Figure, inside: str, close: int) -> Claim | None:
    """5 đảng bộ: phường Trung Tâm, xã Hưng Lộc, Công an thành phố · 5 chi bộ (Thôn 2, Thôn 5, Trạm Y tế): names and titles together."""
    items = [item.strip() for item in re.split(r",\s+|;\s+", inside)]
    items = [*items[:-1], *re.split(r"\svà\s(?=[^\W\d]+\s\d{1,2}$)", items[-1])]
    if len(items) < FEWEST_TITLES or not all(MIXED.fullmatch(item) for item in items):
        return None
    joined = sum(" và " in OFFICES.sub("", item) for item in items)
    count = int(figure.value) if len(items) <= figure.value <= len(items) + joined else len(items)
    return _claim(context, figure, count, f"Kể tên {count}", end=close)


def _too_few(context: Context, passage: Passage, figure: Figure) -> Claim | None:
    """3 khâu đột phá là cải cách hành chính, hạ tầng đô thị và nguồn nhân lực: however it is cut, no fewer items than announced."""
    if figure.group != "topic":
        return None
    listed = PLAIN_LIST.match(context.folded, figure.after, passage.sentence.end)
    if listed is None or ELLIPSIS.search(listed["items"]) or any(sign.isdigit() for sign in PLACES.sub("", listed["items"])):
        return None
    parts = re.split(r"[,;]\s|\s(?:và|cùng)\s", listed["items"])
    clauses = listed["items"].count(";") + 1
    if 2 <= len(parts) < figure.value:
        return _claim(context, figure, len(parts), f"Kể nhiều nhất {len(parts)} mục", end=listed.end())
    if clauses >= FEWEST_TITLES and listed["lead"].strip().endswith(":"):
        return _claim(context, figure, clauses, f"Kể {clauses} mục", end=listed.end())
    return None


def _titled(context: Context, figure: Figure, inside: str, close: int) -> Claim | None:
    """7 tham luận của: Đảng ủy xã Nà Sản, …, Ban Dân vận Huyện ủy: titles that begin with a capital; "và" may stand inside one."""
    items = [item.strip() for item in re.split(r",\s+|;\s+", inside)]
    two = len(items) == FEWEST_TITLES - 1 == figure.value - 1 and context.source.text[close : close + 1] == ")"
    if (len(items) < FEWEST_TITLES and not two) or not all(TITLE.fullmatch(item) for item in items):
        return None
    joined = sum(" và " in OFFICES.sub("", item) for item in items)
    count = int(figure.value) if len(items) <= figure.value <= len(items) + joined else len(items)
    return _claim(context, figure, count, f"Kể tên {count}", end=close)


def _counted_and_named(context: Context, figure: Figure, inside: str, close: int) -> Claim | None:
    """13 đảng bộ: 8 đảng bộ huyện; Đảng bộ Công an tỉnh; Đảng bộ Quân sự tỉnh: some counted, the others one each, all of the noun."""
    items = [item.strip().removeprefix("và ") for item in inside.split(";")]
    counts = [re.match(rf"(\d{{1,3}}) {re.escape(figure.noun)}\b", item.lower()) for item in items]
    own = [item.lower().startswith(f"{figure.noun} ") and item[0].isupper() for item in items]
    if len(items) < FEWEST_TITLES or not figure.noun or not any(counts) or not all(a or b for a, b in zip(counts, own, strict=True)):
        return None
    count = sum(int(found[1]) if found else 1 for found in counts)
    return _claim(context, figure, count, f"Kể {count}", end=close)


def _claim(context: Context, figure: Figure, count: int, text: str, end: int | None = None) -> Claim:
    stated = context.written(figure)
    right = count == figure.value
    if not right:
        text += f"; văn bản báo {stated}"
    span = figure.start, end or max(figure.after, figure.end)
    return context.claim(span, "enumeration", "consistent" if right else "inconsistent", text, stated, str(count), [figure])

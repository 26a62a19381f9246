"""Stretches of a text that may divide a count: the count before a cue, and the count of each segment behind it, brackets left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.phrases import CHANGE_BEFORE

CUE = re.compile(
    r"\b(?P<open>trong đó|trong số (?:đó|này))\b:?(?:\s(?:có|gồm)(?=\s))?"
    r"|\b(?P<closed>bao gồm|gồm có|gồm|chia ra|cụ thể(?: là| như sau)?|"
    r"được (?:phân bổ|chia|phân bố)[^,;:\d]{0,40}?(?=:))\b:?(?:\s(?:có)(?=\s))?"
    r"|(?P<colon>:)(?=\s)|\b(?P<has>có|thì có|thì)(?=\s\d)"
)
SEPARATOR = re.compile(r"(?P<semicolon>;)|(?P<comma>,)(?!\d)|\s(?P<and>và|cùng)(?=\s)")
STOPS = re.compile(
    r"\s*(?:(?:và|đã|đều|cũng|từ đó)\s)*(?:với|bình quân|trung bình|đạt|chiếm|bằng|tăng|giảm|so với|trong đó|qua đó|thu hút|tổng|cộng|"
    r"tất cả|nâng|đưa|như vậy|góp phần|nhìn chung|ngoài ra|bên cạnh|riêng|mỗi|gấp|kịp thời|đồng thời)\b"
)
OUT_OF = re.compile(r"\b(?:trong|trong số|trong tổng số)\s$|^\W*$")
THOSE = re.compile(r"[^\d,;.:]{0,30}\b(?:ấy|này|đó|trên|nêu trên)\s$")
LABEL = re.compile(r"\s*(?:về|theo|xét về|cơ cấu|chia theo|phân theo|trình độ|độ tuổi|trong đó)\b[^\d:;.]{0,40}:\s?")
IN_IT = re.compile(r"\btrong đó\b")
MOST_LEAD, LONGEST = 90, 24
FOLLOWS = re.compile(r"[^\d.;]{0,60}$")
NOTE_LEAD = re.compile(r"\s*(?:(?P<open>trong đó|trong số đó)|gồm có|bao gồm|gồm|cụ thể(?: là)?|chia ra)?:?\s*(?:có\s)?")


@dataclass(frozen=True, slots=True)
class Segment:
    """A part with its words."""

    figure: Figure
    words: str
    end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A head, its cue and the segments; `ended` = the list ends where the sentence, its clause or its bracket does; `joined` = by "và"."""

    head: Figure
    cue: str
    start: int
    items: list[Segment]
    ended: bool
    joined: bool


def stretches_of(context: Context) -> Iterator[Stretch]:
    """The stretches of every sentence, of its brackets and of its notes."""
    for passage in context.passages:
        yield from _in_sentence(context, passage)
    for mark, span in context.layout.notes.items():
        head = _before(context, mark - MOST_LEAD, context.folded.rfind(context.folded[mark - 1 : mark], 0, mark) - 3)
        lead = NOTE_LEAD.match(context.folded, *span)
        if head is not None and lead is not None:
            items, ended, joined = _items(context, lead.end(), span[1])
            yield Stretch(head, "open" if lead["open"] else "note", lead.end(), items, ended, joined)


def _in_sentence(context: Context, passage: Passage) -> Iterator[Stretch]:
    start, end = passage.sentence.start, passage.sentence.end
    yield from _under_a_label(context, passage)
    if sum(one.kind == "count" for one in context.reader.between(start, end)) < 2:
        return
    for opening, close in _brackets(context, start, end):
        head = _before(context, start, opening)
        if head is not None and not re.search(r"[,;:]", context.folded[head.after or head.end : opening]):
            items, ended, joined = _items(context, opening + 1, close - 1)
            yield Stretch(head, "bracket", opening, items, ended, joined)
    inside = _brackets(context, start, end)
    for match in CUE.finditer(context.folded, start, end):
        if any(first <= match.start() < last for first, last in inside):
            continue
        cue = match.lastgroup or ""
        head = _before(context, start, match.start())
        if head is None or head.end > match.start():
            continue
        if cue == "has" and not _named_whole(context, head, start, match.start()):
            continue
        between = context.folded[head.after or head.end : match.start()]
        if len(between) > MOST_LEAD or (cue != "open" and re.search(r"[;.]|, [^,:]*\bđã (?:bầu|cử|lập|thành lập)\b", between)):
            continue
        items, ended, joined = _items(context, match.end(), end)
        head = _of_their_noun(context, start, head, items) if cue == "open" else head
        yield Stretch(head, cue, match.start(), items, ended, joined)


def _of_their_noun(context: Context, start: int, head: Figure, items: list[Segment]) -> Figure:
    """15 chi bộ trực thuộc với 347 đảng viên, trong đó có 11 chi bộ ấp, …: the count before it, if all parts are of that one's noun."""
    nouns = {item.figure.noun for item in items}
    if len(items) < 2 or len(nouns) > 1 or nouns <= {head.noun, "", "đồng chí", "người", "trường hợp"}:
        return head
    before = _before(context, start, head.start)
    return before if before is not None and {before.noun} == nouns and before.start >= head.start - MOST_LEAD else head


def _under_a_label(context: Context, passage: Passage) -> Iterator[Stretch]:
    """… có 412 người. Về trình độ chuyên môn: thạc sĩ 38, đại học 331, …: what the sentence before counted last."""
    label = LABEL.match(context.folded, passage.sentence.start, passage.sentence.end)
    before = passage.before if label else None
    if label is None or before is None or before.paragraph != passage.paragraph:
        return
    part = IN_IT.search(context.folded, before.sentence.start, before.sentence.end)  # 214 hội viên, trong đó nữ 96. Về dân tộc: …
    head = _before(context, before.sentence.start, part.start() if part else before.sentence.end)
    if head is not None:
        items, ended, joined = _items(context, label.end(), passage.sentence.end)
        yield Stretch(head, "open", label.end(), items, ended, joined)


def _named_whole(context: Context, head: Figure, start: int, cue: int) -> bool:
    """Trong 243 đảng viên có … · 18 chi bộ ấy có …: the count of which the sentence speaks."""
    lead = context.folded[max(start, head.start - 20) : head.start]
    return OUT_OF.search(lead) is not None or THOSE.search(context.folded[head.start : cue] + " ") is not None


def _brackets(context: Context, start: int, end: int) -> list[tuple[int, int]]:
    found, at = [], start
    while (at := context.folded.find("(", at, end)) >= 0:
        close = context.reader.closed.get(at, 0)
        if 0 < close <= end:
            found.append((at, close))
        at = max(close, at + 1)
    return found


def _before(context: Context, start: int, end: int) -> Figure | None:
    """The last count before a place, brackets left out."""
    for figure in reversed(context.reader.between(max(0, start), end)):
        inside = context.folded.count("(", figure.start, end) < context.folded.count(")", figure.start, end)
        if figure.kind in ("percent", "range", "ratio", "points") and not inside:
            return None
        if figure.kind == "count" and figure.counts and not inside:
            if context.folded[figure.after : figure.after + 1] == "/":  # 61,5 tạ/ha (vụ xuân 66 tạ/ha): a rate has no parts
                return None
            return None if CHANGE_BEFORE.search(context.folded, max(0, figure.start - 24), figure.start) else figure
    return None


def _items(context: Context, start: int, end: int) -> tuple[list[Segment], bool, bool]:
    """One count a segment until a segment says something else; whether the list ended by itself, and whether "và" joins its last."""
    items: list[Segment] = []
    at, by_semicolons, joined, waiting = start, None, False, ""
    while at < end and len(items) < LONGEST:
        stop, mark = _next(context, at, end)
        figures = _own(context, at, stop)
        words = context.folded[at:stop].strip(" .;,")
        if figures and any(one.kind != "count" for one in figures):
            return items, False, joined
        if STOPS.match(context.folded, at, stop) and items:
            return items, not figures or by_semicolons is not None, joined
        if len(figures) > 1:
            return items, False, joined
        if figures:
            items.append(Segment(figures[0], f"{waiting}{words}", stop))
        elif items:
            items[-1] = Segment(items[-1].figure, f"{items[-1].words}, {words}", stop)
        waiting = "" if items else f"{waiting}{words}, "
        if mark == ";" and by_semicolons is None and len(items) > 1:
            return items, True, joined
        by_semicolons = True if mark == ";" else by_semicolons
        joined = mark == "và" if mark else joined
        at = stop + len(mark) + (1 if mark == "và" else 0) if mark else end
    return items, True, joined


def _next(context: Context, at: int, end: int) -> tuple[int, str]:
    """Where the segment ends and by what, brackets left out."""
    depth_end = at
    for match in SEPARATOR.finditer(context.folded, at, end):
        if match.start() < depth_end:
            continue
        opening = context.folded.rfind("(", at, match.start())
        close = context.reader.closed.get(opening, 0) if opening >= 0 else 0
        if close > match.start():
            depth_end = close
            continue
        following = context.reader.between(match.end(), end)
        if match["and"] and (not following or re.search(r"[,;]", context.folded[match.end() : following[0].start])):
            continue
        return match.start(), ";" if match["semicolon"] else "," if match["comma"] else "và"
    return end, ""


def _own(context: Context, start: int, end: int) -> list[Figure]:
    """The counts of a segment: outside brackets, or where there is none the one that a bracket holds alone."""
    figures = [one for one in context.reader.between(start, end) if one.kind not in ("year", "years", "label")]
    outer = [one for one in figures if context.folded.count("(", start, one.start) == context.folded.count(")", start, one.start)]
    outer = [one for one in outer if one.kind != "count" or one.counts]
    return outer or (figures if len(figures) == 1 and figures[0].kind == "count" else [])

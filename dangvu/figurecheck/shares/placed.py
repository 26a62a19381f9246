"""Shares whose two counts stand in plain places: in a bracket before, behind the percentage, or as the one whole the sentence tells.

(33 chi bộ) chiếm 41,25% tổng số 80 · đạt 112,5% chỉ tiêu với 45 đảng viên (chỉ tiêu 40) · kiểm tra 75 cơ sở, có 12 vi phạm, bằng 16%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.changes.compared import MOVED
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import next_word
from dangvu.figurecheck.meant.portions import fits, share_claim
from dangvu.figurecheck.meant.wholes import Whole, kind_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention, Share

TAKES = re.compile(r"[^\d;.:()%]{0,24}\)\s(?:chỉ |mới |đã )?(?:chiếm|bằng|đạt|tương đương)(?: tỷ lệ)?\s$")
OF_ALL = re.compile(r"\s(?:trong |trên |của |so với )*(?:tổng (?:số )?|số )$")
OF_GOAL = re.compile(
    r"\s(?:so với )?(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán)[^\d;.()%]{0,50}?\b(?:với|khi|nhờ|bằng việc|do)\s[^\d;.()%]{0,30}$"
)
GOAL = re.compile(r"[^\d;.%]{0,60}\((?:[^\d()]{0,16})?(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|giao)[^\d()]{0,24}$")
PLAIN = re.compile(r"chiếm|bằng|tỷ lệ|tương|tức|^\($")
PLAN = re.compile(r"[^\d;.,()%]{0,30} (?:trên|trong|so với|/) (?:tổng )?(?:số )?(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)[^\d;.,()%]{0,30} $")
REACHED = re.compile(r"[^\d;.,()%]{0,24}[,(]\s?(?:đạt|bằng|tương đương|tỷ lệ|đạt tỷ lệ)?\s?$")
CARRIED_OUT = re.compile(r"[^\d;.:,()%]{0,50},\s(?:đã |mới |qua đó |cơ bản )?hoàn thành (?:được )?$")
OF_ITS_PLAN = re.compile(r"\s(?:so với )?(?:kế hoạch|chương trình|chỉ tiêu|khối lượng)\b(?![^;.]{0,30}\blà \d)")
WITH_RATIO = re.compile(r"\s(?:so với )?(?:kế hoạch|chỉ tiêu)(?: được giao| đề ra| năm)?(?:,? với | \()(?:tổng số )?")
DEED = re.compile(
    r"\b(?:kết nạp|tăng|giảm|thành lập|thu|chi|trồng|xây|bổ sung|tuyển|phấn đấu|giao|vượt|chuyển|kế hoạch|chỉ tiêu|cùng kỳ)\b"
)
GENERIC = ("đồng chí", "người", "trường hợp", "em", "cá nhân", "đ/c")
APART = ("time", "money", "measure")


def judge_placed(context: Context, decided: Marks) -> Iterator[Claim]:
    """The percentages of each sentence that nothing has decided."""
    for passage in context.passages:
        for place, percent in enumerate(passage.figures):
            if percent.kind != "percent" or percent.hedge or percent.in_words or context.source.back(percent.start, percent.end) in decided:
                continue
            if place + 1 < len(passage.figures):
                yield from _with_a_ratio(context, passage, percent, passage.figures[place + 1])
            if place:
                yield from _of_a_ratio(context, passage, passage.figures[place - 1], percent)
            if place > 1:
                yield from _out_of_a_plan(context, passage, passage.figures[place - 2], passage.figures[place - 1], percent)
            yield from _beside(
                context, passage, passage.figures[place - 1] if place else None, passage.figures[place + 1 : place + 3], percent
            )
        for mention in passage.reading.mentions:
            for share in mention.shares:
                if context.source.back(share.percent.start, share.percent.end) not in decided:
                    yield from _of_the_only(context, passage, mention, share)


def _out_of_a_plan(context: Context, passage: Passage, part: Figure, whole: Figure, percent: Figure) -> Iterator[Claim]:
    """45.000 cây xanh trên kế hoạch 60.000 cây, đạt 75%."""
    planned = _is(part) and _is(whole) and part.noun in (whole.noun, "") and PLAN.fullmatch(context.folded, part.end, whole.start)
    if planned and REACHED.fullmatch(context.folded, whole.end, percent.start):
        yield _share(context, passage, part, whole, percent)


def _beside(context: Context, passage: Passage, before: Figure | None, after: list[Figure], percent: Figure) -> Iterator[Claim]:
    """The count of a bracket before and the total right behind; or what was reached behind, and the aim in a bracket behind that."""
    if not after or not _is(after[0]):
        return
    part, whole = before, after[0]
    if part is not None and _is(part) and part.group == whole.group:
        takes = TAKES.fullmatch(context.folded, part.end, percent.start)
        if takes and OF_ALL.fullmatch(context.folded, percent.end, whole.start):
            yield _share(context, passage, part, whole, percent)
    if len(after) == 2 and _is(after[1]) and after[0].noun in (after[1].noun, ""):
        reached = OF_GOAL.fullmatch(context.folded, percent.end, after[0].start)
        if reached and GOAL.fullmatch(context.folded, after[0].end, after[1].start):
            yield _share(context, passage, after[0], after[1], percent)


def _of_a_ratio(context: Context, passage: Passage, ratio: Figure, percent: Figure) -> Iterator[Claim]:
    """Kiểm tra 7/8 tổ chức đảng, hoàn thành 87,5% kế hoạch."""
    if ratio.kind != "ratio" or not ratio.other or ratio.hedge:
        return
    if CARRIED_OUT.fullmatch(context.folded, max(ratio.end, ratio.after), percent.start) and OF_ITS_PLAN.match(context.folded, percent.end):
        whole = replace(ratio, value=ratio.other, other=None)
        yield _share(context, passage, ratio, whole, percent)


def _with_a_ratio(context: Context, passage: Passage, percent: Figure, ratio: Figure) -> Iterator[Claim]:
    """đạt 100% chỉ tiêu, với 13/14 thanh niên lên đường nhập ngũ."""
    if ratio.kind == "ratio" and ratio.other and not ratio.hedge and WITH_RATIO.fullmatch(context.folded, percent.end, ratio.start):
        yield _share(context, passage, ratio, replace(ratio, value=ratio.other, other=None), percent)


def _is(figure: Figure) -> bool:
    return figure.kind == "count" and not figure.hedge


def _of_the_only(context: Context, passage: Passage, part: Mention, share: Share) -> Iterator[Claim]:
    """The one count before it in its sentence, or in the one before, when it is of the same word."""
    percent, figure = share.percent, part.figure
    plain = kind_of(share) == "total" and not share.tail.strip(" .,;)") and PLAIN.search(share.verb) and "đạt" not in share.verb
    if not plain or not _is(figure) or percent.hedge or percent.in_words or share.of is not None or percent.value > 100 or part.changes:
        return
    if DEED.search(part.label) or MOVED.search(context.folded, max(0, figure.start - 40), figure.start) or figure.group in APART:
        return
    before = [f for f in passage.figures if f.start < figure.start]
    if not before and passage.before is not None and passage.before.paragraph == passage.paragraph:
        before = passage.before.figures
    counts = [f for f in before if f.kind in ("count", "ratio", "range") and f.group not in APART]
    if len(counts) != 1 or not _is(counts[0]) or len(before) != 1 or counts[0].value <= figure.value:
        return
    whole = counts[0]
    words = [one.noun or next_word(context, one) for one in (whole, figure)]
    same = (
        words[0] == words[1] != "" or (figure.noun in GENERIC and whole.group == "person") or (figure.noun == "" and _named(words[0], part))
    )
    if same:
        yield _share(context, passage, figure, whole, percent)


def _named(word: str, part: Mention) -> bool:
    """cơ sở …, có 12 cơ sở vi phạm: the word of the whole opens the words of the part."""
    return bool(word) and part.label.startswith(word)


def _share(context: Context, passage: Passage, part: Figure, whole: Figure, percent: Figure) -> Claim:
    owner = Mention(part, passage.pieces[0], "", part.group, named=False)
    words = vn(whole.value) if whole.start == part.start else context.written(whole)
    meant = Whole(whole.value, words, sure=True, figure=whole)
    return share_claim(context, owner, Share(percent, "", "", percent.end), meant, VERDICTS[fits(part.value, whole.value, percent)])

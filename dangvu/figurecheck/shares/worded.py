"""Percentages of which the words name both counts, told before: the part and the whole by their nouns, or a plan by its noun.

tỷ lệ đảng viên so với tổng số cán bộ, giáo viên là 59,4% · Kế hoạch kiểm tra 6 tổ chức và 10 đảng viên. Kết quả kiểm tra 6 tổ chức
(100% kế hoạch), 11 đảng viên (110% kế hoạch).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.portions import fits, share_claim
from dangvu.figurecheck.meant.wholes import Whole
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention, Share

RATE = re.compile(
    r"\btỷ lệ (?P<part>[^\W\d]+(?: [^\W\d]+){0,3}?) (?:so với|trên|trong|/) (?:tổng (?:số )?|số )"
    r"(?P<whole>[^\d.;:()%]{2,60}?) (?:là|đạt|chiếm|bằng)(?: tới| đến)? $"
)
OF_PLAN = re.compile(r" (?:so với )?(?:kế hoạch|chương trình|chỉ tiêu)(?: năm| đề ra| cả năm)?\)")
PLANS = re.compile(r"^\W*(?:theo )?(?:kế hoạch|chương trình|chỉ tiêu)\b|\b(?:kế hoạch|chương trình|chỉ tiêu)[^\d.;]{0,40}$")
KIND = re.compile(r"(?:^|[,.;] )\W*tỷ lệ (?P<what>[^\W\d]+(?: [^\W\d]+){0,2}?) (?:là|đạt|chiếm) $")
OF_ALL = re.compile(r"\b(?:tổng số|thu về|(?:toàn|cả) [^\d,;.()]{2,40} có)\b[^\d;.()]{0,40}$")
OTHER = re.compile(r"\b(?:cùng kỳ|năm trước|nhiệm kỳ trước|kỳ trước|tăng|giảm|thêm|trong đó|kết nạp|mới)\b")
BACK, PARAGRAPHS, LEAD = 6, 2, 40


def judge_worded(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every percentage behind such words that nothing has decided."""
    for passage in context.passages:
        for place, percent in enumerate(passage.figures):
            plain = percent.kind == "percent" and not percent.hedge and not percent.in_words
            if not plain or context.source.back(percent.start, percent.end) in decided:
                continue
            if rate := RATE.search(context.folded, max(passage.sentence.start, percent.start - 140), percent.start):
                yield from _of_nouns(context, passage, rate, percent)
            elif kind := KIND.search(context.folded[passage.sentence.start : percent.start]):
                yield from _of_kind(context, passage, kind["what"], percent)
            elif place and context.folded[percent.start - 1] == "(" and OF_PLAN.match(context.folded, percent.end):
                yield from _of_plan(context, passage, passage.figures[place - 1], percent)


def _of_nouns(context: Context, passage: Passage, rate: re.Match[str], percent: Figure) -> Iterator[Claim]:
    told = list(_counts(context, passage, rate.start()))
    parts = [one for one in told if one.noun == rate["part"]]
    wholes = [one for one in told if _words(context, one).startswith(rate["whole"])]
    if not parts or not wholes or parts[0].value > wholes[0].value:
        return
    if len({one.value for one in parts}) > 1 or len({one.value for one in wholes}) > 1:
        return  # which of several is meant is not said
    yield _claim(context, passage, parts[0], wholes[0], percent)


def _of_kind(context: Context, passage: Passage, what: str, percent: Figure) -> Iterator[Claim]:
    """84 quần chúng; 49 người là nữ, 35 người là nam. Tỷ lệ nữ đạt 58,3%: the one count of that kind, of the one that is all."""
    sentences = [passage, passage.before] if passage.before and passage.before.paragraph == passage.paragraph else [passage]
    counts = [f for one in sentences for f in one.figures if f.kind == "count" and not f.hedge and f.end < percent.start]
    parts = [f for f in counts if _is_named(context, f, what)]
    if len(parts) != 1 or not percent.decimals and percent.value % 5 == 0:
        return
    part = parts[0]
    wholes = [
        f
        for f in counts
        if f.value > part.value and f.group in (part.group, "") and OF_ALL.search(context.folded, max(0, f.start - 60), f.start)
    ]
    right = next((f for f in wholes if fits(part.value, f.value, percent) == "exact"), None)
    if right is not None or len({f.value for f in wholes}) == 1:
        yield _claim(context, passage, part, right or wholes[0], percent)


def _is_named(context: Context, figure: Figure, what: str) -> bool:
    """49 người là nữ · đồng ý 27 phiếu."""
    lead, tail = context.folded[max(0, figure.start - 40) : figure.start], context.folded[figure.after : figure.after + 40]
    if OTHER.search(re.split(r"[,;.(]", lead)[-1]):
        return False
    before = re.search(rf"(?:^|[,;:.] ){re.escape(what)}(?: có| là)? $", lead)
    return before is not None or re.match(rf" (?:là )?{re.escape(what)}(?=[,;. ]|$)", tail) is not None


def _of_plan(context: Context, passage: Passage, part: Figure, percent: Figure) -> Iterator[Claim]:
    earlier = passage.before
    behind = part.kind == "count" and not part.hedge and context.folded[max(part.end, part.after) : percent.start].strip() == "("
    if not behind or earlier is None or earlier.paragraph != passage.paragraph or not part.noun:
        return
    plans = [f for f in earlier.figures if f.kind == "count" and not f.hedge and f.group == part.group and _alike(f, part)]
    lead = context.folded[earlier.sentence.start : earlier.figures[0].start] if earlier.figures else ""
    if len(plans) == 1 and PLANS.search(lead) and plans[0].value:
        yield _claim(context, passage, part, plans[0], percent)


def _alike(one: Figure, other: Figure) -> bool:
    return one.noun == other.noun or one.noun.startswith(f"{other.noun} ") or other.noun.startswith(f"{one.noun} ")


def _counts(context: Context, passage: Passage, end: int) -> Iterator[Figure]:
    """The counts before, the nearest first, without those of another time or of what came and went."""
    here: Passage | None = passage
    for _ in range(BACK):
        if here is None or passage.paragraph - here.paragraph > PARAGRAPHS:
            return
        for figure in reversed(here.figures):
            lead = context.folded[max(here.sentence.start, figure.start - LEAD) : figure.start]
            if figure.kind == "count" and not figure.hedge and figure.end < end and not OTHER.search(re.split(r"[,;.(]", lead)[-1]):
                yield figure
        here = here.before


def _words(context: Context, figure: Figure) -> str:
    """What is counted, as it is written behind the number."""
    return context.folded[figure.end + 1 : figure.end + 80]


def _claim(context: Context, passage: Passage, part: Figure, whole: Figure, percent: Figure) -> Claim:
    owner = Mention(part, passage.pieces[0], "", part.group, named=False)
    meant = Whole(whole.value, context.written(whole), sure=True, figure=whole)
    return share_claim(context, owner, Share(percent, "", "", percent.end), meant, VERDICTS[fits(part.value, whole.value, percent)])

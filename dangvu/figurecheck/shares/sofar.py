"""What was reached of an aim after so many months, the count of those months told before: chỉ tiêu 145, qua 4 tháng đã đạt 40%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind, words_of
from dangvu.figurecheck.meant.portions import fits, share_claim
from dangvu.figurecheck.meant.wholes import Whole
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention, Share
from dangvu.figurecheck.reading.source import words
from dangvu.figurecheck.slips import slipped, swapped

AIM = re.compile(r"\b(?:chỉ tiêu|kế hoạch|mục tiêu|dự toán|được giao|giao)\b(?P<deed>[^;.()%]{0,60})$")
AFTER = re.compile(
    r"[^\d;.()%]{0,40},\s(?:qua |sau |trong |hết |đến hết |tính đến hết )?(?P<period>(?:\d{1,2}|sáu|chín) tháng|quý [ivx]{1,3})"
    r"(?: đầu năm| qua)?,?(?: [^\W\d]+){0,3}? (?:đạt|bằng)(?: tỷ lệ)? $"
)
LATER = re.compile(r"\s*(?:so với|cùng kỳ|trở lên|-|đến \d)")
YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")
COMMON = words("năm được giao là của cả huyện xã tỉnh đảng viên mới cho chỉ tiêu kế hoạch toàn nay này trên địa bàn")
REACH, MOST, LEAD, NEAR = 6, 30, 110, 20


def judge_so_far(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every percentage behind such an aim."""
    for place, passage in enumerate(context.passages):
        for percent in passage.figures:
            if percent.kind != "percent" or percent.hedge or percent.in_words or LATER.match(context.folded, percent.end):
                continue
            if context.source.back(percent.start, percent.end) not in decided:
                yield from _judge(context, place, passage, percent)


def _judge(context: Context, place: int, passage: Passage, percent: Figure) -> Iterator[Claim]:
    before = [f for f in passage.figures if f.end <= percent.start and f.group != "time"]
    goal = before[-1] if before else None
    if goal is None or goal.kind != "count" or goal.hedge or not goal.value:
        return
    after = AFTER.fullmatch(context.folded, max(goal.end, goal.after), percent.start)
    aim = AIM.search(context.folded, passage.sentence.start, goal.start) if after else None
    if after is None or aim is None:
        return
    deed = words_of(aim["deed"]) - COMMON
    years = set(YEAR.findall(context.folded, passage.sentence.start, percent.start))
    told: list[Figure] = []
    for earlier in reversed(context.passages[max(0, place - MOST) : place + 1]):
        if passage.paragraph - earlier.paragraph > REACH:
            break
        told += [
            f for f in reversed(earlier.figures) if f.end <= goal.start and _is_of(context, earlier, f, goal, after["period"], deed, years)
        ]
    if len({figure.value for figure in told}) == 1:
        owner = Mention(told[0], passage.pieces[0], "", told[0].group, named=False)
        meant = Whole(goal.value, context.written(goal), sure=True, figure=goal)
        how, actual = fits(told[0].value, goal.value, percent), told[0].value * 100 / goal.value
        near = abs(actual - percent.value) <= NEAR <= min(actual, percent.value)
        slip = slipped(percent.value, actual, percent.decimals) or swapped(percent.value, actual, percent.decimals)
        if how == "off" and not near and not slip:
            return  # what a part of the bodies brought
        yield share_claim(context, owner, Share(percent, "", "", percent.end), meant, VERDICTS[how])


def _is_of(context: Context, passage: Passage, figure: Figure, goal: Figure, period: str, deed: set[str], years: set[str]) -> bool:
    """Whether a count is what those months brought of the things that the aim is of."""
    if figure.kind != "count" or figure.hedge or figure.group == "time" or not of_one_kind(figure, goal):
        return False
    last = max((f.end for f in passage.figures if f.end <= figure.start and f.group != "time"), default=passage.sentence.start)
    own = context.folded[max(last, figure.start - LEAD) : figure.start]
    lead = re.split(r"[;.]\s|, (?=quý|\d+ tháng)", own)[-1]
    told = YEAR.findall(lead)
    here = re.search(rf"(?<!\d){re.escape(period)}\b(?! cuối)", lead) is not None and "cùng kỳ" not in lead
    return here and (not told or not years or bool(years & set(told))) and (not deed or bool(deed & words_of(lead)))

"""A percentage that is not of the count right before it: of an earlier one, of what the count changed by, of anything near."""

from __future__ import annotations

import re

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.portions import best_of, fits, share_claim
from dangvu.figurecheck.meant.wholes import TARGET, Whole, names_another_whole
from dangvu.figurecheck.reading.mentions import Mention, Share, compatible

NEAR, LAST, FEW = 3, 12, 2
REACHED = re.compile(r"\b(?:đạt|bằng)\b")
GOAL = re.compile(r"\b(?:chỉ tiêu|kế hoạch|dự toán|mục tiêu|định mức)\b(?![^\d]*\b(?:đạt|được|đã|thực hiện)\b)[^\d,;:().]{0,30}:?\s?$")
CALLED = ("đồng chí", "người")
LEFT_OVER = re.compile(r"(?:và |chỉ )*(?:vắng|còn|chưa|không)\b")


def of_another(context: Context, passage: Passage, mention: Mention, share: Share, wholes: list[Whole]) -> Claim | None:
    """149/150 đại biểu, vắng 01, tỷ lệ 99,33% · đạt 71, không đạt 25; tỷ lệ đạt 74%: the rate is of a count before the last."""
    left_over = LEFT_OVER.match(mention.label) is not None
    if not left_over and "lệ" not in share.verb:
        return None
    before = [m for m in passage.reading.mentions if m.figure.start < mention.figure.start and compatible(m, mention.figure)][-6:]
    for other in reversed(before):
        own = [Whole(other.figure.other, vn(other.figure.other), sure=True, figure=other.figure)] if other.figure.other else wholes
        held = [whole for whole in own if whole.value >= other.figure.value and (whole.figure is not other.figure or other.figure.other)]
        if (best := best_of(other, share, held)) and best[1] == "exact":
            return share_claim(context, other, share, best[0], "consistent")
    if left_over and before and before[-1].figure.other and not share.verb.startswith("("):
        whole = Whole(before[-1].figure.other, vn(before[-1].figure.other), sure=True, figure=before[-1].figure)
        return share_claim(context, before[-1], share, whole, "inconsistent")
    return None


def of_anything_near(context: Context, passage: Passage, mention: Mention, share: Share) -> Claim | None:
    """131 chi bộ; bí thư đồng thời là trưởng thôn: 47 (35,88%) · 17/58 ủy viên ở 4 xã, chiếm 29,31%: what else the words leave open."""
    if share.percent.hedge or share.percent.step >= 1 or mention.figure.other or names_another_whole(share, None):
        return None
    here: Passage | None = passage
    for _ in range(NEAR):
        if here is None or passage.paragraph - here.paragraph > 1:
            return None
        for other in reversed([m for m in here.reading.mentions if m.figure.end <= share.percent.start][-LAST:]):
            if here is passage and other.figure.other and fits(other.figure.value, other.figure.other, share.percent) == "exact":
                whole = Whole(other.figure.other, vn(other.figure.other), sure=False, figure=other.figure)
                return share_claim(context, other, share, whole, "consistent")
            value = other.figure.other or other.figure.value
            if other.group not in ("money", "measure", "") and fits(mention.figure.value, value, share.percent) == "exact":
                return share_claim(context, mention, share, Whole(value, vn(value), sure=False, figure=other.figure), "consistent")
        here = here.before
    return None


def of_a_count_before(context: Context, passage: Passage, mention: Mention, share: Share) -> Claim | None:
    """750 đảng viên, mỗi năm 150; … 69 đảng viên, đạt 46% chỉ tiêu năm: of another count of its noun in the sentence."""
    if share.percent.hedge or mention.figure.other is not None:
        return None
    for other in reversed([m for m in passage.reading.mentions if m.figure.start < mention.figure.start]):
        if other.figure.noun == mention.figure.noun != "" and fits(mention.figure.value, other.figure.value, share.percent) == "exact":
            whole = Whole(other.figure.value, vn(other.figure.value), sure=False, figure=other.figure)
            return share_claim(context, mention, share, whole, "consistent")
    return None


def of_the_last_goal(context: Context, passage: Passage, mention: Mention, share: Share) -> Claim | None:
    """750 đảng viên, mỗi năm 160; … 69 đảng viên, đạt 46% chỉ tiêu năm: where no count gives it, the last of several is meant."""
    before = [m for m in passage.reading.mentions if m.figure.start < mention.figure.start and m.figure.noun == mention.figure.noun != ""]
    if len(before) < FEW or before[-1].figure.hedge or before[-1].figure.value <= mention.figure.value:
        return None
    last = before[-1].figure
    return share_claim(context, mention, share, Whole(last.value, vn(last.value), sure=True, figure=last), "inconsistent")


def of_the_goal_beside(context: Context, passage: Passage, mention: Mention, share: Share) -> Claim | None:
    """14 đảng viên (chỉ tiêu giao 12 đảng viên, đạt 116,7%) · 14 đảng viên (chỉ tiêu giao 12), đạt 116,7%: of the aim between."""
    if not REACHED.search(share.verb) or share.percent.hedge or mention.figure.kind != "count":
        return None
    if _is_goal(context, mention):
        counts = [m for m in passage.reading.mentions if m.figure.start < mention.figure.start and m.figure.kind == "count"]
        before = [m for m in counts if not _is_goal(context, m)]
        done, goal = (before[-1] if before else None), mention
    else:
        inside = [
            m
            for m in passage.reading.mentions
            if any(group.start <= m.figure.start < group.end <= share.percent.start for group in mention.piece.groups)
        ]
        goals = [m for m in inside if _is_goal(context, m)]
        done, goal = mention, goals[0] if len(inside) == len(goals) == 1 else mention
    if done is None or done is goal or done.figure.hedge or goal.figure.hedge:
        return None
    if not compatible(done, goal.figure) or goal.figure.noun not in ("", done.figure.noun, *CALLED) or not goal.figure.value:
        return None
    how = fits(done.figure.value, goal.figure.value, share.percent)
    if how != "exact" and (done.piece.mark == ";" != goal.piece.mark or ";" in context.folded[done.figure.end : goal.figure.start]):
        return None
    whole = Whole(goal.figure.value, vn(goal.figure.value), sure=True, figure=goal.figure)
    return share_claim(context, done, share, whole, VERDICTS[how])


def _is_goal(context: Context, mention: Mention) -> bool:
    """Whether the words right before a count call it an aim."""
    start = max(mention.piece.start, mention.figure.start - 40)
    return GOAL.search(context.folded, start, mention.figure.start) is not None


def of_the_whole_list(context: Context, passage: Passage, mention: Mention, share: Share) -> Mention | None:
    """xóa tên 29, xin ra 16, khai trừ 7; chiếm 0,35% tổng số đảng viên: the count that the list divides."""
    behind = context.folded[mention.figure.end : share.percent.start].lstrip()
    if not behind.startswith(";") or "tổng số" not in share.tail:
        return None
    lists = [one for one in passage.reading.listings if len(one.items) > 1 and one.items[-1] is mention and one.near]
    return lists[0].heads[0] if lists else None


def of_its_change(context: Context, mention: Mention, share: Share) -> Claim | None:
    """từ 132 còn 104 (giảm 28 phòng, đạt 21,21%): the share that the change itself makes of what was before."""
    for change in mention.changes:
        by = next((figure for figure in change.figures if figure.kind == "count" and figure.counts), None)
        if by is None or change.end > share.percent.start:
            continue
        goal = next((figure for figure in change.figures if figure.kind == "count" and figure.start > by.start), None)
        if change.verb == "vượt" and goal and goal.value and mention.figure.value - goal.value == by.value:
            whole = Whole(goal.value, vn(goal.value), sure=True, figure=goal)  # 214 km, vượt 34 km so với kế hoạch (180 km), đạt 118,89%
            return share_claim(context, mention, share, whole, VERDICTS[fits(mention.figure.value, goal.value, share.percent)])
        reached = mention.figure.value + by.value
        if change.verb == "vượt" and share.percent.value > 100 and TARGET.search(mention.label):  # giao 260, vượt 8 đảng viên, đạt 103,08%
            text = f"{vn(reached)} / {vn(mention.figure.value)} = {vn(reached * 100 / mention.figure.value, share.percent.decimals + 2)}%"
            verdict = VERDICTS[fits(reached, mention.figure.value, share.percent)]
            text += f"; văn bản ghi {context.written(share.percent)}" if verdict == "inconsistent" else ""
            figures = [share.percent, by, mention.figure]
            return context.claim(context.covering(*figures), "share", verdict, text, context.written(share.percent), None, figures)
        for base in (mention.figure.value + by.value, mention.figure.value - by.value):
            if fits(by.value, base, share.percent) == "exact":
                text = f"{vn(by.value)} / {vn(base)} = {vn(by.value * 100 / base, share.percent.decimals + 2)}%"
                span, figures = context.covering(share.percent, by), [share.percent, by, mention.figure]
                return context.claim(span, "growth", "consistent", text, context.written(share.percent), None, figures)
    return None

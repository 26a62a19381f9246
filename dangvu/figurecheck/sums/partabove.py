"""A part above its whole, by place alone: kiểm tra 6 tổ chức đảng, trong đó đã kết luận 15 tổ chức."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading.figures import Figure

IN_WHICH = re.compile(r"[^\d;.:()%]{0,60}[,(]?\s?trong (?:đó|số (?:đó|này|ấy))\b(?P<words>[^\d;.:()%]{0,60})$")
APART = re.compile(
    r"\b(?:mỗi|bình quân|trung bình|lũy kế|luỹ kế|cùng kỳ|kế hoạch|chỉ tiêu|trước|lượt|từ|gấp|tăng|giảm|thêm|so với|còn|với|cho|của|tại)\b"
)
TURNS = re.compile(r" (?:lượt|lần)\b")
TWO = re.compile(r" [^\W\d]+ [^\W\d]+")
NOT_COUNTED = ("time", "turn", "measure", "money", "score")


def judge_part_above(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """Two counts of one noun with nothing between them but "trong đó" and words."""
    for passage in context.passages:
        if "trong " not in context.folded[passage.sentence.start : passage.sentence.end]:
            continue
        for whole, part in zip(passage.figures, passage.figures[1:], strict=False):
            if (whole.kind, part.kind) != ("count", "count") or whole.hedge or part.hedge or part.value <= whole.value:
                continue
            if not _of_one_noun(context, whole, part) or whole.group in NOT_COUNTED or whole.value < 2:
                continue
            turns = [TURNS.match(context.folded, figure.end) is not None for figure in (whole, part)]
            if turns == [False, True]:
                continue
            told = IN_WHICH.fullmatch(context.folded[max(whole.end, whole.after) : part.start])
            marks = {context.source.back(f.start, f.end) for f in (whole, part)}
            if told is not None and not APART.search(told["words"]) and not marks & alarmed:
                text = f"{vn(part.value)} > {vn(whole.value)}: phần không thể lớn hơn tổng"
                yield context.outcome("subset", part, [whole], text, context.written(whole), wrong=True)


def _of_one_noun(context: Context, whole: Figure, part: Figure) -> bool:
    """Tổ chức đảng and tổ chức; where no list has the noun, two same words behind: cơ sở kinh doanh and cơ sở."""
    if not part.noun:
        words = [TWO.match(context.folded, figure.end) for figure in (whole, part)]
        return words[0] is not None and words[1] is not None and words[0][0] == words[1][0]
    short, long = sorted((whole.noun, part.noun), key=len)
    return bool(short) and (short == long or long.startswith(f"{short} "))

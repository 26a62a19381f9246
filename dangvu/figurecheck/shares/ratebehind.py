"""A percentage in a sentence of its own, of the two counts of the one before: 412 hộ, trong đó 350 hộ theo đạo. Tỷ lệ đạt 85%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.meant.portions import fits, share_claim
from dangvu.figurecheck.meant.wholes import Whole
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention, Share
from dangvu.figurecheck.slips import UNLIKELY, chance

RATE = re.compile(
    r"\W*(?:[-+*]\s)?(?:như vậy,? |vậy,? |theo đó,? |tính ra,? |do đó,? )?(?:tỷ lệ|tỉ lệ|số này|số đó|con số này|kết quả)"
    r"(?! (?:tăng|giảm|cùng kỳ|năm trước|chung|bình quân))(?: [^\W\d]+){0,8} (?:đạt|là|chiếm|bằng|tương đương)(?: mức| với)? "
)
ENDS = re.compile(r"\s?(?:[.;\n]|$|(?:của |trên |trong |so với )?tổng số\b)")
APART = re.compile(
    r"\b(?:so với|cùng kỳ|năm trước|tăng|giảm|kế hoạch|chỉ tiêu|mục tiêu|phấn đấu|mỗi|bình quân|lượt|dự toán|giao|thêm|vượt|còn)\b"
)


def judge_rate_behind(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every sentence with nothing but a percentage."""
    for passage in context.passages:
        earlier = passage.before
        if len(passage.figures) != 1 or earlier is None or earlier.paragraph != passage.paragraph or len(earlier.figures) != 2:
            continue
        percent, (whole, part) = passage.figures[0], earlier.figures
        if percent.kind != "percent" or percent.hedge or percent.in_words or context.source.back(percent.start, percent.end) in decided:
            continue
        if not RATE.fullmatch(context.folded, passage.sentence.start, percent.start) or not ENDS.match(context.folded, percent.end):
            continue
        if not _plain(whole) or not _plain(part) or not of_one_kind(whole, part) or not part.value < whole.value:
            continue
        if APART.search(context.folded, earlier.sentence.start, earlier.sentence.end):
            continue
        yield from _judge(context, passage, whole, part, percent)


def _plain(figure: Figure) -> bool:
    return figure.kind == "count" and not figure.hedge and not figure.in_words and figure.step == 1 and figure.noun != ""


def _judge(context: Context, passage: Passage, whole: Figure, part: Figure, percent: Figure) -> Iterator[Claim]:
    how = fits(part.value, whole.value, percent)
    rest = fits(whole.value - part.value, whole.value, percent)
    if how == "off" and rest != "off":
        return
    actual = part.value * 100 / whole.value
    near = 4 * abs(actual - percent.value) <= min(actual, percent.value) or chance(percent.value, actual, percent.decimals) <= UNLIKELY
    if how != "off" or near:
        owner = Mention(part, passage.pieces[0], "", part.group, named=False)
        meant = Whole(whole.value, context.written(whole), sure=True, figure=whole)
        yield share_claim(context, owner, Share(percent, "", "", percent.end), meant, VERDICTS[how])

"""A share of what the sentence before opens with: Toàn xã có 3.215 hộ. Kết quả bình xét có 2.958 hộ đạt danh hiệu, đạt 92%.

The sentence before tells one count and nothing else; this one tells one count of the same things and one percentage. "Đạt" is said of
aims too, so only a percentage near the right one, or one with its digits changed about, is an error.
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
from dangvu.figurecheck.reading.nouns import EVERYBODY
from dangvu.figurecheck.slips import slipped, swapped

OPENS = re.compile(
    r"^\W*(?:hiện nay |hiện |đến nay |tính đến nay |năm \d{4} |năm học \d{4}\s?-\s?\d{4} )?,?\s?(?:[^\W\d]+ ){1,8}?(?:có|hiện có|"
    r"gồm|quản lý)"
    r"(?: tất cả| tổng cộng| tổng số)? $"
)
RATED = re.compile(r"[^\d;.:()%]{0,120}?(?:, (?:đạt|chiếm|bằng)(?: tỷ lệ)?|, tỷ lệ|,? \((?:đạt|chiếm|bằng|tỷ lệ)?) ?$")
AIM = re.compile(
    r"\b(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|phấn đấu|so với|tăng|giảm|vượt|đăng ký|giao|nghị quyết|kết nạp|vận động|phát triển|vay|thoát|"
    r"trồng|xây|hỗ trợ|diện|đối tượng)\b"
)
ENDS = re.compile(r"\)?\s*(?:[.;,\n]|$|(?:tổng )?số\b)")
NEAR, LEAST = 20, 30


def judge_opened(context: Context, decided: Marks) -> Iterator[Claim]:
    """The percentage of each sentence behind such an opening."""
    for passage in context.passages:
        earlier = passage.before
        if earlier is None or earlier.paragraph != passage.paragraph or len(earlier.figures) != 1 or len(passage.figures) != 2:
            continue
        whole, (part, percent) = earlier.figures[0], passage.figures
        if percent.kind != "percent" or percent.hedge or percent.in_words or context.source.back(percent.start, percent.end) in decided:
            continue
        if not _told(context, earlier, whole, part) or AIM.search(context.folded, passage.sentence.start, passage.sentence.end):
            continue
        if RATED.fullmatch(context.folded, max(part.end, part.after), percent.start) and ENDS.match(context.folded, percent.end):
            yield from _judge(context, passage, whole, part, percent)


def _told(context: Context, earlier: Passage, whole: Figure, part: Figure) -> bool:
    plain = whole.kind == part.kind == "count" and whole.value > 0 and not whole.hedge and not part.hedge and whole.step == part.step == 1
    alike = whole.noun == part.noun != "" and whole.group in EVERYBODY
    return plain and alike and OPENS.fullmatch(context.folded, earlier.sentence.start, whole.start) is not None


def _judge(context: Context, passage: Passage, whole: Figure, part: Figure, percent: Figure) -> Iterator[Claim]:
    actual = part.value * 100 / whole.value
    how = fits(part.value, whole.value, percent)
    near = percent.value < 100 and min(actual, percent.value) >= LEAST and abs(actual - percent.value) <= NEAR
    slip = swapped(percent.value, actual, percent.decimals) or slipped(percent.value, actual, percent.decimals)
    if how != "off" or near or slip or (whole.value < part.value and percent.value < 100):
        owner = Mention(part, passage.pieces[0], "", part.group, named=False)
        meant = Whole(whole.value, context.written(whole), sure=True, figure=whole)
        yield share_claim(context, owner, Share(percent, "", "", percent.end), meant, VERDICTS[how])

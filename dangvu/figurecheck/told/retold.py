"""A count that is told again in the sentence behind, of the same noun and with nothing that would tell it apart, but for a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import Told, words_of
from dangvu.figurecheck.reading.days import YEAR
from dangvu.figurecheck.reading.mentions import Mention
from dangvu.figurecheck.slips import UNLIKELY, chance, swapped
from dangvu.figurecheck.told.twice import told_again

AGAIN = re.compile(
    r"\s*(?:[-+]\s)?(?:[^.;:]{0,60}:\s)?[\"“]?(?:với|cùng với|từ|có|việc|kết nạp|nhờ|trong|con số|số|đội ngũ|tất cả|"
    r"toàn bộ|cả)?\s?(?:[^\W\d]+\s){0,2}$"
)
APART = re.compile(
    r"\b(?:năm|tháng|quý|kỳ|nhiệm kỳ|trước|sau|tăng|giảm|còn|thêm|so với|mới|nữ|nam|dự bị|trẻ|khác|bình quân|mỗi|chỉ tiêu|"
    r"kế hoạch|phấn đấu|mục tiêu|hơn|trong đó|gồm|riêng)\b"
)
DEED = re.compile(
    r"kết nạp|thành lập|kiểm tra|giám sát|kỷ luật|trao|tặng|mở|tổ chức|xây dựng|hỗ trợ|huy động|vận động|đào tạo|bồi dưỡng|giải quyết"
)
AIMED = re.compile(r"\b(?:phấn đấu|chỉ tiêu|kế hoạch|mục tiêu|dự kiến|sẽ|được giao|giao|đăng ký|đặt ra|còn phải|cần|bình quân|mỗi)\b")
UNTIL = re.compile(r"\b(?:tính đến|đến|hết|tới|từ|trong) (?:hết |cuối |đầu )?(?:nay|thời điểm|ngày|tháng|quý|\d+ tháng|nửa)\b")
LARGE = 100


def judge_retold(context: Context, told: Told, alarmed: Marks) -> Iterator[Claim]:
    """Every first count of a sentence against the first of the one before, where no word tells them apart."""
    for passage in context.passages:
        earlier = passage.before
        if earlier is None or earlier.paragraph != passage.paragraph:
            continue
        for mention in passage.reading.mentions[:1]:
            claim = _judge(context, passage, earlier, mention)
            if claim is not None and not alarmed & set(claim.figures):
                yield claim


def _judge(context: Context, passage: Passage, earlier: Passage, mention: Mention) -> Claim | None:
    figure = mention.figure
    if figure.kind != "count" or figure.hedge or not figure.noun or figure.in_words or figure.value < 10:
        return None
    lead = context.folded[passage.sentence.start : figure.start]
    tail = re.split(r"[,;.]\s", context.folded[figure.after : passage.sentence.end])[0]
    before = [m for m in earlier.reading.mentions if m.figure.noun == figure.noun and m.figure.kind == "count" and not m.figure.hedge]
    if len(before) != 1 or before[0].figure.value == figure.value:
        return None
    first = before[0]
    said = context.folded[earlier.sentence.start : first.figure.start]
    years = set(YEAR.findall(said))
    deed = DEED.findall(lead)[-1:]
    aimed = AIMED.search(said) or AIMED.search(lead) or bool(UNTIL.search(said)) != bool(UNTIL.search(lead))
    if deed and years and years == set(YEAR.findall(lead + tail)) and deed == DEED.findall(said)[-1:] and not aimed:
        # năm 2023 kết nạp 21 … "Kết nạp 12 đảng viên trong năm 2023 …": the same deed of the same year
        return told_again(context, figure, first.figure)
    turns = "lượt" in context.folded[figure.end : figure.after] + context.folded[first.figure.end : first.figure.after]
    narrower = not words_of(tail) <= words_of(context.folded[earlier.sentence.start : earlier.sentence.end])
    telling = turns or narrower or APART.search(lead) or APART.search(tail) or YEAR.search(lead) or years
    if telling or not AGAIN.fullmatch(lead) or figure.value < LARGE or APART.search(first.label):
        return None
    slip = swapped(figure.value, first.figure.value) and chance(figure.value, first.figure.value) <= UNLIKELY
    return told_again(context, figure, first.figure) if slip else None

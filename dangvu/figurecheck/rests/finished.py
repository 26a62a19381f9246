"""A whole, what was done of it, and the last of it; no noun is asked, the word behind the number decides.

dài 8,4 km; năm đầu đào 5,1 km, năm sau đào nốt 3,3 km · xây 6 cống. Bốn cống đã vận hành, hai cống nữa sẽ xong ·
kiểm tra 15 cơ sở; 14 cơ sở làm đúng, 1 cơ sở chưa đủ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.counted import counted
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.hedges import hedge

LAST_OF_IT = re.compile(r"\bnốt\s(?:[^\W\d]+\s){0,2}$")
MORE = re.compile(r"(?:\s[^\W\d]+){0,3}?\snữa(?:,)?\s(?:sẽ|đang|dự kiến|còn|chưa|thì|phải)\b")
DONE = re.compile(r"(?:\s[^\W\d]+){0,4}?\s(?:đã|vừa|được)\b")
INSPECTED = re.compile(
    r"\b(?:kiểm tra|giám sát|thanh tra|khảo sát|rà soát|thẩm định|kiểm định|hậu kiểm|đánh giá|chấm|nghiệm thu)\b[^\d;.,:]{0,40}$"
)
LOOKED_AT = re.compile(
    r"^\W*(?:[^\d;]{0,60}\b)?(?:kiểm tra|giám sát|thanh tra|khảo sát|rà soát|thẩm định|kiểm định|hậu kiểm|đánh giá|nghiệm thu)\b"
)
GOOD = re.compile(r"\b(?:tốt|đúng|đủ|đạt|bảo đảm|đảm bảo|chấp hành|hoàn thành|đồng ý|hợp lệ|nghiêm túc)\b")
BAD = re.compile(r"\b(?:chưa|không|sai|thiếu|vi phạm|yếu|khuyết điểm|hạn chế|chậm)\b")
NARROWED = re.compile(r"\s(?!(?:trong|vào|ở|cho|với|để|trước|sau|và|còn|nữa|theo|tại|bằng|từ|cuối|vừa|ngay|là|này)\b)[^\W\d]")
"""bán nốt 2 con bò già: of another kind than the whole, unless a word of time or place follows."""
MIXED = re.compile(r"\b(?:tăng|giảm|thêm|so với|cùng kỳ|kế hoạch|chỉ tiêu|mỗi|bình quân|trong đó|lượt|khác)\b")
LACKED = re.compile(r"\b(?:chưa|không có|nhà tạm|dột nát|xuống cấp|tồn|thiếu|trắng|khó khăn về|có nguy cơ)\b")
DONE_OF_IT = re.compile(r"[,;] (?:trong năm |qua đó |đến nay |năm qua )?(?:nay )?(?:đã|được)\b[^\d;.]{2,50}$")
STILL_LEFT = re.compile(r"[^\d;.]{0,40}[,;] (?:và |nên |đến nay |hiện nay |hiện |nay |số )*còn(?: lại)? ")
BUILT = re.compile(r"\b(?:xóa|xây|thành lập|lập|làm|phát triển|giải quyết|khắc phục|sửa|hỗ trợ|bố trí|kết nạp|tháo gỡ|lắp)\b")
PERIODS = frozenset({"tháng", "năm", "ngày", "quý", "tuần"})
BACK = 3


def judge_finished(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every sentence that finishes what another, or its own beginning, told as a whole."""
    for passage in context.passages:
        start, end = passage.sentence.start, passage.sentence.end
        said = context.folded[start:end]
        if " nốt " in said or " nữa" in said:
            yield from _last(context, passage, decided)
        elif LOOKED_AT.search(said) and BAD.search(said):
            yield from _inspected(context, passage, decided)
        if "còn" in said and LACKED.search(said):
            yield from _made_good(context, passage, decided)


def _made_good(context: Context, passage: Passage, decided: Marks) -> Iterator[Claim]:
    """7 ấp chưa có chi bộ, đã thành lập 5 chi bộ, hiện còn 2 ấp: what was lacking, what was made good, and what is left of it."""
    here = [one for one in _plain(context, passage.sentence.start, passage.sentence.end) if one.noun not in PERIODS]
    for whole, done, rest in zip(here, here[1:], here[2:], strict=False):
        lacking = context.folded[whole.after : done.start]
        said = DONE_OF_IT.search(lacking)
        if said is None or not LACKED.search(lacking[: said.start()]) or not STILL_LEFT.fullmatch(context.folded, done.after, rest.start):
            continue
        of_it = done.noun == whole.noun or done.noun in lacking[: said.start()].split() or BUILT.search(said[0]) is not None
        if rest.noun != whole.noun or not of_it or done.value >= whole.value or MIXED.search(lacking):
            continue
        mark, right = context.source.back(rest.start, rest.end), whole.value - done.value
        if mark not in decided:
            text = f"{vn(whole.value)} - {vn(done.value)} = {vn(right)}"
            yield context.outcome("difference", rest, [whole, done], text, vn(right), wrong=right != rest.value)


def _last(context: Context, passage: Passage, decided: Marks) -> Iterator[Claim]:
    """đào nốt 3,3 km · hai cống nữa sẽ xong."""
    here = _plain(context, passage.sentence.start, passage.sentence.end)
    for place, rest in enumerate(here):
        by_verb = LAST_OF_IT.search(context.folded, passage.sentence.start, rest.start)
        more = MORE.match(context.folded, rest.after, passage.sentence.end)
        if by_verb is None and more is None:
            continue
        done = [one for one in here[:place] if one.noun == rest.noun]
        if (
            NARROWED.match(context.folded, rest.after, passage.sentence.end)
            if by_verb
            else any(f.noun == rest.noun for f in here[place + 1 :])
        ):
            continue
        if more and not (len(done) == 1 and DONE.match(context.folded, done[0].after, passage.sentence.end)):
            continue
        whole = _whole(context, passage, rest)
        if whole is None or not 1 <= len(done) <= 2 or rest.value >= whole.value or any(one.value >= whole.value for one in done):
            continue
        if MIXED.search(context.folded, done[0].end, rest.start):
            continue
        left = whole.value - sum((one.value for one in done), Fraction(0))
        if context.source.back(rest.start, rest.end) not in decided or left != rest.value:
            text = vn(whole.value) + "".join(f" - {vn(one.value)}" for one in done) + f" = {vn(left)}"
            yield context.outcome("difference", rest, [whole, *done], text, vn(left), wrong=left != rest.value)


def _whole(context: Context, passage: Passage, rest: Figure) -> Figure | None:
    """The only count of the noun in the nearest sentence before that has one, no further back than the paragraph before."""
    earlier, steps = passage.before, 0
    while earlier is not None and steps < BACK and passage.paragraph - earlier.paragraph <= 2:
        found = [one for one in _plain(context, earlier.sentence.start, earlier.sentence.end) if one.noun == rest.noun]
        if found:
            return found[0] if len(found) == 1 else None
        earlier, steps = earlier.before, steps + 1
    return None


def _inspected(context: Context, passage: Passage, decided: Marks) -> Iterator[Claim]:
    """Kiểm tra 15 tổ chức đảng; 14 tổ chức thực hiện đúng …, 1 tổ chức thực hiện chưa đầy đủ: the good and the bad are all."""
    start, end = passage.sentence.start, passage.sentence.end
    figures = _plain(context, start, end)
    if len(figures) != 3 or len({one.noun for one in figures}) != 1 or len([f for f in passage.figures if f.group != "time"]) != 3:
        return
    whole, good, bad = figures
    told = context.folded[whole.after : good.start], context.folded[good.after : bad.start], context.folded[bad.after : end]
    if not INSPECTED.search(context.folded, start, whole.start) or not re.search(r"[;,:]\s(?:có |trong đó (?:có )?)?$", told[0]):
        return
    if MIXED.search(told[1] + told[2]) or not GOOD.search(told[1]) or BAD.search(told[1]) or not BAD.search(told[2]):
        return
    if context.source.back(whole.start, whole.end) in decided and context.source.back(good.start, good.end) in decided:
        return
    total = good.value + bad.value
    if total >= whole.value:
        text = f"{vn(good.value)} + {vn(bad.value)} = {vn(total)}"
        yield context.outcome("sum", whole, [good, bad], text, vn(total), wrong=total != whole.value)


def _plain(context: Context, start: int, end: int) -> list[Figure]:
    """The counts of a stretch that no word softens."""
    return [one for one in counted(context.folded, start, end) if not hedge(context.folded[max(0, one.start - 40) : one.start])]

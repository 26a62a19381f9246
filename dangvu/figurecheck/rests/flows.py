"""What there was, what came, what went and what there is, of anything: đầu tháng 182 tấn, nhập 64, xuất 97, cuối tháng còn 149 tấn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.changes.compared import figures_in
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.reading.figures import Figure

OPENING = re.compile(
    r"\b(?:đầu (?:kỳ|năm|tháng|quý|tuần|vụ|nhiệm kỳ|năm học)|(?:kỳ|năm|tháng|quý) trước chuyển sang|tồn (?:kỳ|năm|quý|tháng) trước|"
    r"tồn đầu|(?:kỳ|năm|tháng|quý) [\d/]+ (?:chuyển|còn dư) (?:sang|qua|lại)|"
    r"năm ngoái|năm trước|trước đó|trước đây|đầu khóa|số dư đầu|số dư (?:kỳ|năm|quý|tháng) trước|dư đầu|ban đầu|lúc đầu|"
    r"cuối năm (?:\d{4}|trước|ngoái)|"
    r"trước (?:khi )?(?:sắp xếp|sáp nhập))\b"
)
CLOSING = re.compile(
    r"\b(?:cuối (?:kỳ|năm|tháng|quý|tuần|vụ|nhiệm kỳ|năm học)|còn(?: lại)?|tồn(?: quỹ| kho)?|số dư|hiện (?:có|còn|nay)|đến nay|"
    r"(?:đến|hết|tới) (?:hết |cuối )?(?:ngày|tháng|năm|quý) [\d/.-]+,? (?:[^\W\d]+ ){0,4}?(?:có|là)|"
    r"nâng (?:tổng )?số|tổng (?:số|cộng)|chuyển sang)\b"
)
COME = re.compile(
    r"\b(?:nhập|thu(?! nhập)|được cấp|cấp trong (?:kỳ|năm|quý)|"
    r"tăng|thêm|nhận(?! thức)|tiếp nhận|kết nạp|chuyển đến|chuyển về|mua|bổ sung|sinh(?! (?:viên|hoạt))|"
    r"thành lập|huy động|cấp về|gửi vào|mượn thêm|tuyển|phát sinh|công nhận(?: mới)?|mở mới|tái nghèo|khai trương|đăng ký(?: mới)?|"
    r"thả nuôi|vào (?:nghề|kinh doanh|hoạt động|học)|được tặng|hiến tặng|biếu|đẻ|gia nhập|tham gia mới|chuyển vào|đi vào hoạt động)\b"
)
GONE = re.compile(
    r"\b(?:xuất|chi(?! (?:bộ|đoàn|hội|cục|nhánh|đảng|ủy|tiết))|giảm|bớt|bán|chuyển đi|từ trần|thanh lý|hủy|chết|cấp (?:cho|phát)|"
    r"xóa tên|khai trừ|nghỉ|qua đời|giải thể|rút|trả|hỏng|trích|nộp|sử dụng|tiêu|thôi|ra khỏi|cho ra|hỗ trợ|phân bổ|mất|thoát(?: nghèo)?|"
    r"nghỉ hưu|ra trường|xuất viện|đóng cửa|ngừng|ngưng|dừng|tạm nghỉ|bỏ (?:nghề|ao|học|hoang|đi)|"
    r"hết (?:niên hạn|hạn|hợp đồng)|rời|xuất chuồng|phá sản|thu hồi|chuyển khỏi|mãn hạn)\b"
)
DATED = re.compile(
    r"(?<!\w)(?:cuối |đầu |giữa |hết |khi |từ )?(?:tháng \d{1,2}(?:/| năm )(?:19|20)\d{2}|năm (?:19|20)\d{2}|ngày \d[\d/.-]+|"
    r"mới (?:thành lập|sáp nhập)|nhiệm kỳ trước)"
    r"(?:, [^\d;.()]{0,50}|[^\d;.(),]{0,60}) (?:có|còn|là|chỉ có) $"
)
OTHER = re.compile(r"\b(?:trong đó|gồm|mỗi|bình quân|so với|cùng kỳ|kế hoạch|chỉ tiêu|dự toán)\b")
MARK = re.compile(r"[,;.]\s|\s(?:và|nên)\s")
NOW = re.compile(r"\b(?:hiện (?:có|nay|còn)|hiện|đến nay|tổng số)\b[^;.]*$")
LEFT = re.compile(
    r"[,;.] (?:như vậy,? )?(?:đến |tới )?(?:hiện|nay|cuối (?:năm|kỳ|tháng|quý)|hiện nay|hiện tại)[^\d,;.()]{0,24} còn(?: lại)? $"
)
DENIED = re.compile(r"\bkhông (?:có |phát sinh |nhập |còn )[^,;.]*")
MORE = re.compile(r"\b(?:song|nhưng|tuy nhiên|đồng thời|và (?:thêm|có))\b")
FEWEST, LONGEST, BEFORE = 4, 9, 600


def opened_before(context: Context, passage: Passage) -> bool:
    """Whether the paragraph tells before a sentence what there was at first: Đầu kỳ tồn 6 đơn. Trong kỳ nhận 48 đơn. …"""
    start = max(context.layout.paragraphs[passage.paragraph].start, passage.sentence.start - BEFORE)
    return OPENING.search(context.folded, start, passage.sentence.start) is not None


def judge_flows(context: Context, decided: Marks) -> Iterator[Claim]:
    """The stocks and flows of each sentence, or of two that follow each other."""
    for passage in context.passages:
        figures = _counts(context, passage)
        rates = [place for place, figure in enumerate(figures) if figure.kind == "percent"]
        if rates and rates[0] >= FEWEST:  # …; đến nay có 2.952 hội viên, tăng 3,7% so với đầu kỳ
            figures = figures[: rates[0]]
        if (
            passage.before is not None
            and passage.before.paragraph == passage.paragraph
            and (len(figures) < FEWEST or _opens_before(context, passage, figures[0]))
        ):
            figures = [*_counts(context, passage.before), *figures]
            earlier = passage.before.before
            if len(figures) == FEWEST - 1 and earlier is not None and earlier.paragraph == passage.paragraph:
                figures = [*_counts(context, earlier), *figures]  # Năm trước còn 4. Trong năm thu 15, chi 13. Hiện còn 6
        earlier = passage.before.before if passage.before else None
        if earlier is not None and figures and figures[0].start < passage.sentence.start and passage.before:
            same = earlier.paragraph == passage.paragraph and figures[0].start >= passage.before.sentence.start
            if same and _opens_before(context, passage.before, figures[0]):
                figures = [*_counts(context, earlier), *figures]  # Đầu nhiệm kỳ có 245. Kết nạp 62, chuyển đi 15. Hiện có 292
        if len(figures) == FEWEST - 1 == len(_counts(context, passage)) and _is_left(context, figures):
            yield from _judge(context, passage, figures, decided)
        if FEWEST <= len(figures) <= LONGEST:
            yield from _judge(context, passage, figures, decided)
            yield from _told_before(context, passage, figures, decided)


def _is_left(context: Context, figures: list[Figure]) -> bool:
    """Đầu năm có 87 hộ nghèo; thoát nghèo 29 hộ, hiện còn 58 hộ: nothing else came or went, or it is what is left."""
    between = context.folded[figures[1].end : figures[2].start]
    others = DENIED.sub(" ", between)
    return LEFT.search(between) is not None and not (MORE.search(others) or COME.search(others) or GONE.search(others))


def _opens_before(context: Context, passage: Passage, first: Figure) -> bool:
    """Đầu năm có 32 đảng viên. Kết nạp 3, 2 chuyển đi, 1 từ trần; hiện còn 32: the stock stands in a sentence of its own."""
    before = passage.before
    if before is None or OPENING.search(context.folded, passage.sentence.start, first.start):
        return False
    counts = _counts(context, before)
    return len(counts) == 1 and _opens(context, before.sentence.start, counts[0], before.sentence.end)


def _opens(context: Context, start: int, opening: Figure, end: int) -> bool:
    """Đầu năm có 32 · Tháng 8/2019, Đảng bộ có 231."""
    return OPENING.search(context.folded, start, end) is not None or DATED.search(context.folded, start, opening.start) is not None


def _counts(context: Context, passage: Passage) -> list[Figure]:
    return [f for f in figures_in(context, passage) if f.noun not in ("tháng", "năm", "ngày", "quý")]


def _of_it(opening: Figure, figure: Figure) -> bool:
    """Of the noun, of none, or told shortly: cuốn of cuốn sách."""
    return of_one_kind(opening, figure) or not figure.noun or opening.noun.startswith(f"{figure.noun} ")


def _own(lead: str, behind: str) -> str:
    """The words of a figure: from the last mark before it to the next one behind."""
    return MARK.split(lead)[-1] + " # " + MARK.split(behind)[0]


def _told_before(context: Context, passage: Passage, figures: list[Figure], decided: Marks) -> Iterator[Claim]:
    """Đảng bộ hiện có 243 đảng viên. … Đầu năm chỉ có 232; kết nạp 15, tiếp nhận 4, 6 chuyển đi, 2 nghỉ hưu: the closing stands first."""
    opening, *moves = figures
    here = context.layout.paragraphs[passage.paragraph].start
    if CLOSING.search(context.folded, moves[-2].end, moves[-1].start) or not OPENING.search(
        context.folded, passage.sentence.start, opening.start
    ):
        return
    before = [f for f in context.reader.between(here, passage.sentence.start) if f.kind == "count" and f.noun == opening.noun != ""]
    closings = [f for f in before if not f.hedge and NOW.search(context.folded[max(here, f.start - 60) : f.start])]
    if len({f.value for f in closings}) == 1 and closings[0].value > max(f.value for f in moves):
        yield from _judge(context, passage, [*figures, closings[0]], decided)


def _judge(context: Context, passage: Passage, figures: list[Figure], decided: Marks) -> Iterator[Claim]:
    opening, *moves, closing = figures
    if any(f.kind != "count" or f.hedge for f in figures) or not all(_of_it(opening, f) for f in figures):
        return
    if context.source.back(closing.start, closing.end) in decided or OTHER.search(context.folded, opening.start, closing.start):
        return
    start = max(context.layout.paragraphs[passage.paragraph].start, opening.start - 80)
    leads = [context.folded[first.end : second.start] for first, second in zip(figures, figures[1:], strict=False)]
    told_first = closing.start < opening.start
    leads[-1] = context.folded[moves[-1].end : passage.sentence.end] if told_first else leads[-1]
    if any("(" in lead for lead in leads) or not _opens(context, start, opening, opening.start):
        return
    if not told_first and not CLOSING.search(leads[-1]):
        return
    own = [_own(leads[place], leads[place + 1]) for place in range(len(moves))]
    signs = [1 if COME.search(said) and not GONE.search(said) else -1 if GONE.search(said) and not COME.search(said) else 0 for said in own]
    ways = [way for way in product((1, -1), repeat=len(moves)) if all(sign in (0, own) for sign, own in zip(signs, way, strict=True))]
    totals = {way: opening.value + sum((s * f.value for s, f in zip(way, moves, strict=True)), Fraction(0)) for way in ways}
    right = next((way for way in ways if totals[way] == closing.value), None)
    if right is None and len(ways) > 1:
        return
    way = right or ways[0]
    text = vn(opening.value) + "".join(f" {'+' if s > 0 else '-'} {vn(f.value)}" for s, f in zip(way, moves, strict=True))
    text += f" = {vn(totals[way])}"
    yield context.outcome("sum", closing, [opening, *moves], text, vn(totals[way]), wrong=right is None)

"""Percentages of a small number told near that no whole number of it gives, rates above all, opposites that pass a hundred.

67,67% trong số 12 chi bộ · 9 tổ dân phố, 78,87% tổ trưởng · 5 thành viên, 90% là nữ · tỷ lệ tốt nghiệp đạt 101% · 98,5% dự, 5,1% vắng.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import rounded, vn
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading import nouns
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.nouns import EVERYBODY
from dangvu.figurecheck.shares.feasible import NOT_WHOLE
from dangvu.figurecheck.shares.few import BODIES, MOST

AMONG = re.compile(r"\s(?:trong|trên)(?: tổng)?(?: số)? $")
HEAD = (
    r"(?:đồng chí |các )?(?:tổ trưởng|trưởng (?:thôn|bản|ấp|xóm|buôn|khu|khu phố|khóm|làng|tiểu khu|ban công tác mặt trận)|bí thư chi bộ|"
    r"bí thư|hiệu trưởng|chi hội trưởng|chủ tịch hội|trạm trưởng|trưởng trạm)"
)
HEADS_BEHIND = re.compile(rf"\s(?:số )?{HEAD}\b(?! và|, )")
HEADS_BEFORE = re.compile(rf"\b(?:tỷ lệ|tỉ lệ) {HEAD}\b[^\d,;.:()%]{{0,60}} (?:đạt|là|chiếm|bằng) $")
HEADED = frozenset({"hamlet", "organisation", "place", "team"})
BETWEEN = re.compile(r"\s?[,;]\s(?:trong đó|trong số đó|trong số này)?,?\s?(?:có |đã có |mới có )?")
OF_PERSONS = re.compile(r"\s(?:số )?(?:người |đồng chí |thành viên |ủy viên )?(?:là|có|đã|được|chưa|dưới|trên \d+|thuộc|đạt chuẩn)\b")
ASKED = re.compile(
    r"^\W*(?:trong|trên|với|qua)(?: tổng)?(?: số)? \d{1,3} [^\d,;.:()%]{2,30}? (?:được|tham gia|tham dự|trả lời|dự)"
    r"(?: [^\W\d]+){0,4},(?: có)? $"
)
OUT_OF = re.compile(r"\W*(?:trong|trên)(?: tổng)? số \d{1,2} [^\d,;.:()%]{2,40}, $")
ANSWERS = re.compile(
    r"\s(?:số )?(?:người |ý kiến |đồng chí |phiếu )?(?:hài lòng|đánh giá|đồng ý|tán thành|nhất trí|cho rằng|đề nghị|"
    r"hiểu|biết|nắm|trả lời)\b"
)
DEGREE = re.compile(r"\b(?:đại học|cao đẳng|trung cấp|sơ cấp|chuẩn|tuổi|học vấn|phổ thông)(?: [^\W\d]+)? trở (?:lên|xuống)\b")
AMONG_THESE = re.compile(r"^\W*(?:trong|trên)(?: tổng)?(?: số)? \d{1,3} [^\d;.:()%]{2,70}?,(?: thì)?(?: đã)?(?: mới| chỉ)?(?: có)? $")
DOES = re.compile(r"\s(?:số (?:đó|này) )?(?:đã|được|là|có|chưa|không|đang|bị|thuộc|đạt|tham gia|hoàn thành|cam kết|nhận)\b")
OF_LAND = re.compile(r"\b(?:đất|diện tích|rừng|che phủ|hộ|dân số|người dân|nhân khẩu|lao động|vốn|kinh phí)\b")
AIM = re.compile(
    r"\b(?:kế hoạch|chỉ tiêu|mục tiêu|phấn đấu|dự toán|so với|tăng|giảm|trở lên|trở xuống|yêu cầu|quy định|đăng ký|bình quân)\b"
)
SMALL, ROUND = 40, 5

NATURAL = (
    r"(?:chuyên cần|tốt nghiệp|dự sinh hoạt|hài lòng|tiêm chủng|tiêm phòng|đi học|lên lớp|có mặt|dự họp|bao phủ|che phủ|phủ sóng|"
    r"đúng hạn|trúng cử|tín nhiệm|tham gia|tham dự|chuyển lớp|hoàn thành chương trình|tán thành|đồng ý|nhất trí|đi bầu|bỏ phiếu|"
    r"sử dụng nước|sử dụng điện|hộ nghèo|sinh hoạt chi bộ|hiện diện)"
)
NATURALLY = re.compile(
    rf"\b(?:tỷ lệ|tỉ lệ) (?P<of>(?:[^\d,;.:()%]{{1,70}} )?{NATURAL}\b[^,;.:()%]{{0,60}}?) ?(?:đạt|là|bằng|lên|ở mức)?"
    r"(?: (?:bình quân|trung bình|chung|mức|tới|đến))* $"
)
OF_A_BODY = re.compile(
    r"\b(?:tỷ lệ|tỉ lệ) (?:số )?(?P<noun>[^\d,;.:()%]{3,120}?) (?:đạt|là|chiếm|bằng) (?:bình quân|trung bình|chung|mức)(?: là)? $"
)
BEYOND = re.compile(r"\b(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|so với|cùng kỳ|tăng|vượt|giao|giải ngân|thực hiện|"
                    r"hoàn thành (?!chương trình)|thu|gấp|quyên|"
                    r"huy động|tăng trưởng|đăng ký|nghị quyết|công suất)\b")  # fmt: skip
OPPOSITES = (
    (re.compile(r"\b(?:tham gia|tham dự|dự|có mặt|đi học)\b"), r"vắng|không (?:tham gia|tham dự|dự)|chưa (?:tham gia|dự|học)"),
    (re.compile(r"\b(?:tán thành|đồng ý|nhất trí|ủng hộ)\b"), r"phản đối|không (?:tán thành|đồng ý|nhất trí)|chưa (?:đồng ý|nhất trí)"),
    (re.compile(r"\bhài lòng\b"), r"(?:chưa|không) hài lòng"),
    (re.compile(r"\b(?:đúng hạn|trước hạn)\b"), r"quá hạn|trễ hạn|chậm hạn"),
    (re.compile(r"\bnữ\b"), r"nam\b"),
    (re.compile(r"\b(?:đã nộp|đã đóng)\b"), r"(?:chưa|không) (?:nộp|đóng)"),
)


def judge_of_small(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every percentage that other rules have left."""
    for passage in context.passages:
        rates = [f for f in passage.figures if f.kind == "percent" and not f.in_words]
        for rate in rates:
            if context.source.back(rate.start, rate.end) in decided or rate.hedge:
                continue
            if rate.value > 100:
                yield from _above_all(context, passage, rate)
            elif whole := _whole(context, passage, rate):
                yield from _judge(context, rate, whole)
        for one, other in zip(rates, rates[1:], strict=False):
            yield from _opposites(context, passage, one, other)


def _whole(context: Context, passage: Passage, rate: Figure) -> Figure | None:
    figures, start = passage.figures, passage.sentence.start
    behind = re.split(r"[,;.(]", context.folded[rate.end : min(rate.end + 70, passage.sentence.end)])[0]
    lead = context.folded[start : rate.start]
    place = figures.index(rate)
    following = figures[place + 1] if place + 1 < len(figures) else None
    if following is not None and following.group != "time" and AMONG.fullmatch(context.folded, rate.end, following.start):
        return (
            following
            if _small(following, MOST, BODIES | {following.group})
            and not AIM.search(lead[-60:])
            and (rate.decimals or following.value <= SMALL // 2 or (following.value <= SMALL and rate.value % ROUND))
            else None
        )
    before = [f for f in figures[:place] if f.kind != "percent"]
    whole = before[0] if len(before) == 1 and place == 1 else None
    if whole is None or AIM.search(lead) or AIM.search(DEGREE.sub(" ", behind)):
        return None
    between = context.folded[whole.after or whole.end : rate.start]
    if _small(whole, SMALL, BODIES | {""}) and AMONG_THESE.search(lead) and DOES.match(behind) and not OF_LAND.search(behind):
        return whole
    if rate.decimals and whole.group in HEADED and _small(whole, MOST) and "." not in between:
        return whole if HEADS_BEHIND.match(behind) or HEADS_BEFORE.search(lead) else None
    if not _small(whole, SMALL) or whole.group not in ("person", "household"):
        return None
    if whole.group == "person" and BETWEEN.fullmatch(between) and OF_PERSONS.match(behind):
        return whole
    if OUT_OF.fullmatch(lead) and OF_PERSONS.match(behind):
        return whole
    return whole if ASKED.search(lead) and ANSWERS.match(behind) else None


def _small(figure: Figure, most: int, groups: frozenset[str] = BODIES) -> bool:
    return figure.kind == "count" and not figure.hedge and figure.step == 1 and 3 <= figure.value <= most and figure.group in groups


def _judge(context: Context, rate: Figure, whole: Figure) -> Iterator[Claim]:
    """What no whole number gives; one without decimals that ends in 0 or 5 may be rounded roughly, but not of 20 or 25."""
    near = rounded(whole.value * rate.value / 100, Fraction(1))
    exact = near * 100 / whole.value
    values = [100 * part / whole.value for part in (near - 1, near, near + 1)]
    fits = any(rounded(value, rate.step) == rate.value or rate.value <= value < rate.value + rate.step for value in values)
    rough = 100 % whole.value != 0 and not rate.decimals and rate.value % ROUND == 0 and abs(exact - rate.value) <= ROUND / 2
    if rough and not fits:
        return
    stated, figures = context.written(rate), [rate, whole]
    right = vn(rounded(exact, rate.step), rate.decimals) + "%"
    text = f"{vn(near)} / {vn(whole.value)} = {right}"
    if not fits:
        text = f"Không có số nguyên nào bằng {stated} của {vn(whole.value)}; gần nhất là {text}"
    span = context.covering(*figures)
    yield context.claim(span, "feasibility", VERDICTS["exact" if fits else "off"], text, stated, None if fits else right, figures)


def _above_all(context: Context, passage: Passage, rate: Figure) -> Iterator[Claim]:
    """Tỷ lệ chuyên cần đạt 194,2%: of those who can come no more than all come."""
    lead = context.folded[passage.sentence.start : rate.start]
    behind = re.split(r"[;.]", context.folded[rate.end : passage.sentence.end])[0]
    said = NATURALLY.search(lead)
    noun = None
    if said is None and (said := OF_A_BODY.search(lead)):
        noun = nouns.NOUN.match(said["noun"])
        if noun is None or nouns.group_of(noun[0]) not in EVERYBODY:
            return
    if said is None or BEYOND.search(said[0]) or BEYOND.search(behind) or NOT_WHOLE.search(behind):
        return
    stated = context.written(rate)
    text = f"{stated}: tỷ lệ của một phần không thể vượt quá 100%"
    yield context.claim((rate.start, rate.end), "feasibility", "inconsistent", text, stated, None, [rate])


def _opposites(context: Context, passage: Passage, one: Figure, other: Figure) -> Iterator[Claim]:
    """98,5% tham gia học tập, 5,1% vắng."""
    between = context.folded[one.end : other.start]
    behind = re.split(r"[,;.(]", context.folded[other.end : min(other.end + 60, passage.sentence.end)])[0]
    if one.hedge or other.hedge or re.search(r"[\d.;()]", between) or AIM.search(between) or AIM.search(behind):
        return
    lead = re.split(r"[,;]\s", context.folded[passage.sentence.start : one.start])[-1]
    for deed, opposite in OPPOSITES:
        said = re.match(rf"\s(?:[^\W\d]+ ){{0,3}}?(?:{opposite})", behind)
        if said is None or re.search(opposite, between) or not deed.search(between) or AIM.search(lead):
            continue
        total, slack = one.value + other.value, (one.step + other.step) / 2
        whole = abs(total - 100) <= slack
        if whole or total > 100 + slack:
            text = f"{vn(one.value)}% + {vn(other.value)}% = {vn(total)}%" + ("" if whole else "; hai phần không thể vượt quá 100%")
            verdict = VERDICTS["exact" if whole else "off"]
            figures = [other, one]
            yield context.claim(
                context.covering(*figures), "share", verdict, text, context.written(other), f"{vn(100 - one.value)}%", figures
            )
        return

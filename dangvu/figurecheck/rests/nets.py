"""What a sentence balances in words of its own: net of what came and went, mergers, what is still lacking, so many periods together.

tăng 402, giảm 263; tăng thực 139 · giảm 1 do thành lập mới 2 và giải thể 3 · từ 42 còn 39 do sáp nhập 6 thành 3 · cộng ba năm 630.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.reading.figures import Figure

Rule = Callable[[Context, Passage, list[Figure]], Iterator[Claim]]

NET = re.compile(
    r"\b(?:tăng thực|thực tăng|tăng ròng|giảm thực|thực giảm|tăng tự nhiên|chênh lệch (?:tăng|giảm)|(?:tăng|giảm) thực tế|"
    r"còn (?:tăng|giảm)|(?:tăng|giảm) (?:tuyệt đối|so với đầu kỳ))(?: thêm| là| được| lên)*\s$"
)
REASON = re.compile(r"\b(?P<verb>tăng|giảm)(?: \w+)?\s$")
COME = r"(?:thành lập(?: mới)?|kết nạp(?: mới)?|mở mới|bổ sung|tiếp nhận|tuyển(?: mới| thêm)?|chuyển đến|chia tách|phát sinh)"
GONE = r"(?:giải thể|xóa tên|khai trừ|chấm dứt|sáp nhập|chuyển đi|thôi|nghỉ hưu|từ trần|cho ra|đóng cửa|rút|hợp nhất)"
COMES, GOES = re.compile(rf"\b{COME}\s(?:thêm |được |mới )*$"), re.compile(rf"\b{GONE}\s(?:mất |đi )*$")
MERGED = re.compile(r"\b(?:sáp nhập|hợp nhất|nhập|gộp|sắp xếp|tổ chức lại)(?: \w+)?\s$")
STANDS = re.compile(r"\b(?:hiện|còn|nay|cuối|sau)\b")
INTO = re.compile(r"[^\d;.,]{0,40}\b(?:thành|còn|xuống)\s$")
LEAVES = re.compile(
    r"[^\d,;.]{0,30}\b(?:nghỉ hưu|chuyển (?:công tác|đi)|từ trần|qua đời|thôi (?:việc|tham gia)|nghỉ việc|miễn nhiệm|xin rút)\b"
)
TO = re.compile(r"[^\d;.]{0,40}\b(?:còn(?: lại)?|xuống(?: còn)?)\s(?:là )?$")
LACKS = re.compile(r"\b(?:còn thiếu|thiếu|khuyết|còn khuyết)\s$")
LEFT = re.compile(r"\b(?:còn(?: lại| tồn| dư)?|tồn(?: quỹ)?|(?:kết |số )?dư(?: quỹ)?)\s(?:là )?$")
TAKEN_IN = re.compile(r"\b(?:tổng thu|thu được|đã thu|huy động|vận động|tổng (?:số )?(?:kinh phí|nguồn|vốn|quỹ))\b[^;.]{0,30}$")
SPENT = re.compile(r"\b(?:tổng cộng|tổng chi|đã chi|chi hết|tổng số tiền|sử dụng(?: hết)?|giải ngân)\s(?:là |được )?$")
SPLIT = re.compile(r"\bchia (?:làm|thành|ra)\s$")
SINGLED = re.compile(r"\briêng (?P<words>[^\d;.,]{2,40})$")
BY_HOW_MANY = re.compile(r"\b(?:tăng|giảm|vượt|hụt|thiếu|thêm)(?: thêm| được| đi)? $")
RAISED, OTHERS = re.compile(r"\bnâng (?:tổng )?số\b[^\d;.]{0,40}\blên\s$"), re.compile(r"[^\d,;.]{0,12}\b(?:khác|nữa)\b")
GIVEN = re.compile(r"\b(?:biên chế|chỉ tiêu|định mức|nhu cầu|yêu cầu|kế hoạch|được giao|số lượng|cần)\b")
FOUND = re.compile(r"\bphát hiện\b[^;.,\d]{0,30}$")
HANDLED = re.compile(r"\b(?:xử phạt|xử lý|phạt|lập biên bản|nhắc nhở|đình chỉ)\b[^;.,\d]{0,16}$")
NUMBERS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "cả hai": 2}
TOGETHER = re.compile(
    r"\b(?:cộng(?: chung| gộp)?|tính chung|cả|lũy kế|tổng cộng|gộp|tổng)\s(?:cả\s|của\s)?"
    r"(?P<count>hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d{1,2})\s(?P<of>[^\W\d]+)\b(?:,? [^\W\d]+){0,6}?\s(?:là\s|được\s|có\s|đạt\s)*$"
)
TOTALLED = re.compile(r"\b(?:cộng|tính chung|cả|lũy kế|tổng|gộp)\b")
MERGER = re.compile(
    r"\b(?P<count>hai|ba|bốn|năm|\d) (?:xã|huyện|tỉnh|phường|thôn|chi bộ|đảng bộ|trường|đơn vị|ấp|hợp tác xã|công ty)\b[^.\d]{0,60}$"
)
NEW = re.compile(r"[^.\d]{0,60}\b(?:sau|khi) (?:khi )?(?:sắp xếp|sáp nhập|hợp nhất|nhập)[^.\d]{0,40}\b(?:mới|chung)\b[^.\d]{0,16}$")


def judge_nets(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every sentence; what others have judged is left alone."""
    for passage in context.passages:
        said = context.folded[passage.sentence.start : passage.sentence.end]
        rules = [rule for cues, rule in RULES if any(cue in said for cue in cues)]
        figures = _counts(context, passage) if rules else []
        for claim in (claim for rule in rules for claim in rule(context, passage, figures)):
            if claim.figures[0] not in decided:
                yield claim


def _counts(context: Context, passage: Passage) -> list[Figure]:
    """The counts of a sentence outside brackets."""
    start, end = passage.sentence.start, passage.sentence.end
    found = [one for one in context.reader.between(start, end) if one.kind == "count" and one.counts and one.hedge in ("", "least")]
    return [one for one in found if context.folded.count("(", start, one.start) == context.folded.count(")", start, one.start)]


def _lead(context: Context, figure: Figure, reach: int = 40) -> str:
    return context.folded[max(0, figure.start - reach) : figure.start]


def _net(context: Context, _: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """tăng 402 (…), giảm 263 (…); như vậy tăng thực là 139."""
    for place, figure in enumerate(figures):
        if place < 2 or not NET.search(_lead(context, figure)) or any(of_one_kind(one, figure) for one in figures[: place - 2]):
            continue
        one, other = figures[place - 2], figures[place - 1]
        if of_one_kind(one, figure) and of_one_kind(other, figure):
            yield _claim(context, figure, [one, other], abs(one.value - other.value), "-")


def _reason(context: Context, _: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """giảm 01 do thành lập mới 02 và giải thể 03."""
    for by, one, other in zip(figures, figures[1:], figures[2:], strict=False):
        verb = REASON.search(_lead(context, by))
        if verb is None or "so với" in context.folded[by.end : one.start]:
            continue
        signs = [1 if COMES.search(_lead(context, f)) else -1 if GOES.search(_lead(context, f)) else 0 for f in (one, other)]
        caused = re.search(r"\b(?:do|vì|nhờ|bởi)\b", context.folded[by.end : one.start])
        if sorted(signs) == [-1, 1] and caused and all(f.noun in ("", by.noun) or not by.noun for f in (one, other)):
            right = (one.value * signs[0] + other.value * signs[1]) * (-1 if verb["verb"] == "giảm" else 1)
            ordered = [one, other] if one.value >= other.value else [other, one]
            yield _claim(context, by, ordered, right, "-")


def _merged(context: Context, _: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """42 chi bộ, hiện nay có 39 chi bộ do sáp nhập 6 chi bộ thành 3."""
    if len(figures) != 4:
        return
    before, now, old, new = figures
    if not STANDS.search(context.folded, before.end, now.start):
        return
    joined = MERGED.search(_lead(context, old)) and INTO.fullmatch(context.folded[old.after or old.end : new.start])
    if joined and old.value > new.value and of_one_kind(before, now) and old.noun in ("", before.noun):
        right = before.value - old.value + new.value
        text = f"{vn(before.value)} - {vn(old.value)} + {vn(new.value)} = {vn(right)}"
        yield _told(context, now, [before, old, new], right, text)


def _leaving(context: Context, _: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """Bốn đồng chí nghỉ hưu, hai đồng chí chuyển công tác nên từ 39 đồng chí còn 33."""
    for place in range(len(figures) - 1):
        before, now = figures[place], figures[place + 1]
        fell = _lead(context, before, 6).endswith("từ ") and TO.fullmatch(context.folded[before.after or before.end : now.start])
        if not fell or now.value > before.value:
            continue
        gone = [one for one in figures[:place] if LEAVES.match(context.folded, one.after or one.end)]
        if gone and len(gone) == place:
            right = before.value - sum((one.value for one in gone), Fraction(0))
            yield _claim(context, now, [before, *gone], right, "-")


def _purse(context: Context, _: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """Tổng thu quỹ 864 triệu đồng; chi … tổng cộng 720 triệu đồng; còn tồn 144 triệu đồng."""
    for place, rest in enumerate(figures):
        if rest.group != "money" or not LEFT.search(_lead(context, rest)):
            continue
        purse = [one for one in figures[:place] if one.group == "money"]
        whole = next((one for one in purse if TAKEN_IN.search(_lead(context, one))), None)
        spent = [one for one in purse if whole is not None and one.start > whole.start and SPENT.search(_lead(context, one))]
        if whole is not None and len(spent) == 1 and spent[0] is purse[-1] and whole.value > spent[0].value:
            yield _claim(context, rest, [whole, spent[0]], whole.value - spent[0].value, "-")


def _lacking(context: Context, _: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """58 biên chế được giao, hiện có mặt 54, còn thiếu 4 người."""
    if len(figures) == 3 and LACKS.search(_lead(context, figures[2])):
        whole, part, rest = figures
        given = GIVEN.search(context.folded[max(0, whole.start - 40) : part.start])
        if given and whole.value > part.value:
            yield _claim(context, rest, [whole, part], whole.value - part.value, "-")


def _together(context: Context, passage: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """Năm 2021 kết nạp 180, năm 2022 207, năm 2023 243. Cộng ba năm, huyện kết nạp 630: as many counts of the noun as periods."""
    for total in figures:
        start = max(passage.sentence.start, total.start - 90)
        lead = re.split(r"[;.]\s", context.folded[start : total.start])[-1]
        said = TOGETHER.search(lead)
        merger = (
            None
            if said or "lần lượt" not in context.folded[passage.sentence.start : total.start]
            else NEW.search(context.folded[start : total.start])
        )
        before = _alike([one for one in figures if one.end <= total.start], total)
        if said is not None and TOTALLED.match(said[0]) and "bình" not in lead:
            count = NUMBERS.get(said["count"]) or int(said["count"])
            earlier = passage.before
            if not before and earlier is not None and passage.paragraph - earlier.paragraph <= 1:
                before = _alike(_counts(context, earlier), total)
            if count >= 2 and len(before) == count and not _narrower(context, total, before):
                yield _claim(context, total, before, sum((one.value for one in before), Fraction(0)), "+")
        elif merger is not None:
            before = [one for one in figures if one.end <= total.start and one.noun in ("", total.noun) and not one.in_words]
            first = before[0] if before else total
            many = MERGER.search(context.folded[passage.sentence.start : first.start])
            if many and (NUMBERS.get(many["count"]) or int(many["count"])) == len(before):
                yield _claim(context, total, before, sum((one.value for one in before), Fraction(0)), "+")


def _narrower(context: Context, total: Figure, parts: list[Figure]) -> bool:
    """cả ba chi bộ có 12 đảng viên nữ: the total is of a kind that the parts are not said to be."""
    kinds = [re.match(r"\s[^\W\d]+", context.folded[one.after : one.after + 16]) for one in (total, *parts)]
    said, *others = [kind[0] if kind else "" for kind in kinds]
    return total.value < max(one.value for one in parts) or (said != "" and said not in others)


def _split(context: Context, _: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """Cử 25 quần chúng …, chia làm 2 đợt: đợt một 13 người, …; đợt hai 12 người."""
    for place, count in enumerate(figures):
        parts = [one for one in figures[place + 1 :] if one.group == "person" or one.noun == figures[place - 1].noun]
        if place and SPLIT.search(_lead(context, count)) and len(parts) == count.value and len({one.noun for one in parts}) == 1:
            whole = figures[place - 1]
            if whole.noun and (whole.group == parts[0].group):
                yield _claim(context, whole, parts, sum((one.value for one in parts), Fraction(0)), "+")


def _singled(context: Context, _: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """Lúa xuân gieo cấy được 5.240 ha; riêng lúa chất lượng cao 2.310 ha: what is singled out is no more than the whole."""
    for whole, part in zip(figures, figures[1:], strict=False):
        alone = SINGLED.search(context.folded[whole.end : part.start])
        if alone is None or part.noun != whole.noun or not part.noun or part.value <= whole.value:
            continue
        first = alone["words"].split()[:1]
        if BY_HOW_MANY.search(context.folded, max(0, whole.start - 16), whole.start):
            continue  # còn 97 hộ, giảm 46 hộ; riêng hộ nghèo Khmer từ 88 hộ: by how many it fell is no whole
        if first and first[0] in context.folded[max(0, whole.start - 80) : whole.start].split():
            text = f"{context.written(part)} > {context.written(whole)}: một phần không thể lớn hơn tổng"
            yield context.claim(context.covering(part, whole), "subset", "inconsistent", text, context.written(part), None, [part, whole])


def _raised(context: Context, _: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """làm việc với 7 đơn vị và xem báo cáo của 15 đơn vị khác, nâng tổng số lên 22: what they make, or nearly."""
    if len(figures) == 3 and RAISED.search(context.folded[figures[1].end : figures[2].start]):
        one, other, total = figures
        right = one.value + other.value
        same = one.noun == other.noun != "" and OTHERS.match(context.folded, other.after)
        if same and abs(total.value - right) * 10 <= right:
            yield _claim(context, total, [one, other], right, "+")


def _alike(figures: list[Figure], total: Figure) -> list[Figure]:
    """Those of the noun, or the bare numbers of a row that ends with it."""
    named = [one for one in figures if one.noun == total.noun]
    return named or [one for one in figures if not one.noun and not one.in_words]


def _handled(context: Context, passage: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """phát hiện 23 cơ sở vi phạm. Đã xử phạt 19 cơ sở: no more are punished than were found."""
    before = figures
    if passage.before is not None and passage.before.paragraph == passage.paragraph:
        before = [*_counts(context, passage.before), *figures]
    for figure in figures:
        if not HANDLED.search(_lead(context, figure)):
            continue
        said = _word(context, figure)
        found = [one for one in before if one.end <= figure.start and _word(context, one) == said and FOUND.search(_lead(context, one))]
        if found:
            one, other = context.written(figure), context.written(found[-1])
            wrong = figure.value > found[-1].value
            text = f"{one} > {other}: số xử lý không thể lớn hơn số phát hiện" if wrong else f"{one} ≤ {other}"
            marks = [figure, found[-1]]
            yield context.claim(context.covering(*marks), "subset", VERDICTS["off" if wrong else "exact"], text, one, None, marks)


def _word(context: Context, figure: Figure) -> str:
    """The two words behind a number."""
    behind = re.match(r"(?: [^\W\d]+){1,2}", context.folded[figure.end : figure.end + 24])
    return behind[0] if behind else ""


def _claim(context: Context, stated: Figure, sources: list[Figure], right: Fraction, sign: str) -> Claim:
    return _told(context, stated, sources, right, f" {sign} ".join(vn(one.value) for one in sources) + f" = {vn(right)}")


def _told(context: Context, stated: Figure, sources: list[Figure], right: Fraction, text: str) -> Claim:
    return context.outcome("sum" if "+" in text else "difference", stated, sources, text, vn(right), wrong=right != stated.value)


RULES: tuple[tuple[tuple[str, ...], Rule], ...] = (
    (("thực", "ròng", "chênh lệch", "tự nhiên", "tuyệt đối", "còn tăng", "còn giảm", "so với đầu kỳ"), _net),
    ((" do ", " vì ", " nhờ ", " bởi "), _reason),
    (("nhập", "hợp nhất", "gộp", "sắp xếp", "tổ chức lại"), _merged),
    (("nghỉ", "chuyển", "từ trần", "qua đời", "thôi", "miễn nhiệm", "xin rút"), _leaving),
    (("thiếu", "khuyết"), _lacking),
    (("còn", "tồn", "dư"), _purse),
    (("cộng", "tính chung", "cả", "lũy kế", "tổng", "gộp", "sau"), _together),
    (("chia ",), _split),
    (("riêng",), _singled),
    (("nâng",), _raised),
    (("phạt", "xử lý", "biên bản", "nhắc nhở", "đình chỉ"), _handled),
)
"""The rules with words without which none of them applies."""

"""Totals without a word that divides: told first and followed by labels with their numbers, or told last after counts of its noun.

kết nạp 1.046 đảng viên; khối xã 587, khối cơ quan 318, … · Tổ 1 có 9 đảng viên, …; cả chi bộ 27 đảng viên ·
kết nạp 59. Cụ thể, năm 2021 18, …
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.reading import families, phrases
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import ELLIPSIS
from dangvu.figurecheck.slips import UNLIKELY, chance, swapped
from dangvu.figurecheck.sums.added import sum_claim

LAST = re.compile(
    r"(?:^|[;.,:]\s)\W*(?:và |như vậy,? |vậy |tính ra,? )*(?:(?:cả|toàn|tổng số|tổng cộng|cộng lại|cộng|"
    r"tất cả|tính chung|cả thảy|gộp lại|tính ra hết|"
    r"tổng (?=chiều dài|diện tích|kinh phí|giá trị|sản lượng|chi phí|thu nhập|số tiền|doanh thu|khối lượng|quãng đường)\w+)\b"
    r"(?:[^\W\d]|\s|,)*(?:từ (?:đầu )?năm \d{4} đến (?:nay|hết \w+)[^\d,;.]{0,50})?)$"
)
ADDED = re.compile(r"\W*(?:như vậy,? |vậy |tính ra,? )*(?:tổng cộng|cộng lại|tất cả|cả thảy|gộp lại|tính ra hết)\b")
FIRST = re.compile(r"(?P<mark>[;:]|,)\s$")
SPECIFIED = re.compile(r"\W*(?:cụ thể|trong đó|gồm có|gồm|bao gồm|chia ra)\b[,:]?\s")
LABEL = re.compile(r"\s?(?:và |; ?|, ?|\. ?)*(?P<label>[^\W\d][^\d;:.()%]{1,60}?)(?:\s(?:có|là|được|đạt|kết nạp))?\s$")
DATED = re.compile(r"\b(?:năm \d{4}|quý (?:i{1,3}|iv|\d)|tháng \d{1,2}|năm|tháng(?: đầu)? năm)\b")
MIXED = re.compile(
    r"\b(?:so với|tăng|giảm|cùng kỳ|kế hoạch|chỉ tiêu|bình quân|mỗi|trở lên|lượt|mục tiêu|phấn đấu|trong đó|riêng|năm trước|kỳ trước|"
    r"(?<!tháng )(?:đầu|cuối) năm|nhiệm kỳ trước|còn|thêm|chuyển|kiêm)\b"
)
REASON = re.compile(r"[;,.] (?:với |có )?(?:lý do|nguyên nhân|hình thức(?: kỷ luật| xử lý)?): ")
BY_LABEL = re.compile(
    r"\W*(?:về |theo )?(?:thẩm quyền|hình thức|lý do|nguyên nhân|cấp|cơ quan)"
    r"(?: (?:thi hành|xử phạt|xử lý|giải quyết|quyết định|kỷ luật|ban hành))*"
    r"(?: kỷ luật)?:\s"
)
BY_WHOM = re.compile(r"\b(?:thẩm quyền|cấp|cơ quan)\b")
DONE = re.compile(r"\b(?:kỷ luật|xử phạt|xử lý|giải quyết|khởi tố|thu hồi|đình chỉ)(?: được| xong)?\s$")
REACH = 3
WITH_OTHERS = re.compile(r"[^.;\d]{0,40}\b(?:kể cả|gồm cả|tính cả|cộng|cùng với)\b")
AIMED = re.compile(r"\b(?:chỉ tiêu|kế hoạch|mục tiêu|phấn đấu|giao|từ \d+ đến|so với)\b")
OUT_OF = re.compile(r"(?P<noun>[^:;.]{1,40}):\s$")
SECTOR = frozenset(
    {"khối", "thôn", "tổ", "chi", "ngành", "xã", "khu", "cụm", "lĩnh", "đội", "lớp", "đợt", "nhóm", "khoa", "phòng", "tuyến", "ấp"}
)
NUMBER_OF_NAME = re.compile(r"\s(?:có|được|đạt|kết nạp|thu|góp)\s[\d.,]+")
LAST_WORD = re.compile(r"\b(?:thôn|tổ|khối|khu|đội|lớp|đợt|chi bộ|chi hội|xã|ấp|cụm|nhóm|khoa|phòng)\b(?=[^;,]*$)")
BESIDE = re.compile(r"[,;] (?:tổng cộng|cộng lại|cả thảy)(?: là| được| có)? $")
ROW = re.compile(r"[^\d,;.:()]{0,40}(?:, và|,|;| và) ")
LEAST, MOST = 3, 14
SCALE = 1000


def judge_tallies(context: Context, decided: Marks, alarmed: Marks) -> Iterator[Claim]:
    """The totals of every sentence that no other rule has added up."""
    for passage in context.passages:
        figures = [f for f in passage.figures if f.group != "time"]
        if not figures:
            continue
        by_authority = list(_by_authority(context, passage, figures))
        for claim in by_authority or (
            *_first(context, passage, figures),
            *_last(context, passage, figures),
            *_specified(context, passage, figures),
            *_of_ratio(context, figures),
            *_by_reason(context, passage, figures),
        ):
            marks = set(claim.figures)
            if not marks & alarmed and (by_authority or claim.figures[0] not in decided):
                yield claim


def _counts(figures: list[Figure]) -> bool:
    return all(f.kind == "count" and not f.hedge for f in figures)


def _labels(context: Context, parts: list[Figure], start: int) -> list[str]:
    """The words right before each number; nothing where one has none."""
    found, at = [], start
    for part in parts:
        label = LABEL.fullmatch(context.folded, at, part.start)
        if label is None:
            return []
        found.append(label["label"])
        at = max(part.end, part.after)
    return found


def _first(context: Context, passage: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """Kết nạp 1.046 đảng viên; khối xã 587, khối cơ quan 318, khối doanh nghiệp 49, lực lượng vũ trang 92 đồng chí."""
    head, parts = figures[0], figures[1:]
    if not LEAST <= len(parts) <= MOST or not _counts(figures) or not head.noun or head.group in ("money", "measure"):
        return
    between = context.folded[max(head.end, head.after) : parts[0].start]
    cut = re.search(r"[;:]\s|,\s(?=[^,;:]*$)", between)
    told = context.folded[head.start : passage.sentence.end]
    if cut is None or MIXED.search(told) or ELLIPSIS.search(told) or not all(not p.noun or of_one_kind(p, head) for p in parts):
        return
    labels = _labels(context, parts, max(head.end, head.after) + cut.end())
    tail = context.folded[max(parts[-1].end, parts[-1].after) : passage.sentence.end]
    if len(labels) != len(parts) or len(set(labels)) < len(labels) or not re.fullmatch(r"\s?(?:[^\W\d]+\s?){0,2}\W*", tail):
        return
    if any(phrases.ACTION.match(label) or (families.OVERLAPPING.search(label) and label.split(" ")[0] not in SECTOR) for label in labels):
        return
    total = sum((p.value for p in parts), Fraction(0))
    off = head.value - total
    if not off:
        yield sum_claim(context, head, parts)
        return
    heading = context.folded[head.start : parts[0].start]
    repeated = sum(label in heading[: len(between)] for label in labels[1:])  # cán bộ, giáo viên, nhân viên; …, giáo viên 64, nhân viên 07
    slips = [chance(head.value, total), *(chance(p.value, p.value + off) for p in parts if p.value + off > 0)]
    if (
        min(slips) * len(slips) <= UNLIKELY
        or repeated >= 2
        or (len({label.split(" ")[0] for label in labels} | SECTOR) == len(SECTOR) and 2 * off > -head.value and off < 0)
    ):
        yield sum_claim(context, head, parts)


def _last(context: Context, passage: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """… Tổ 3 có 10 đảng viên; cả chi bộ 27 đảng viên: what is said of all, after a row of counts of its noun."""
    for place, total in enumerate(figures):
        lead = context.folded[max(passage.sentence.start, total.start - 130) : total.start]
        if total.hedge or total.kind != "count" or not LAST.search(lead) or not total.noun:
            continue
        before = figures[:place]
        apart = passage.paragraph - passage.before.paragraph if passage.before is not None else 0
        if not before and passage.before is not None and apart <= (1 if ADDED.match(lead) else 0):
            before = [f for f in passage.before.figures if f.group != "time"]
        before = [f for f in before if f.noun or not NUMBER_OF_NAME.match(context.folded, f.end)]  # Xí nghiệp 1 có 27 đảng viên
        parts = _row_before(before, total)
        numbered = before[len(before) - len(parts) - 1] if len(before) > len(parts) else None
        if len(parts) < LEAST or len(parts) > MOST:
            continue
        told = context.folded[parts[0].start : total.start]
        told = told.replace(" thêm ", " ") if total.group in ("money", "measure") else told
        if MIXED.search(told) or ELLIPSIS.search(told) or "(" in told:
            continue
        values = [p.value for p in parts]
        added = sum(values, Fraction(0))
        if added == total.value:
            yield sum_claim(context, total, parts)
            continue
        mistyped = swapped(total.value, added)
        if (total.value < max(values) and not mistyped) or values[0] == sum(values[1:]) or total.value in values:
            continue
        if _is_meant(context, passage, total, parts, numbered):
            yield sum_claim(context, total, parts)


def _row_before(before: list[Figure], total: Figure) -> list[Figure]:
    """The counts right before that are of its noun."""
    parts: list[Figure] = []
    for figure in reversed(before):
        if figure.kind != "count" or figure.hedge or (figure.noun != total.noun and not (figure.noun and of_one_kind(figure, total))):
            break
        parts.insert(0, figure)
    return parts


def _is_meant(context: Context, passage: Passage, total: Figure, parts: list[Figure], numbered: Figure | None) -> bool:
    """Whether the total is of just these: as many as were announced, one for each time or place, or all right but for a slip."""
    values = [p.value for p in parts]
    added = sum(values, Fraction(0))
    off = total.value - added
    leads = [context.folded[max(0, p.start - 40) : p.start] for p in parts]
    one_word = len({(LAST_WORD.search(lead) or [""])[0] for lead in leads}) == 1
    if (numbered is not None and numbered.value == len(parts)) or (one_word and abs(off) * 10 <= total.value):
        return True
    if total.group == "money" and SCALE in (total.value / added, added / total.value):  # tỷ for triệu
        return True
    step = min(total.step, *(p.step for p in parts))
    slips = [chance(total.value / step, added / step), *(chance(v / step, (v + off) / step) for v in values if v + off > 0)]
    if WITH_OTHERS.match(context.folded, max(total.end, total.after)):
        return False
    if ADDED.match(context.folded, passage.sentence.start, total.start) and numbered is None:
        return True
    beside = BESIDE.search(context.folded[parts[-1].end : total.start])
    if beside and 2 * abs(off) <= total.value and context.folded.find(":", passage.sentence.start, parts[0].start) < 0:
        told = [f for f in passage.figures if f.start < total.start and f.group != "time"]
        if len(told) == len(parts) and all(ROW.fullmatch(context.folded, a.end, b.start) for a, b in pairwise(parts)):
            return True  # 1 giải nhất, 2 giải nhì và 5 giải khuyến khích, tổng cộng 8 giải
    term = "nhiệm kỳ" in context.folded[parts[-1].end : total.start]  # of years that the row leaves out
    return (not term and all(DATED.search(lead) for lead in leads)) or min(slips) * len(slips) <= UNLIKELY


def _specified(context: Context, passage: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """Đã kết nạp 59 đảng viên. Cụ thể, năm 2021 kết nạp 18, năm 2022 kết nạp 21, 10 tháng năm 2023 kết nạp 20."""
    earlier = passage.before
    if earlier is None or earlier.paragraph != passage.paragraph or not SPECIFIED.match(context.folded, passage.sentence.start):
        return
    if not LEAST - 1 <= len(figures) <= MOST or not _counts(figures):
        return
    heads = [f for f in earlier.figures if f.group != "time" and not _aside(context, earlier, f)]
    if not heads or heads[-1].kind != "count" or heads[-1].hedge or not all(of_one_kind(f, heads[-1]) for f in figures):
        return
    starts = [passage.sentence.start, *(max(f.end, f.after) for f in figures[:-1])]
    leads = [context.folded[start : f.start] for start, f in zip(starts, figures, strict=True)]
    if not all(DATED.search(lead) for lead in leads) or any(MIXED.search(lead) for lead in leads[1:]):
        return
    if re.search(r"[^\s.]", context.folded[max(figures[-1].end, figures[-1].after) : passage.sentence.end]) or ELLIPSIS.search(
        " ".join(leads)
    ):
        return
    head = heads[-1]
    if AIMED.search(context.folded, max(earlier.sentence.start, head.start - 60), head.start):
        return
    yield sum_claim(context, head, figures)


def _by_reason(context: Context, passage: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """Có 5 trường hợp xin ra khỏi Đảng (3 nam, 2 nữ); lý do: sức khỏe 2, hoàn cảnh gia đình 2, đi làm ăn xa 1."""
    cue = REASON.search(context.folded, passage.sentence.start, passage.sentence.end)
    parts = [f for f in figures if cue and f.start >= cue.end()]
    head = next((f for f in figures if f.kind == "count" and f.group in ("case", "person", "organisation")), None)
    if cue is None or head is None or not 2 <= len(parts) <= MOST or head.end > cue.start() or not _counts([head, *parts]):
        return
    outside = [f for f in figures if head.start < f.start < cue.start() and not _aside(context, passage, f)]
    told = context.folded[cue.start() : passage.sentence.end]
    if outside or not _labels(context, parts, cue.end()) or MIXED.search(told) or ELLIPSIS.search(told):
        return
    yield sum_claim(context, head, parts)


def _by_authority(context: Context, passage: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """Thi hành kỷ luật 35 đảng viên …. Thẩm quyền thi hành: chi bộ 16 trường hợp, đảng ủy 8 trường hợp, …: the deed told before."""
    label = BY_LABEL.match(context.folded, passage.sentence.start, passage.sentence.end)
    if label is None or not 2 <= len(figures) <= MOST or figures[0].start < label.end() or not _counts(figures):
        return
    told = context.folded[label.end() : passage.sentence.end]
    if not _labels(context, figures, label.end()) or MIXED.search(told) or ELLIPSIS.search(told):
        return
    earlier, steps = passage.before, 0
    while earlier is not None and steps < REACH and passage.paragraph - earlier.paragraph <= REACH:
        heads = [f for f in earlier.figures if f.kind == "count" and not f.hedge and _done(context, earlier, f)]
        if heads:
            total = sum((f.value for f in figures), Fraction(0))
            near = abs(total - heads[0].value) * 4 <= heads[0].value
            near = near and (total >= heads[0].value or BY_WHOM.search(label[0]) is not None)
            if len(heads) == 1 and near and all(f.noun == "trường hợp" or of_one_kind(f, heads[0]) for f in figures):
                yield sum_claim(context, heads[0], figures)
            return
        earlier, steps = earlier.before, steps + 1


def _done(context: Context, passage: Passage, figure: Figure) -> bool:
    """Whether the count is what the sentence says was done, not a part of it or another year's."""
    lead = context.folded[passage.sentence.start : figure.start]
    return (
        DONE.search(lead) is not None
        and not _aside(context, passage, figure)
        and figure.group in ("person", "case", "document", "organisation")
    )


def _aside(context: Context, passage: Passage, figure: Figure) -> bool:
    """In brackets, as what was planned or what was before."""
    lead = context.folded[passage.sentence.start : figure.start]
    return lead.count("(") > lead.count(")")


def _of_ratio(context: Context, figures: list[Figure]) -> Iterator[Claim]:
    """Trao giải cho 25 trong số 1.284 bài dự thi: 1 giải nhất, 4 giải nhì, 8 giải ba và 12 giải khuyến khích."""
    if len(figures) < LEAST + 1 or figures[0].kind != "ratio" or not _counts(figures[1:]):
        return
    head, parts = figures[0], figures[1:]
    if not OUT_OF.fullmatch(context.folded, max(head.end, head.after), parts[0].start):
        return
    nouns = {(re.match(r"\s([^\W\d]+)", context.folded[p.end : p.end + 20]) or [""])[0] for p in parts}
    if len(nouns) != 1 or "" in nouns:
        return
    yield sum_claim(context, head, parts)

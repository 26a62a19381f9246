"""Tables without a total row: a first row that is all the others, running totals, rows that balance, and the text right before a table."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import words_of
from dangvu.figurecheck.reading import families
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import UNLIKELY, chance
from dangvu.figurecheck.tables.derived import NOT_ADDED, Cell, Row, head_of, value_of
from dangvu.figurecheck.tables.summed import ANNOUNCED, COMMON, years_apart
from dangvu.figurecheck.tables.tables import TOTAL, Table, cell_claim, label_of, tables_of

RUNNING = re.compile(r"l[ũu][yỹ] kế|cộng dồn|tích lũy")
REST = re.compile(r"^\W*(?:còn(?: lại| dư)?|chênh lệch|(?:kết |số )?dư|tồn)\b(?!.*đầu)")
OPENS, CLOSES = re.compile(r"đầu (?:kỳ|năm|quý|tháng)|năm trước chuyển sang"), re.compile(r"cuối (?:kỳ|năm|quý|tháng)|^\W*(?:còn|tồn|dư)")
COMES, GOES = re.compile(r"\b(?:thu|tăng|nhập|thêm|đến|kết nạp)\b"), re.compile(r"\b(?:chi|giảm|xuất|bớt|đi|nộp|trích|xóa tên|từ trần)\b")
ALL_TOLD = re.compile(r"\b(?:toàn|tổng|cả|tất cả|theo bảng|bảng (?:dưới|sau|trên)|như sau)\b")
SOME = re.compile(r"\b(?:trong đó|dẫn đầu|tiêu biểu|nổi bật|nhiều nhất|một số|chủ yếu|điển hình)\b")
HAS = re.compile(r"\b(?:có|là|gồm|với)(?: tất cả| cả| tổng số| tổng cộng)* $")
BEHIND = re.compile(r"[^\d,;.:()\n]*")
VERB = re.compile(r"(?:[^\W\d]+ ){1,3}$")
NOT_BLANK = re.compile(r"\S")
RATIO = re.compile(r"(\d{1,6})\s?/\s?(\d{1,6})")
FEWEST, TELLING, LONG = 3, 20, 100


def judge_ledgers(context: Context) -> Iterator[Claim]:
    """Every table of the text."""
    for table in tables_of(context):
        lead = _lead(context, table)
        if lead is not None:
            yield from _ratios(context, table, lead)
        if len(table.body) >= 2:
            yield from _running(context, table)
            if lead is not None:
                yield from _told_before(context, table, lead)
        if len(table.body) >= FEWEST and not any(TOTAL.search(label_of(row)) for row in table.body):
            balances = [claim for column in range(table.width) for claim in _balance(context, table, column)]
            yield from balances or _first_is_all(context, table)


def _cells(table: Table, column: int) -> list[Cell]:
    return [row[column] for row in table.body if column < len(row) and row[column].number is not None]


def _values(table: Table, column: int) -> list[Fraction] | None:
    """The numbers of a column in which no row lacks one."""
    values = [value_of(row, column) for row in table.body]
    return [value for value in values if value is not None] if all(value is not None for value in values) else None


def _running(context: Context, table: Table) -> Iterator[Claim]:
    """Quý | Số cuộc | Lũy kế: the sum of all rows so far."""
    for column in (c for c in range(table.width) if RUNNING.search(head_of(table.heads, c))):
        stated = _values(table, column)
        for source in (c for c in range(table.width) if c != column):
            values = _values(table, source)
            if stated is None or values is None or len(values) < FEWEST:
                continue
            right = list(accumulate(values))
            if 2 * sum(one == other for one, other in zip(right, stated, strict=True)) < len(right) + 1:
                continue
            for row, total in zip(table.body, right, strict=True):
                text = f"Cộng dồn = {vn(total)}"
                yield cell_claim(context, row[column], "sum", text, vn(total), [row[source]], fits=value_of(row, column) == total)
            break


def _balance(context: Context, table: Table, column: int) -> Iterator[Claim]:
    """Thu, Chi, Còn lại; Tồn đầu, Thu, Chi, Tồn cuối: what comes, goes and is left."""
    values = _values(table, column)
    labels = [label_of(row) for row in table.body]
    if values is None or not (REST.search(labels[-1]) or (OPENS.search(labels[0]) and CLOSES.search(labels[-1]))):
        return
    signs = [1 if COMES.search(label) and not GOES.search(label) else -1 if GOES.search(label) else 0 for label in labels[1:-1]]
    if len(values) > FEWEST and 0 in signs or len(values) == FEWEST and signs != [-1]:
        return
    right = values[0] + sum((value * sign for value, sign in zip(values[1:-1], signs, strict=True)), Fraction(0))
    cells = [row[column] for row in table.body]
    text = (
        vn(values[0]) + "".join(f" {'+' if s > 0 else '-'} {vn(v)}" for v, s in zip(values[1:-1], signs, strict=True)) + f" = {vn(right)}"
    )
    yield cell_claim(context, cells[-1], "sum", text, vn(right), cells[:-1], fits=right == values[-1])


def _first_is_all(context: Context, table: Table) -> Iterator[Claim]:
    """Thu trong năm 846,5; trích giữ lại 592,6; nộp cấp trên 253,9: the first row is the others together, or would be but for a slip."""
    if sum(families.OVERLAPPING.search(label_of(row)) is not None for row in table.body[1:]) > 1:
        return
    for column in range(1, table.width):
        values, cells = _values(table, column), _cells(table, column)
        head = head_of(table.heads, column)
        if values is None or len(cells) < len(values) or NOT_ADDED.search(head) or any("%" in cell.text for cell in cells):
            continue
        first, rest = values[0], values[1:]
        total, step = sum(rest, Fraction(0)), min(cell.number.step for cell in cells if cell.number)
        if first < TELLING * step or first <= max(rest):
            continue
        text = f"Cộng {len(rest)} dòng = {vn(total)}"
        off = first - total
        readings = [(first, total), *((value, value + off) for value in rest)]
        weights = [chance(stated / step, meant / step) for stated, meant in readings if meant > 0]
        if not off or first >= LONG * step and min(weights, default=Fraction(1)) * len(readings) <= UNLIKELY:
            yield cell_claim(context, cells[0], "sum", text, vn(total), cells[1:], fits=not off)


def _lead(context: Context, table: Table) -> Passage | None:
    """The last sentence before a table, if it is one."""
    place = bisect_left(context.passages, table.start, key=lambda passage: passage.sentence.start)
    last = context.passages[place - 1] if place else None
    if last is None or last.sentence.end > table.start or NOT_BLANK.search(context.folded, last.sentence.end, table.start):
        return None
    return last


def _told_before(context: Context, table: Table, passage: Passage) -> Iterator[Claim]:
    """Theo bảng dưới đây, toàn Đảng bộ kết nạp 29 đảng viên: what the column of that name makes."""
    sentence = context.folded[passage.sentence.start : passage.sentence.end]
    if SOME.search(sentence) or not ALL_TOLD.search(sentence):
        return
    found = context.reader.between(passage.sentence.start, passage.sentence.end)
    rows = [row for row in table.body if not TOTAL.search(label_of(row))]
    figures = [f for f in found if f.kind == "count" and f.counts and not f.hedge and not f.in_words and f.value != len(rows)]
    if len(figures) != 1 or len(rows) < 2:
        return
    told: list[tuple[Fraction, list[Cell]]] = []
    for column in range(1, table.width):
        head = head_of(table.heads, column)
        values = [value_of(row, column) for row in rows]
        if any(value is None for value in values) or NOT_ADDED.search(head) or years_apart(head, sentence):
            continue
        if _is_named(context, passage, figures[0], words_of(head) - {"số", "lượng", "tổng", "năm"}):
            told.append((sum((value for value in values if value is not None), Fraction(0)), [row[column] for row in rows]))
    right = [one for one in told if one[0] == figures[0].value]
    for total, cells in right[:1] or (told if len(told) == 1 else ()):
        yield _claim(context, figures[0], total, cells)


def _is_named(context: Context, passage: Passage, figure: Figure, name: set[str]) -> bool:
    """Whether it has all words of the head, and the head those of what is counted, unless the sentence says that the table follows."""
    sentence, lead = (context.folded[passage.sentence.start : end] for end in (passage.sentence.end, figure.start))
    if not name or not name <= words_of(sentence):
        return False
    behind, verb = BEHIND.match(context.folded, figure.end, passage.sentence.end), VERB.search(lead)
    narrower = words_of(behind[0] if behind else "") - name - words_of(figure.noun) - COMMON
    done = verb is not None and name.isdisjoint(words_of(verb[0])) and not HAS.search(lead)
    return ANNOUNCED.search(sentence) is not None or not (narrower or done)


def _ratios(context: Context, table: Table, passage: Passage) -> Iterator[Claim]:
    """… tổng đảng viên dự sinh hoạt là 64/70: Chi bộ 1 22/24; …: parts and wholes of a column of ratios, one of which comes out."""
    rows: list[Row] = [*table.heads, *table.body]
    found = [(row[-1], RATIO.fullmatch(row[-1].text)) for row in rows if row]
    told = [f for f in context.reader.between(passage.sentence.start, passage.sentence.end) if f.kind == "ratio"]
    if len(found) < 2 or not all(match for _, match in found) or len(told) != 1 or told[0].other is None:
        return
    part, whole = (Fraction(sum(int(match[place]) for _, match in found if match)) for place in (1, 2))
    if part != told[0].value and whole != told[0].other:
        return  # 64/70 đại biểu dự; đồng chí An 60/64 phiếu
    wrong = (part, whole) != (told[0].value, told[0].other)
    stated = context.written(told[0])
    text = f"Cộng bảng = {part}/{whole}" + (f"; văn bản ghi {stated}" if wrong else "")
    marks = [told[0], *(Figure("ratio", cell.start, cell.end, Fraction(1)) for cell, _ in found)]
    yield context.claim((told[0].start, told[0].end), "sum", VERDICTS["off" if wrong else "exact"], text, stated, f"{part}/{whole}", marks)


def _claim(context: Context, figure: Figure, total: Fraction, cells: list[Cell]) -> Claim:
    stated, wrong = context.written(figure), total != figure.value
    text = f"Cộng cột trong bảng ({', '.join(cell.text for cell in cells)}) = {vn(total)}" + (f"; văn bản ghi {stated}" if wrong else "")
    figures = [figure, *(Figure("count", cell.start, cell.end, cell.number.value) for cell in cells if cell.number)]
    span = figure.start, figure.after or figure.end
    return context.claim(span, "sum", VERDICTS["off" if wrong else "exact"], text, stated, vn(total), figures)

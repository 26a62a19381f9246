"""What the text says of the table beside it: a cell, a column added up, two cells compared, one column by another.

Năm 2024 có 8/42 đảng viên … · cả ba năm có 21 lượt … · tăng 6 đồng chí so với năm 2022 · các chi bộ thôn có bình quân 22,6 đảng viên.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, vn
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import next_word
from dangvu.figurecheck.meant.nearby import words_of
from dangvu.figurecheck.reading.counted import counted
from dangvu.figurecheck.reading.days import YEAR
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.source import words
from dangvu.figurecheck.slips import swapped
from dangvu.figurecheck.tables.cells import Told, clause_of, column_of, own_column, row_named_last, row_of, told_of
from dangvu.figurecheck.tables.derived import Cell, head_of, value_of
from dangvu.figurecheck.tables.tables import TOTAL, inner_of, label_of, tables_of

ALL = re.compile(
    r"\b(?:cả|tổng (?:cộng|số)|cộng|toàn bộ|trong) (?:\w+ )?(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d{1,2}) (?:năm|"
    r"đơn vị|xã|phường|quý|tháng|chi bộ|đảng bộ|khối|huyện|thôn)\b|\btổng cộng\b"
)
SINCE = re.compile(r"\bso với\s[^\d;.]{0,24}")
SINCE_YEAR = re.compile(r"\W*(?:[-+*]\s)?(?:như vậy,? )?so với (?:cuối |đầu )?năm (?P<then>(?:19|20)\d{2}),? [^;.%]{4,90}$")
MOVED = re.compile(r"\b(?P<verb>tăng|giảm|nhiều hơn|ít hơn|cao hơn|thấp hơn|hơn|thêm|bớt)\s(?:thêm\s)?$")
AIM = re.compile(r"\b(?P<verb>vượt|hụt|thiếu|hơn)\s(?:so với )?(?:kế hoạch|chỉ tiêu|dự toán)\s(?:là )?$")
PLANNED, DONE = words("kế hoạch chỉ tiêu giao dự toán"), words("thực hiện kết quả đạt")
AVERAGE = re.compile(r"\b(?:bình quân|trung bình)\b")
DOWN = ("giảm", "ít hơn", "thấp hơn", "bớt", "kém")
REACH, NEAR = 2, 90
TELLS = re.compile(r"\b(?:có|là|đạt|được|kết nạp) $")
ABOVE = re.compile(
    r"\b(?P<verb>đông hơn|nhiều hơn|cao hơn|lớn hơn|ít hơn|thấp hơn|hơn|kém) (?:so với )?[^\d,;.()%]{4,60}?(?: (?:là|tới|đến))? $"
)
OF_ALL_ROWS = re.compile(r"\W*(?:(?:tính chung|như vậy|tính ra|toàn (?:xã|huyện|tỉnh|trường|ngành)|chung),? ?)?(?:bình quân|trung bình)\b")
ALL_OF_THEM = re.compile(r"\s?(?:[,;.()]|$|(?:và|còn|với|trong|cao|thấp|nhiều|ít|đông|chiếm|đứng|là|tăng|giảm)\b)")
OF_SOME = re.compile(r"\b(?:nữ|trong đó|dự bị|cùng kỳ|năm trước|trước đây|chỉ tiêu|kế hoạch)\b")
ROWS = re.compile(
    r"\W*(?:(?:như vậy|vậy|theo đó|qua bảng(?: trên)?|theo bảng(?: trên)?|tính ra|tóm lại),? (?:là )?)?(?:(?:cả|tất cả|toàn bộ) )?"
)
ROWS_OFF = 2


def judge_tabled(context: Context, decided: Marks) -> Iterator[Claim]:
    """The sentences of the two paragraphs behind each table, and of the one before it."""
    starts = [passage.sentence.start for passage in context.passages]
    for table in tables_of(context):
        told = told_of(table)
        if len(told.rows) < 2:
            continue
        end = table.body[-1][-1].end
        place = bisect_left(starts, end)
        following = (
            [p for p in context.passages[place : place + 8] if p.paragraph - context.passages[place].paragraph < REACH]
            if place < len(starts)
            else []
        )
        for passage in following[:1]:
            yield from _rows_counted(context, told, passage)
        for passage in following if told.columns else []:
            for figure in context.reader.between(passage.sentence.start, passage.sentence.end):
                if context.source.back(figure.start, figure.end) not in decided:
                    yield from _judge(context, told, passage, figure)


def _judge(context: Context, told: Told, passage: Passage, figure: Figure) -> Iterator[Claim]:
    if figure.kind != "count" or figure.hedge or figure.in_words or not figure.counts:
        return
    clause = clause_of(context, passage, figure)
    before = context.folded[max(passage.sentence.start, figure.start - 24) : figure.start]
    if (aim := AIM.search(before)) is not None:
        yield from _against_plan(context, told, figure, clause, -1 if aim["verb"] in ("hụt", "thiếu") else 1)
        return
    if (above := ABOVE.search(context.folded, max(passage.sentence.start, figure.start - 80), figure.start)) is not None:
        yield from _above(context, told, passage, figure, above)
        return
    if AVERAGE.search(context.folded[max(passage.sentence.start, figure.start - 60) : figure.start].rpartition(";")[2]):
        yield from _average(context, told, figure, clause)
    else:
        yield from _told_cells(context, told, passage, figure, clause, before)


def _told_cells(context: Context, told: Told, passage: Passage, figure: Figure, clause: str, before: str) -> Iterator[Claim]:
    """What the words say of one cell, of two, or of a whole column."""
    column = column_of(told, clause)
    if TELLS.search(before) and (cell := _cell_of(context, told, passage, figure, column)) is not None:
        right = cell.number.value if cell.number else figure.value
        if right == figure.value or swapped(figure.value, right):
            yield _claim(context, figure, right, [cell], "Ô trong bảng", "repeat")
    elif column is None:
        return
    elif moved := MOVED.search(before):
        yield from _moved(context, told, passage, figure, column, -1 if moved["verb"] in DOWN else 1)
    elif ALL.search(clause) and not YEAR.search(clause):
        cells = [row[column] for _, row in told.rows if column < len(row)]
        values = [value_of(row, column) for _, row in told.rows]
        if len(cells) == len(values) == len(told.rows) and all(value is not None for value in values):
            total = sum((value for value in values if value is not None), Fraction(0))
            yield _claim(context, figure, total, cells, "Cộng cột trong bảng", "sum")


def _cell_of(context: Context, told: Told, passage: Passage, figure: Figure, column: int | None) -> Cell | None:
    """Đảng bộ xã Phước Thới có 214 đảng viên: what the row named right before says in the column of the noun."""
    word: frozenset[str] = frozenset() if figure.noun else frozenset({next_word(context, figure)} - {""})
    lead = words_of(context.folded[passage.sentence.start : max(figure.end, figure.after)].rpartition(";")[2])
    place = own_column(told, figure, column, lead, word)
    row = row_named_last(context, told, max(passage.sentence.start, figure.start - NEAR), figure.start)
    after = figure.after if figure.noun else figure.end + sum(len(one) + 1 for one in word)
    if not ALL_OF_THEM.match(context.folded, after):
        return None
    if place is None or row is None or place >= len(row) or OF_SOME.search(context.folded, figure.start - NEAR // 2, after + NEAR // 4):
        return None
    label = label_of(row)
    behind = context.folded.rfind(label, passage.sentence.start, figure.start) + len(label)
    return (
        row[place]
        if re.fullmatch(r"(?: (?:hiện|đã|thì|cũng|kết nạp))* (?:có|là|đạt|được|kết nạp) ", context.folded[behind : figure.start])
        else None
    )


def _above(context: Context, told: Told, passage: Passage, figure: Figure, above: re.Match[str]) -> Iterator[Claim]:
    """…, đông hơn Đảng bộ xã An Hòa Đông 27 đảng viên: between the row named before and the one it is held against."""
    column = own_column(told, figure, None, words_of(context.folded[passage.sentence.start : figure.after].rpartition(";")[2]))
    now = row_named_last(context, told, passage.sentence.start, above.start())
    then = row_named_last(context, told, above.end("verb"), figure.start)
    if column is None or now is None or then is None or now is then:
        return
    values = value_of(now, column), value_of(then, column)
    told_of_it = [f for f in passage.figures if f.kind == "count" and figure.start - NEAR < f.start < above.start()]
    if told_of_it and not any(f.value == values[0] or swapped(f.value, values[0] or f.value) for f in told_of_it[-1:]):
        return  # có 142 hộ nghèo, nhiều hơn xã Mỹ Lợi 18 hộ: of others than the column counts
    if values[0] is not None and values[1] is not None:
        gap = (values[0] - values[1]) * (-1 if above["verb"] in DOWN else 1)
        yield _claim(context, figure, gap, [now[column], then[column]], "Hiệu hai ô trong bảng", "difference")


def _moved(context: Context, told: Told, passage: Passage, figure: Figure, column: int, sign: int) -> Iterator[Claim]:
    """tăng 6 đồng chí so với năm 2022: between the row named last in the sentence, or the last row, and the one it is measured from."""
    since = SINCE.match(context.folded[figure.after or figure.end : passage.sentence.end].lstrip())
    tail = context.folded[figure.end : min(passage.sentence.end, figure.end + 60)]
    lead = context.folded[passage.sentence.start : figure.start]
    first = SINCE_YEAR.match(lead) if since is None else None
    if first is not None:  # so với năm 2018, năm 2022 số hộ nghèo giảm 1.005 hộ
        tail, lead = first["then"], lead[first.end("then") :]
    elif since is None:
        return
    then = row_of(told, {*YEAR.findall(tail)} or words_of(since[0] if since else ""))
    now = row_of(told, {*YEAR.findall(lead)} or words_of(lead)) or (told.rows[-1][1] if YEAR.findall(tail) else None)
    if then is None or now is None or then is now:
        return
    values = value_of(now, column), value_of(then, column)
    if values[0] is not None and values[1] is not None:
        gap = (values[0] - values[1]) * sign
        yield _claim(context, figure, gap, [now[column], then[column]], "Hiệu hai ô trong bảng", "difference")


def _against_plan(context: Context, told: Told, figure: Figure, clause: str, sign: int) -> Iterator[Claim]:
    """Toàn huyện thực hiện 378 ha, vượt kế hoạch 18 ha: the columns of plan and result, in the row that is named or the total row."""
    plans = [place for name, place in told.columns if name & PLANNED]
    results = [place for name, place in told.columns if name & DONE]
    totals = [row for row in told.table.body if TOTAL.search(label_of(row))]
    row = row_of(told, words_of(clause)) or (totals[0] if len(totals) == 1 else None)
    if len(plans) != 1 or len(results) != 1 or row is None:
        return
    plan, result = value_of(row, plans[0]), value_of(row, results[0])
    if plan is not None and result is not None and str(result).split("/")[0] in re.sub(r"[.,]", "", clause):
        yield _claim(context, figure, (result - plan) * sign, [row[results[0]], row[plans[0]]], "Hiệu hai ô trong bảng", "difference")


def _average(context: Context, told: Told, figure: Figure, clause: str) -> Iterator[Claim]:
    """Các chi bộ thôn có bình quân 22,6 đảng viên/chi bộ: the column of what is counted by the column of what it is divided among."""
    totals = [row for row in told.table.body if TOTAL.search(label_of(row))]
    row = row_of(told, words_of(clause)) or (totals[0] if len(totals) == 1 and OF_ALL_ROWS.match(clause) else None)
    per = re.search(
        r"(?:/\s?|\bmỗi |\bmột )(?P<each>[^\W\d]+(?: [^\W\d]+)?)",
        context.folded[max(0, figure.start - 40) : figure.after + 24],
    )
    if row is None or per is None:
        return
    each = words_of(per["each"])
    overs = [place for name, place in told.columns if name <= each]
    own = [place for name, place in told.columns if name <= words_of(figure.noun) and place not in overs]
    if len(overs) != 1 or len(own) != 1:
        return
    total, over = value_of(row, own[0]), value_of(row, overs[0])
    if total is not None and over:
        yield _claim(context, figure, total / over, [row[own[0]], row[overs[0]]], "Theo bảng", "average")


def _claim(context: Context, figure: Figure, right: Fraction, cells: list[Cell], lead: str, kind: str) -> Claim:
    wrong = fit(right, figure.value, figure.step) == "off"
    stated = context.written(figure)
    text = f"{lead} ({', '.join(cell.text for cell in cells)}) = {vn(right, figure.decimals)}" + (
        f"; văn bản ghi {stated}" if wrong else ""
    )
    figures = [figure, *(Figure("count", *inner_of(context, cell), cell.number.value) for cell in cells if cell.number)]
    verdict = VERDICTS["off" if wrong else "exact"]
    return context.claim((figure.start, figure.after or figure.end), kind, verdict, text, stated, vn(right, figure.decimals), figures)


def _rows_counted(context: Context, told: Told, passage: Passage) -> Iterator[Claim]:
    """Như vậy ba hội viên đã góp 35,7 triệu đồng: how many rows the table has, and what its total row says."""
    lead = ROWS.match(context.folded, passage.sentence.start, passage.sentence.end)
    found = next(counted(context.folded, lead.end(), passage.sentence.end), None) if lead else None
    if lead is None or found is None or found.start != lead.end() or not told.table.heads:
        return
    column = next((c for c, cell in enumerate(told.rows[0][1]) if cell.number is None and len(cell.text) > 1), None)
    head = head_of(told.table.heads, column).strip() if column is not None else ""
    if column is None or not head or not context.folded[found.start : passage.sentence.end].partition(" ")[2].startswith(head):
        return
    rows, stated = len(told.rows), context.written(found)
    if abs(found.value - rows) > ROWS_OFF or (found.value < rows and not lead[0].strip()):
        return
    wrong = found.value != rows
    text = f"Bảng có {rows} dòng" + (f"; văn bản ghi {stated}" if wrong else "")
    span = found.start, found.after
    yield context.claim(span, "enumeration", VERDICTS["off" if wrong else "exact"], text, stated, str(rows), [found])
    yield from _total_told(context, told, passage, found)


def _total_told(context: Context, told: Told, passage: Passage, rows: Figure) -> Iterator[Claim]:
    """… đã góp 35,7 triệu đồng: the total row of a column, but for two digits changed about."""
    totals = [row for row in told.table.body if TOTAL.search(label_of(row))]
    figures = [f for f in passage.figures if f.kind == "count" and not f.hedge and f.start > rows.after]
    if len(totals) != 1 or len(figures) != 1:
        return
    cells = [(cell, value) for c, cell in enumerate(totals[0]) if cell.number and (value := value_of(totals[0], c))]
    figure = figures[0]
    scaled = [(cell, value * factor) for cell, value in cells for factor in (1, 1000, 10**6)]
    if any(value == figure.value for _, value in scaled):
        return
    turned = [(cell, value) for cell, value in scaled if swapped(figure.value / figure.step, value / figure.step)]
    if len(turned) == 1:
        yield _claim(context, figure, turned[0][1], [turned[0][0]], "Dòng tổng của bảng", "repeat")

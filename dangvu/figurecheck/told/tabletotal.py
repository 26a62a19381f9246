"""What the sentence before a table tells, against its total row: khai giảng 12 lớp với 684 học viên, as the columns of that name say.

One of its counts, at least, must be that of the total row; then the others of such columns are to be, too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import words_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import swapped
from dangvu.figurecheck.tables.derived import NOT_ADDED, head_of, value_of
from dangvu.figurecheck.tables.tables import TOTAL, Table, inner_of, label_of, tables_of
from dangvu.figurecheck.told.twice import told_again

APART = re.compile(r"\b(?:trong đó|riêng|cùng kỳ|năm trước|so với|tăng|giảm|thêm|kế hoạch|chỉ tiêu|mỗi|bình quân|còn|trước)\b")
OF_A_PART = re.compile(r"\b(?:riêng|trong đó) (?:trong )?(?:năm|quý|tháng|kỳ|nhiệm kỳ|\d+ tháng)\b(?! trước)[^.;]*(?:như sau|sau đây|bảng)")
"""The table is of one year of those that the sentence tells of."""
BACK, PARAGRAPHS, FEWEST = 4, 2, 3


def judge_table_totals(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """The last sentences before each table with one total row."""
    starts = [passage.sentence.start for passage in context.passages]
    for table in tables_of(context):
        totals = _totals(context, table)
        place = bisect_left(starts, table.start)
        if not totals or not place:
            continue
        last = context.passages[place - 1].paragraph
        for passage in reversed(context.passages[max(0, place - BACK) : place]):
            if last - passage.paragraph < PARAGRAPHS:
                yield from _judge(context, passage, totals, alarmed)
                told = {figure.value for figure in passage.figures}
                totals = [one for one in totals if one[1].value not in told]  # what stands nearer to the table tells its total


def _totals(context: Context, table: Table) -> list[tuple[set[str], Figure]]:
    """The words over each column with the figure of the total row."""
    rows = [row for row in table.body if TOTAL.search(label_of(row))]
    if len(rows) != 1 or len(table.body) < FEWEST or not table.heads:
        return []
    found = []
    for column, cell in enumerate(rows[0]):
        head, value = head_of(table.heads, column), value_of(rows[0], column)
        if cell.number is not None and value and not NOT_ADDED.search(head):
            found.append((words_of(head), Figure("count", *inner_of(context, cell), value, cell.number.step)))
    return found


def _judge(context: Context, passage: Passage, totals: list[tuple[set[str], Figure]], alarmed: Marks) -> Iterator[Claim]:
    if OF_A_PART.search(context.folded, passage.sentence.start, passage.sentence.end):
        return
    pairs = []
    for figure in passage.figures:
        lead = context.folded[max(passage.sentence.start, figure.start - 60) : figure.start]
        plain = figure.kind == "count" and not figure.hedge and figure.noun and figure.group not in ("time", "money")
        if not plain or APART.search(re.split(r"[,;.:(]", lead)[-1]):
            continue
        columns = [total for words, total in totals if set(figure.noun.split()) <= words]
        if len(columns) == 1:
            pairs.append((figure, columns[0]))
    told = {total.start for _, total in pairs}
    right = [figure for figure, total in pairs if figure.value == total.value]
    for figure, total in pairs if len(told) == len(pairs) else ():
        sure = right and figure not in right
        turned = len(totals) == 1 and swapped(figure.value, total.value)
        if (sure or turned) and context.source.back(figure.start, figure.end) not in alarmed:
            yield told_again(context, figure, total)

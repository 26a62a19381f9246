"""Two columns in a row of words: 68 lớp với 2.134 học sinh (mầm non 14 lớp, 389 cháu; tiểu học 32 lớp, 986 học sinh; …).

Where the one column comes out, the rows are all there, and the other column must come out too; no noun is asked but the first one's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.sums.added import sum_claim

NUMBER = r"\d{1,3}(?:\.\d{3})+|\d{1,6}"
PAIR = rf"(?P<one>{NUMBER})\s(?P<first>[^\W\d]+(?: [^\W\d]+){{0,3}}?)(?:,| với| và|,? có)\s(?P<other>{NUMBER})\s(?P<second>[^\W\d]+)"
HEAD = re.compile(rf"(?<![\d.,/]){PAIR}(?P<words>(?: [^\W\d]+){{0,4}})(?:\s\(|,?\s(?:gồm|bao gồm|chia ra|trong đó|cụ thể)(?: có)?:?\s|:\s)")
ROW = re.compile(rf"(?P<label>[^\d;:()]{{0,60}}(?<=\s)|){PAIR}(?:\s[^\W\d]+){{0,3}}")
MOST, FEWEST = 12, 2


def judge_paired(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """Every pair of totals with rows of pairs behind it."""
    for passage in context.passages:
        if context.folded.find(";", passage.sentence.start, passage.sentence.end) < 0:
            continue
        for head in HEAD.finditer(context.folded, passage.sentence.start, passage.sentence.end):
            bracket = head[0].endswith("(")
            end = context.reader.closed.get(head.end() - 1, 0) - 1 if bracket else passage.sentence.end
            rows = _rows(context, head, end) if end > head.end() else []
            if FEWEST <= len(rows) <= MOST:
                yield from _judge(context, head, rows, alarmed)


def _rows(context: Context, head: re.Match[str], end: int) -> list[re.Match[str]]:
    """The rows, each with the first noun of the head; none where something else stands between."""
    rows, at = [], head.end()
    for piece in context.folded[head.end() : end].split(";"):
        inner = piece.strip(" .\n")
        start = at + piece.index(inner) if inner else at
        row = ROW.fullmatch(context.folded, start + (3 if inner.startswith("và ") else 0), start + len(inner))
        at += len(piece) + 1
        if row is None or row["first"].split()[0] != head["first"].split()[0]:
            return []
        rows.append(row)
    return rows


def _judge(context: Context, head: re.Match[str], rows: list[re.Match[str]], alarmed: Marks) -> Iterator[Claim]:
    columns = [[_figure(match, name) for match in (head, *rows)] for name in ("one", "other")]
    right = [whole.value == sum((part.value for part in parts), Fraction(0)) for whole, *parts in columns]
    if not any(right):
        return
    for fits, (whole, *parts) in zip(right, columns, strict=True):
        if fits or not {context.source.back(f.start, f.end) for f in (whole, *parts)} & alarmed:
            yield sum_claim(context, whole, parts)


def _figure(match: re.Match[str], name: str) -> Figure:
    value = Fraction(int(match[name].replace(".", "")))
    return Figure("count", match.start(name), match.end(name), value, after=match.end(name))

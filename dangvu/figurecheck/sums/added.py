"""A total beside the parts that were added up."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading.figures import Figure


def sum_claim(context: Context, total: Figure, parts: Iterable[Figure], span: tuple[int, int] | None = None) -> Claim:
    """The parts and what they make, and by how much the total is off; `span` where the parts stand apart from it."""
    figures, stated = [total, *parts], context.written(total)
    added = sum((part.value for part in figures[1:]), Fraction(0))
    text = " + ".join(context.written(part) for part in figures[1:]) + f" = {vn(added)}"
    wrong = added != total.value
    text += f"; văn bản ghi {stated}, lệch {vn(abs(added - total.value))}" if wrong else ""
    return context.claim(span or context.covering(*figures), "sum", VERDICTS["off" if wrong else "exact"], text, stated, vn(added), figures)

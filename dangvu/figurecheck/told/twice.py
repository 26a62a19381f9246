"""A figure beside the earlier one that it takes up."""

from __future__ import annotations

from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading.figures import Figure


def told_again(context: Context, again: Figure, first: Figure, slip: str = "") -> Claim:
    """Right where both are the same; `slip` says how they differ."""
    one, other = context.written(first), context.written(again)
    same = first.value == again.value
    text = f"Chỗ trước ghi {one} {first.noun}".rstrip() + ("" if same else f", chỗ này ghi {other}: cùng một nội dung{slip}")
    span = again.start, again.after or again.end
    return context.claim(span, "repeat", VERDICTS["exact" if same else "off"], text, other, one, [again, first])

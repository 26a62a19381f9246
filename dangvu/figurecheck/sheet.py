"""A printed page as it stands on paper: words and ruled lines with their places (points, from the lower left corner)."""

from __future__ import annotations

from typing import NamedTuple


class Box(NamedTuple):
    """A place on the page; a ruled line is a very thin one."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """From foot to head."""
        return self.top - self.bottom

    @property
    def middle(self) -> tuple[float, float]:
        """Across and up."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


class Word(NamedTuple):
    """Letters without a blank; `apart` is false where the file has no blank before it, as before the mark of a note."""

    box: Box
    text: str
    apart: bool = True


class Sheet(NamedTuple):
    """The words in the order of the file, the boxes of its thin shapes and frames, and how wide the paper is."""

    words: list[Word]
    rules: list[Box]
    width: float

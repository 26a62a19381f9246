"""A printed page as it stands on paper: words and ruled lines with their places (points, from the lower left corner)."""

from __future__ import annotations

from typing import NamedTuple

DOT = 2.6, 8.0  # points across


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
    def is_dot(self) -> bool:
        """Whether it is as small and as wide as high as the dot before an entry of a list, which browsers draw."""
        width = self.right - self.left
        return DOT[0] <= width <= DOT[1] and DOT[0] <= self.height <= DOT[1] and abs(width - self.height) < 1

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

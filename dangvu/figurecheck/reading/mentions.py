"""What a sentence says of its counts: percentages, changes, and lists of parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.nouns import DIMENSIONS
from dangvu.figurecheck.reading.pieces import Piece

ELLIPSIS = re.compile(
    r"\.\.\.|…|v\.\s?v|vân vân|\bnhư\b(?! (?:vậy|sau|trên|thế))|(?<!gương )(?<!cá nhân )(?<!tập thể )điển hình(?! tiên tiến)|"
    r"tiêu biểu là|chủ yếu|phần lớn|chẳng hạn|nổi bật"
)


@dataclass(slots=True, eq=False)
class Mention:
    """A count or ratio with the words of its piece and what was said about it."""

    figure: Figure
    piece: Piece
    label: str
    group: str
    named: bool
    peers: list[Mention] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage said of a count; `tail` are the words after it, `verb` what stands before it.

    `of` is the whole that "trong số đó" means.
    """

    percent: Figure
    verb: str
    tail: str
    end: int
    of: Mention | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """tăng 20 đồng chí (15,38%) so với cùng kỳ: the pieces that speak of it."""

    verb: str
    figures: tuple[Figure, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Move:
    """A figure that says by how much, its direction, and the words before it in its clause."""

    by: Figure
    sign: int
    subject: set[str]


@dataclass(slots=True, eq=False)
class Listing:
    """Parts under a cue; `heads` are the counts they may be parts of, the nearest first; the first `near` of them stand right before it.

    `more` are counts after the list that may still belong to it; `nested` = a list inside it ended at a semicolon, so that what follows
    may belong to either.
    """

    cue: str
    heads: list[Mention]
    near: int
    items: list[Mention]
    start: int
    end: int
    semicolons: bool = False
    nested: bool = False
    more: list[Mention] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Reading:
    """What one sentence (or bracket, or note) says; `rates` are percentages that stand for themselves."""

    mentions: list[Mention] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    rates: list[Mention] = field(default_factory=list)


def compatible(head: Mention, item: Figure) -> bool:
    """Whether the item can be counted inside the head."""
    if not item.group or not head.group:
        return True
    if item.group == head.group:  # 1.240 m đường, trong đó người dân hiến 2.360 m2 đất
        return item.group != "measure" or DIMENSIONS.get(head.figure.noun) == DIMENSIONS.get(item.noun)
    if item.noun == "lượt" and head.group in ("person", "organisation"):
        return True
    if head.figure.noun == "đơn vị" and item.group in ("place", "hamlet"):
        return True
    return "case" in (item.group, head.group) and {item.group, head.group} & {"person", "organisation"} != set()

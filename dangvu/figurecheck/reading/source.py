"""The text of a report in one spelling, with the way back to the characters it came from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

# The old place of the tone mark in an open syllable (hoà, uỷ) and the new one (hòa, ủy): two letters each, so positions stay.
OLD_TONES = re.compile(r"(?<!q)(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)")
OLD_FORMS = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
NEW_FORMS = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
NEW_TONES = {OLD_FORMS[i : i + 2]: NEW_FORMS[i : i + 2] for i in range(0, len(OLD_FORMS), 3)}
RAISED = re.compile(r"(?<=[mM])[²³]")
PLAIN_SIGNS = str.maketrans("–—−‒“”„«»’‘", '----"""""\'\'')
RAISED_MARKS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "*********")
"""What is raised behind a word is the mark of a note, no letter of the word."""
SIGNS = PLAIN_SIGNS | RAISED_MARKS
CAPITAL = "[A-Z" + "".join(sign for sign in map(chr, range(0xC0, 0x1EFA)) if sign.isupper()) + "]"
"""A capital letter of the alphabet; the range from À to Ỹ holds small letters too."""


def words(text: str) -> frozenset[str]:
    """The words of a plain list."""
    return frozenset(text.split())


def fold(text: str) -> str:
    """Lower case, plain dashes and quotes, new tone places: as long as the composed text it was made from."""
    lower = RAISED.sub(lambda sign: "2" if sign[0] == "²" else "3", text.lower())
    if len(lower) != len(text):  # a capital such as İ becomes two characters
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return OLD_TONES.sub(lambda old: NEW_TONES[old[1]], lower.translate(SIGNS))


@dataclass(frozen=True, slots=True)
class Source:
    """A composed text and its folded twin of equal length; `origin` maps a position back when the given text was decomposed."""

    text: str
    folded: str
    given: str
    origin: tuple[int, ...] | None

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The same span in the text as it was given."""
        return (start, end) if self.origin is None else (self.origin[start], self.origin[end])

    def quote(self, start: int, end: int) -> str:
        """The words of the span as they were given."""
        first, last = self.back(start, end)
        return self.given[first:last]


def read(text: str) -> Source:
    """Compose accents (NFC) and fold; the given text is kept for quoting."""
    if unicodedata.is_normalized("NFC", text):
        return Source(text, fold(text), text, None)
    starts = [i for i, c in enumerate(text) if i == 0 or not unicodedata.combining(c)]
    pieces: list[str] = []
    origin: list[int] = []
    for start, end in pairwise([*starts, len(text)]):
        piece = unicodedata.normalize("NFC", text[start:end])
        pieces.append(piece)
        origin += [start] * len(piece)
    composed = "".join(pieces)
    return Source(composed, fold(composed), text, (*origin, len(text)))

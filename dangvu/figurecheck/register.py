"""What the check may know of the world outside the report: documents and populations; the registers themselves live elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from dangvu.figurecheck.reading.source import fold

PLENUM = re.compile(r"(?:hội nghị )?trung ương (?P<number>\d{1,2})\s?,?\s*\(?(?:khóa|khoá) (?P<term>[ivx]+)\)?")


@dataclass(frozen=True, slots=True)
class Population:
    """How many people live where a count of a report was taken; `source` says by which count (Vietnamese)."""

    people: int
    source: str = ""


PopulationOf = Callable[[tuple[int, int]], Population | None]
"""The population that a count in these characters of the text is a share of; None where that is not known."""


@dataclass(frozen=True, slots=True)
class RegisteredDocument:
    """A document as the register names it: "Kết luận", "21-KL/TW"; `plenum` is "4 khóa XIII" where that session issued it."""

    type: str
    symbol: str
    issued_on: date | None = None
    issuer: str = ""
    title: str = ""
    plenum: str = ""

    @property
    def key(self) -> str:
        """The symbol without blanks and leading noughts, folded."""
        return plain_symbol(self.symbol)

    @property
    def session(self) -> tuple[int, str] | None:
        """The plenum of the Central Committee as (number, term), from `plenum` or the title."""
        text = fold(self.plenum)
        short = re.fullmatch(r"\W*(\d{1,2})\W*(?:khóa\s)?([ivx]+)\W*", text)
        if short:
            return int(short[1]), short[2]
        match = PLENUM.search(text) or PLENUM.search(fold(self.title))
        return (int(match["number"]), match["term"]) if match else None


def plain_symbol(written: str) -> str:
    """01 - KL/TW and 1-kl/tw are one symbol."""
    return re.sub(r"\s", "", fold(written)).lstrip("0")


def by_symbol(documents: Iterable[RegisteredDocument]) -> dict[str, list[RegisteredDocument]]:
    """The documents of each symbol; numbers begin anew each term, so there may be several."""
    found: dict[str, list[RegisteredDocument]] = {}
    for document in documents:
        found.setdefault(document.key, []).append(document)
    return found

"""The counts around a figure, whatever the words between: what one of them would have to be for the rest to come out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import ANYTHING
from dangvu.figurecheck.reading import nouns
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention, compatible

PEOPLE = frozenset({"người", "đồng chí", "trường hợp", "cá nhân", "em", ""})
WORD = re.compile(r"[^\W\d]+")


@dataclass(slots=True)
class Told:
    """Every count of a text in its order."""

    mentions: list[Mention] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    begun: set[int] = field(default_factory=set)
    by_noun: dict[str, list[Mention]] = field(default_factory=lambda: defaultdict(list))

    def place(self, start: int) -> int:
        """How many counts stand before a character."""
        return bisect_left(self.starts, start)

    def before(self, start: int, paragraph: int, *, reach: int, most: int) -> Iterator[Mention]:
        """The last counts before a character, the nearest first, no further than some paragraphs back."""
        stop = self.place(start)
        for place in range(stop - 1, max(-1, stop - 1 - most), -1):
            if paragraph - self.passages[place].paragraph > reach:
                return
            yield self.mentions[place]


def told_in(context: Context) -> Told:
    """The counts of a text, each once."""
    seen: dict[int, tuple[Mention, Passage]] = {}
    for passage in context.passages:
        for mention in passage.reading.mentions:
            seen.setdefault(mention.figure.start, (mention, passage))
    told = Told()
    for start in sorted(seen):
        mention, passage = seen[start]
        told.mentions.append(mention)
        told.passages.append(passage)
        told.starts.append(start)
        told.begun.add(start)
        for noun in nouns_of(mention):
            told.by_noun[noun].append(mention)
    return told


def nouns_of(mention: Mention) -> frozenset[str]:
    """The noun of a count; where it has none, or one that stands for any other ("đồng chí"), the nouns its words name."""
    if mention.figure.noun not in PEOPLE:
        return frozenset({mention.figure.noun})
    return _named_by(mention.figure.noun, mention.label)


@lru_cache(maxsize=4096)
def _named_by(noun: str, label: str) -> frozenset[str]:
    return frozenset({noun, *(found[0] for found in nouns.NOUN.finditer(label))} - {""})


def of_one_noun(one: Mention, other: Mention) -> bool:
    """hộ and hộ, hộ and hộ nghèo."""
    shorter, longer = sorted((one.figure.noun, other.figure.noun), key=len)
    return bool(shorter) and (shorter == longer or longer.startswith(f"{shorter} "))


def of_one_kind(one: Figure, other: Figure) -> bool:
    """Whether two counts are of the same things."""
    if one.noun == other.noun or ({one.noun, other.noun} == {"tuổi", ""} and max(one.step, other.step) < 1):
        return True
    people = one.group == other.group == "person" or bool(
        PEOPLE & {one.noun, other.noun} and {one.group, other.group} <= {"person", "case", ""}
    )
    things = ANYTHING if {one.group, other.group} <= {"organisation", "place", "hamlet"} else ()
    return people or one.noun in things or other.noun in things


def alike(one: Mention, other: Mention) -> bool:
    """Whether two counts may be of the same things: of one noun, of people, or one of them without a noun."""
    if of_one_noun(one, other):
        return True
    if "" in (one.figure.noun, other.figure.noun):
        return bool(nouns_of(one) & nouns_of(other)) or "" in (one.group, other.group) or compatible(one, other.figure)
    return one.group == other.group == "person" or (
        compatible(one, other.figure) and PEOPLE & {one.figure.noun, other.figure.noun} != set()
    )


def words_of(text: str) -> set[str]:
    """The words of a phrase."""
    return set(WORD.findall(text))


def own_words(mention: Mention) -> str:
    """The label of a count without a lead that speaks of all of them: "Về trình độ lý luận chính trị, sơ cấp 634"."""
    return mention.label.rsplit(":", 1)[-1]

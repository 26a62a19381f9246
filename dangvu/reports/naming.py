"""Units as a report names them: by name, by code, or as "toàn tỉnh" and "toàn Đảng bộ" of the unit whose report it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dangvu.figurecheck.reading.source import Source, fold

WORD = re.compile(r"\w+(?:\.\w+)*")
PLACES = (
    "tỉnh", "thành phố", "huyện", "thị xã", "quận", "xã", "phường", "thị trấn", "ấp", "khóm", "thôn", "khu phố", "bản", "buôn", "làng",
    "sở", "ban", "văn phòng", "công an", "trường", "trung tâm", "khối",
)  # fmt: skip
BODIES = ("đảng bộ", "chi bộ", "đảng ủy")
STRANGE = re.compile(rf"(?:{'|'.join(BODIES + PLACES[:15])}) (?=[^\W\d_])")
LONGEST = 16
GAP = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a unit; several numbers where several bear the name."""

    start: int
    end: int
    units: frozenset[int]


@dataclass(frozen=True, slots=True)
class Names:
    """What units are called, by the words of the name; `general` are words that mean a unit only where no proper name follows,
    0 where it is not known whose report it is.
    """

    own: Mapping[tuple[str, ...], frozenset[int]]
    general: Mapping[tuple[str, ...], int]
    parents: Mapping[int, int]
    of: int | None = None

    def meant(self, units: frozenset[int]) -> frozenset[int]:
        """Of several that bear a name a report means its own unit, or else the only one below it."""
        if len(units) < 2 or self.of is None:
            return units
        if self.of in units:
            return frozenset([self.of])
        below = frozenset(unit for unit in units if self.stands_below(unit, frozenset([self.of])))
        return below if len(below) == 1 else units

    def stands_below(self, unit: int, upper: frozenset[int]) -> bool:
        """Whether a unit hangs under one of several."""
        seen: set[int] = set()
        while (unit := self.parents.get(unit, 0)) and unit not in seen:
            if unit in upper:
                return True
            seen.add(unit)
        return False


def _words(name: str) -> tuple[str, ...]:
    return tuple(WORD.findall(fold(name)))


def names_of(held: Iterable[tuple[int, str, str]], parents: Mapping[int, int], *, of: int | None = None) -> Names:
    """The names and codes of units; `of` is the unit whose report is read, else the only one without a unit above."""
    own: dict[tuple[str, ...], set[int]] = {}
    titles: dict[int, str] = {}
    for unit, code, name in held:
        titles[unit] = name
        for words in (_words(name), _short(name), _words(code)):
            if words:
                own.setdefault(words, set()).add(unit)
    return Names({words: frozenset(units) for words, units in own.items()}, _general(titles, parents, of), parents, of)


def _short(name: str) -> tuple[str, ...]:
    """Huyện Cầu Gỗ for Đảng bộ huyện Cầu Gỗ; nothing where the rest would be no name of a place."""
    folded = fold(name)
    body = next((body for body in BODIES if folded.startswith(body + " ")), "")
    rest = folded[len(body) + 1 :] if body else ""
    place = next((place for place in PLACES if rest.startswith(place + " ")), "")
    return _words(rest) if place else ()


def _general(titles: Mapping[int, str], parents: Mapping[int, int], of: int | None) -> dict[tuple[str, ...], int]:
    tops = [unit for unit in titles if not parents.get(unit)]
    unit = of if of is not None else tops[0] if len(tops) == 1 else None
    found: dict[tuple[str, ...], int] = dict.fromkeys([("toàn", "đảng", "bộ"), ("đảng", "bộ"), ("toàn", "chi", "bộ")], of or 0)
    seen: set[int] = set()
    while unit and unit not in seen:
        seen.add(unit)
        for words in _kinds(titles.get(unit, "")):
            found.setdefault(words, unit)
        unit = parents.get(unit)
    return found


def _kinds(name: str) -> Iterator[tuple[str, ...]]:
    """Đảng bộ tỉnh, toàn tỉnh, toàn Đảng bộ tỉnh."""
    folded = fold(name)
    for body in BODIES:
        for place in PLACES[:8]:
            if folded.startswith(f"{body} {place} "):
                yield from (_words(f"{body} {place}"), _words(f"toàn {place}"), _words(f"toàn {body} {place}"))


def named_units(source: Source, start: int, end: int, names: Names) -> list[Named]:
    """The units that a span names, in reading order; a name followed by the one above it is one mention.

    A proper name that the register does not hold is a mention of no unit, so that what follows is not taken for another's.
    """
    tokens = [match.span() for match in WORD.finditer(source.folded, start, end)]
    found: list[Named] = []
    place = 0
    while place < len(tokens):
        taken, named = _longest(source, tokens, place, names)
        if named is not None:
            _add(found, named, source.folded, names)
        place += taken
    proper = (match for match in STRANGE.finditer(source.folded, start, end) if source.text[match.end()].isupper())
    strange = (Named(*match.span(), frozenset()) for match in proper)
    known = [(one.start, one.end) for one in found]
    found += [one for one in strange if not any(first <= one.start < last for first, last in known)]
    return [replace(one, units=names.meant(one.units)) for one in sorted(found, key=lambda one: one.start)]


def _longest(source: Source, tokens: list[tuple[int, int]], place: int, names: Names) -> tuple[int, Named | None]:
    last = place
    while last + 1 < min(len(tokens), place + LONGEST) and tokens[last + 1][0] - tokens[last][1] <= GAP:
        last += 1
    words = tuple(source.folded[start:end] for start, end in tokens[place : last + 1])
    for size in range(len(words), 0, -1):
        span = tokens[place][0], tokens[place + size - 1][1]
        if units := names.own.get(words[:size]):
            return size, Named(*span, units)
        unit = names.general.get(words[:size])
        if unit is not None and _stands_alone(source, *span, bare=words[:size] == ("đảng", "bộ")):
            return size, Named(*span, frozenset([unit] if unit else ()))
    return 1, None


def _stands_alone(source: Source, start: int, end: int, *, bare: bool) -> bool:
    """No proper name follows, and it is not the noun of a count: "13 đảng bộ"."""
    if re.match(r"[ ]?[^\W\d_]", source.text[end : end + 2]) and source.text[end : end + 2].strip()[:1].isupper():
        return False
    if re.search(r"\d[ ]?$", source.text[max(0, start - 2) : start]):
        return False
    return not bare or re.match(r" (?:hiện )?(?:có|đã|kết nạp)\b", source.folded[end : end + 12]) is not None


def _add(found: list[Named], named: Named, folded: str, names: Names) -> None:
    """Đảng bộ xã An Bình, huyện Cầu Gỗ: the second only says which of the first is meant."""
    last = found[-1] if found else None
    if last is None or not re.fullmatch(r",? ?(?:\(|thuộc |trực thuộc |của )?", folded[last.end : named.start]):
        found.append(named)
        return
    below = frozenset(unit for unit in last.units if names.stands_below(unit, named.units))
    if below:
        found[-1] = Named(last.start, named.end, below)
    elif last.units & named.units:  # a name with its code behind it
        found[-1] = Named(last.start, named.end, last.units & named.units)
    else:
        found.append(named)

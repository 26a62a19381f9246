"""Headings as offices write them: which sheet is which, where its header row is, which column holds what.

A heading is compared without case, diacritics, punctuation and line breaks, with the usual abbreviations written out.
Names are listed per field in order of trust: where two columns claim one field, the name listed first wins.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dangvu.exchange import synonyms
from dangvu.exchange.countheadings import add_counts, counted, names_when
from dangvu.exchange.folding import tidy
from dangvu.exchange.header import Header, Heading
from dangvu.exchange.rows import Cell
from dangvu.exchange.ticks import group_columns
from dangvu.exchange.titles import with_days_marked

_LONGEST = 200
"""Letters of a heading; longer texts are something else."""
HEADER_WITHIN = 60
"""Rows from the top of a sheet among which its header row is sought."""

_WRITTEN_OUT = {
    "ll": "ly lich", "sll": "so ly lich", "cb": "chi bo", "dv": "dang vien", "ct": "chinh thuc", "qd": "quyet dinh", "sh": "sinh hoat",
    "tcd": "to chuc dang", "tccsd": "to chuc co so dang", "ctac": "cong tac", "sl": "so luong", "gd": "giao duc", "cmon": "chuyen mon",
    "ngaythang": "ngay thang", "hoten": "ho ten", "ngaysinh": "ngay sinh", "llct": "ly luan chinh tri", "cmnv": "chuyen mon nghiep vu",
    "kn": "ket nap", "sdv": "so dang vien",
}  # fmt: skip
_SHORTER = (
    ("ngay thang nam", "ngay"), ("ngay thang", "ngay"), ("thoi gian", "ngay"), ("so hieu", "so"), ("ma so", "ma"),
    ("ket nap vao dang", "ket nap"),
    ("giai the sap nhap", "giai the"), ("ly lich dang vien", "ly lich"), ("mien chinh thuc", "mien cong tac"),
)  # fmt: skip


class Kind(NamedTuple):
    """What one sort of sheet is recognised by; `needed` lists alternatives, any one of which is enough."""

    title: str
    needed: tuple[tuple[str, ...], ...]
    names: dict[str, tuple[str, ...]]


KINDS = {
    "units": Kind("tổ chức đảng", (("code",), ("name",), ("kind",), ("parent",)), synonyms.UNITS),
    "localities": Kind("địa bàn", (("code",), ("name",), ("level",), ("parent",)), synonyms.LOCALITIES),
    "members": Kind(
        "đảng viên",
        (
            ("record_no",),
            ("name", "family"),
            ("born", "woman_born"),
            ("sex", "woman", "man", "woman_born"),
            ("admitted", "decided", "ceremony"),
            ("official",),
            ("cell",),
        ),
        synonyms.MEMBERS,
    ),
    "movements": Kind("biến động đảng viên", (("record_no",), ("kind",), ("day",), ("from_cell",), ("to_cell",)), synonyms.MOVEMENTS),
    "meetings": Kind("sinh hoạt chi bộ", (("cell",), ("month",), ("due",), ("present",)), synonyms.MEETINGS),
}


def heading_key(heading: str) -> str:
    """A heading as it is compared."""
    words = [_WRITTEN_OUT.get(word, word) for word in with_days_marked(heading, short=False).split()]
    key = " ".join(word for word in words if word != "hoac")
    for long, short in _SHORTER:
        key = key.replace(long, short)
    return key


@lru_cache(maxsize=1 << 12)
def folded(heading: str) -> Heading:
    """A heading with the ways in which it may be known; a rate is nothing but a rate. Rows are read in several ways."""
    if not heading:
        return _NONE
    if "%" in heading:
        return Heading(heading, (f"{heading_key(heading)} phan tram",))
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", heading)
    forms = (heading, bare, re.sub(r"^\s*[\divxIVX]+[.)\-]\s*", "", bare))
    return Heading(heading, tuple(dict.fromkeys(map(heading_key, forms))))


_NONE = Heading()


def _claims(kind: Kind) -> dict[str, list[tuple[int, str]]]:
    claims: dict[str, list[tuple[int, str]]] = {}
    for field, names in kind.names.items():
        for rank, name in enumerate(names):
            entry = claims.setdefault(heading_key(name), [])
            if all(other != field for _, other in entry):
                entry.append((rank, field))
    return claims


_CLAIMS = {name: _claims(kind) for name, kind in KINDS.items()}


def columns_of(kind: str, headings: Sequence[Heading]) -> dict[str, int]:
    """The column of each field that a row of headings names; each column serves one field, the most trusted name first."""
    claims = _CLAIMS[kind]
    offers = sorted(
        (rank, order, column, field)
        for column, heading in enumerate(headings)
        for order, key in enumerate(heading.keys)
        for rank, field in claims.get(key, ())
    )
    columns: dict[str, int] = {}
    for _, _, column, field in offers:
        if field not in columns and column not in columns.values():
            columns[field] = column
    if kind == "localities":
        add_counts(headings, columns)
    if len(columns) >= 2:
        _add_wordy(kind, headings, columns)
    return columns


_PADDING = {
    "cua", "dang", "vien", "hien", "nay", "tai", "neu", "co", "ghi", "ro", "nguoi", "la", "duoc", "bi", "va", "o", "theo", "cho", "so",
    "ngay",
}  # fmt: skip
"""Words that a heading may have beside a known name without meaning anything else."""
_NAMES_IN_WORDS = {
    kind: [(frozenset(key.split()), rank, field) for key, claims in found.items() for rank, field in claims]
    for kind, found in _CLAIMS.items()
}


def _add_wordy(kind: str, headings: Sequence[Heading], columns: dict[str, int]) -> None:
    """Find fields still lacking in headings that are a known name with padding, in any order; the longest name wins."""
    offers = []
    for column, heading in enumerate(headings):
        if column in columns.values() or not heading.keys:
            continue
        said = frozenset(heading.keys[-1].split())
        for name, rank, field in _NAMES_IN_WORDS[kind]:
            if field not in columns and len(name) > 1 and name <= said and said - name <= _PADDING:
                offers.append((-len(name), len(said), rank, column, field))
    for _, _, _, column, field in sorted(offers):
        if field not in columns and column not in columns.values():
            columns[field] = column


def _lacking(kind: str, columns: dict[str, int]) -> tuple[str, ...]:
    needed = KINDS[kind].needed
    return tuple(KINDS[kind].names[fields[0]][0] for fields in needed if not any(field in columns for field in fields))


def find_header(cells: Sequence[Sequence[Cell]]) -> Header | None:
    """The row near the top that reads best as the header of one of the five sheets; none meets more than half of the needs of any.

    A header of two rows, with groups of columns above, is read as its lower row, each heading after that of its group.
    """
    best: tuple[float, int, int, Header] | None = None
    above: list[str] = []
    for place, row in enumerate(cells[:HEADER_WITHIN]):
        texts = _texts(row)
        for header in (*_readings(place, texts), *_readings(place, _below_groups(above, texts), above, texts)):
            share = 1 - len(header.lacking) / len(KINDS[header.kind].needed)
            dated = sum(count.when != "" for count in map(counted, header.columns) if count)
            if share > 0.5 and (best is None or (share, len(header.columns), dated) > best[:3]):
                best = share, len(header.columns), dated, header
        above = texts
    return _with_given_names(best[3], cells) if best else None


def _with_given_names(header: Header, cells: Sequence[Sequence[Cell]]) -> Header:
    """The header with the column beside the names that has no heading of its own, where it holds their last words."""
    column = header.columns.get("name", -1) + 1
    if header.kind != "members" or not 0 < column < len(header.texts) or header.texts[column] or "given" in header.columns:
        return header
    rows = [row for row in cells[header.place + 1 : header.place + 1 + HEADER_WITHIN] if row[column - 1]]
    words = [cell for cell in (row[column] for row in rows) if isinstance(cell, str) and cell and not cell.isspace()]
    if len(words) * 2 <= len(rows):
        return header
    columns = {field: place for field, place in header.columns.items() if field != "name"}
    return header._replace(columns=columns | {"family": column - 1, "given": column})


_YEARS = range(1900, 2101)


def _texts(row: Sequence[Cell]) -> list[str]:
    """What may be headings in a row: texts, days, and numbers where every number of the row is a year."""
    years = all(cell in _YEARS for cell in row if isinstance(cell, float))
    texts = (tidy(cell) if isinstance(cell, str | date) or (years and isinstance(cell, float)) else "" for cell in row)
    return [text if len(text) <= _LONGEST else "" for text in texts]


def _below_groups(above: Sequence[str], texts: Sequence[str]) -> list[str]:
    """The headings of two rows as one; a heading of the upper row stands for its own column or for a group of columns."""
    joined, group = [], ""
    for over, text in zip(above, texts, strict=False):
        group = over or (group if text else "")
        joined.append(f"{group} {text}".strip())
    return joined


def _readings(place: int, texts: Sequence[str], above: Sequence[str] = (), below: Sequence[str] = ()) -> Iterator[Header]:
    """A row, or the two rows `above` and `below` as one, as the header of each sort of sheet of which it names three columns."""
    if sum(map(bool, texts)) < 3:
        return
    found = list(map(folded, texts))
    for kind in KINDS:
        columns = columns_of(kind, found)
        if parts := _parts(kind, found, columns):
            columns = columns_of(kind, _but(found, parts.values())) | parts
        if len(columns) < 3:
            continue
        headings = list(texts)
        for field, column in _from_below(kind, columns, above, below, found).items():
            columns[field], headings[column] = column, below[column]
        for half, other in _HALVES:
            if half in columns and other not in columns:
                del columns[half]
        if kind == "members":
            columns |= group_columns(found, columns)
        yield Header(place, tuple(headings), kind, columns, _lacking(kind, columns), place - bool(above))


def _but(headings: Sequence[Heading], columns: Collection[int]) -> list[Heading]:
    return [_NONE if column in columns else heading for column, heading in enumerate(headings)]


_DAYS = {
    "units": ("founded", "ended"), "localities": ("day",), "movements": ("day",), "meetings": (),
    "members": ("born", "admitted", "decided", "ceremony", "official", "exempt_from"),
}  # fmt: skip
_PARTS = {"ngay", "thang", "nam"}


def _parts(kind: str, headings: Sequence[Heading], columns: dict[str, int]) -> dict[str, int]:
    """Days in three columns side by side, headed as day, month and year of the same thing: `born/month` and `born/year` beside `born`.

    Without its marks “Năm” is “Nam”: what the year's column seems to say of men is not said.
    """
    found: dict[str, int] = {}
    taken = {column for field, column in columns.items() if field not in {"man", "man_born"}}
    for field in _DAYS[kind]:
        first = columns.get(field, len(headings))
        words = [set(heading.keys[-1].split()) if heading.keys else set() for heading in headings[first : first + 3]]
        if len(words) < len(_PARTS) or {first + 1, first + 2} & taken:
            continue
        day, month, year = words
        if "ngay" in day and "thang" in month and "nam" in year and month - _PARTS == year - _PARTS and month - _PARTS <= day:
            found |= {f"{field}/month": first + 1, f"{field}/year": first + 2}
    return found


_HALVES = (("family", "given"), ("woman_born", "man_born"), ("man_born", "woman_born"))
"""Fields that say something only beside another."""


def _from_below(
    kind: str, columns: dict[str, int], above: Sequence[str], below: Sequence[str], headings: Sequence[Heading]
) -> dict[str, int]:
    """Fields still lacking, by the lower of two rows alone: the heading to the left above need not stand over a column without one.

    Below a heading of its own only what the sheet cannot do without is sought, and no count below a day or a year, which is its own.
    """
    used = {*columns.values(), *(place for place, heading in enumerate(headings) if kind == "localities" and names_when(heading))}
    free = _but(list(map(folded, below)), used)
    needed = {field for fields in KINDS[kind].needed for field in fields} | {"year", *(other for _, other in _HALVES)}
    found = columns_of(kind, free) if any(heading.keys for heading in free) else {}
    return {field: place for field, place in found.items() if field not in columns and (field in needed or not above[place])}

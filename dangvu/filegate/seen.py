"""What the gate has seen of a workbook that its reader does not tell: cells whose formula failed, and the day from which days count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from dangvu.filegate.limits import Limits
from dangvu.filegate.refused import Refused, damaged, too_large
from dangvu.filegate.sheets import column_number, may_hold_errors
from dangvu.filegate.workbook import LINK, attributes

_SHEET = re.compile(rb"<(?:\w{1,32}:)?sheet\s([^>]*)>")
_PROPERTIES = re.compile(rb"<(?:\w{1,32}:)?workbookPr\s([^>]*)>")
_FAILED = re.compile(rb"""<(?:\w{1,32}:)?c(?=\s)([^>]*\st\s*=\s*["']e["'][^>]*)(?<!/)>""")
_PLACE = re.compile(rb"""\sr\s*=\s*["']\$?([A-Za-z]{1,9})\$?(\d{1,9})["']""")
_SAYS = re.compile(rb"<(?:\w{1,32}:)?v(?:\s[^>]*)?>([^<]{1,40})<")
_END = re.compile(rb"</(?:\w{1,32}:)?c\s*>")

Errors = Mapping[tuple[int, int], str]
"""What stands in cells whose formula failed, by row and column, both from 1."""


class Seen(NamedTuple):
    """Days count from 1904 where `since_1904`; `errors` are those of each sheet, in the order of the workbook."""

    since_1904: bool
    errors: tuple[Errors, ...]


def seen_in(pieces: Iterable[bytes], links: bytes, errors: Mapping[str, Errors]) -> Seen:
    """Put together from the workbook's own part, its links to sheets and what was found in the parts by name in small letters.

    Raises Refused where formulas failed in a part that is no sheet of the workbook, for nobody could say where.
    """
    targets = {found.get("Id", ""): found.get("Target", "") for found in map(attributes, LINK.findall(links))}
    since_1904, parts = False, list[str]()
    for piece in pieces:
        for properties in map(attributes, _PROPERTIES.findall(piece)):
            since_1904 = properties.get("date1904", "").lower() in {"1", "true", "on"}
        parts += [_part(targets.get(sheet.get("id", ""), "")) for sheet in map(attributes, _SHEET.findall(piece))]
    if any(found and name not in parts for name, found in errors.items()):
        raise damaged()
    return Seen(since_1904, tuple(errors.get(part, {}) for part in parts))


def _part(target: str) -> str:
    """The part that a link of the workbook leads to, in small letters."""
    name = target.lower().removeprefix("/")
    return name if name.startswith("xl/") else f"xl/{name}"


def errors_of(pieces: Callable[[], Iterator[bytes]], limits: Limits) -> Errors:
    """The cells of a sheet whose formula failed; raises Refused where one does not say where it stands."""
    found: dict[tuple[int, int], str] = {}
    rest = b""
    for piece in pieces():
        whole, rest = rest + piece, b""
        for failed in _FAILED.finditer(whole) if may_hold_errors(whole) else ():
            end = _END.search(whole, failed.end())
            if end is None and failed.start():
                rest = whole[failed.start() :]
                break
            place = _PLACE.search(b" " + failed[1])
            if place is None:
                raise _without_place()
            says = _SAYS.search(whole, failed.end(), end.start() if end else len(whole))
            found[int(place[2]), column_number(place[1])] = says[1].decode("utf-8", "replace") if says else "#N/A"
        if len(found) > limits.errors:
            raise too_large(f"có hơn {limits.errors} ô công thức báo lỗi")
    return found


def _without_place() -> Refused:
    return Refused(
        "errors_without_place",
        "Có ô công thức báo lỗi (#N/A, #REF! …) nhưng tệp không ghi vị trí ô nên không chỉ ra được; "
        "hãy mở bằng Excel, sửa các ô báo lỗi, lưu lại rồi nộp lại.",
    )

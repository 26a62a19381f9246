"""In what ways people are read, and the right by which."""

from __future__ import annotations

from collections.abc import Mapping

RIGHT_OF: Mapping[str, str] = {
    "file": "see",
    "list": "see",
    "search": "see",
    "records": "see",
    "export": "export",
    "unmask": "unmask",
    "own": "own",
}
"""Each kind of reading with the right that a mandate carries under which it is done; a file, a list, what a search found, the
records behind a figure, what is taken out of the register, one masked value, one's own record."""

KINDS = tuple(RIGHT_OF)
OWN = "own"

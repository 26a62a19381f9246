"""Translations: which texts an application has, the catalogue with their English, and the compiled form that is read.

`python -m tests.house.catalogues` adds texts that are new, drops those that are gone, and compiles. The compiled catalogue is kept beside
its source: a bare Debian has no gettext, and two commands must do to start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from dangvu.periods.clock import HANOI
from tests.house.stack import ROOT

SOURCE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
COMPILED = SOURCE.with_suffix(".mo")
DECLARED = ("accounts", "api", "pages", "readings", "web")
"""Applications whose every text has its English; one is added when it does."""

KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "gettext_noop": None}

BEGUN = datetime(2026, 11, 27, tzinfo=HANOI)
HEADER: dict[str, Any] = {
    "project": "dangvu", "version": "1", "header_comment": "# English of the texts; the texts themselves are Vietnamese.", "fuzzy": False,
    "creation_date": BEGUN, "revision_date": BEGUN, "last_translator": "-", "language_team": "-",
    "msgid_bugs_address": "-", "charset": "utf-8",
}  # fmt: skip
"""The same whenever it is made, so that the compiled form is the same too."""

Text = str | tuple[str, ...]


def texts(application: str) -> dict[Text, set[str]]:
    """Every text of an application as it is looked up, and the files in which it stands; plural texts are pairs."""
    folder, found = ROOT / "dangvu" / application, dict[Text, set[str]]()
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("templates/**/*.html")]):
        for text in _texts_of(path):
            found.setdefault(text, set()).add(path.relative_to(ROOT).as_posix())
    return found


def _texts_of(path: Path) -> Iterator[Text]:
    source = path.read_text()
    code = source if path.suffix == ".py" else _strings(templatize(source, origin=str(path)))
    for _line, text, _comments, _context in extract("python", BytesIO(code.encode()), KEYWORDS):
        yield text if isinstance(text, str) else tuple(text)


def _strings(code: str) -> str:
    """What Django makes of a template for gettext, each call on a line of its own."""
    calls = re.findall(r"""(?:n?gettext)\((?:u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")(?:,\s*)?)+(?:count)?\)""", code)
    return "\n".join(calls)


def catalogue() -> Catalog:
    """The English as it stands."""
    with SOURCE.open("rb") as file:
        return read_po(file, locale="en")


def compiled(source: Catalog) -> bytes:
    """The form that is read at run time."""
    out = BytesIO()
    write_mo(out, source)
    return out.getvalue()


def faults(source: Catalog, needed: dict[Text, set[str]]) -> list[str]:
    """Texts without English, English without a text, and places for values that differ."""
    held = {entry.id if isinstance(entry.id, str) else tuple(entry.id): entry for entry in source if entry.id}
    wrong = [f"no English: {text}" for text in needed if text not in held or not _is_full(held[text].string) or held[text].fuzzy]
    wrong += [f"stands nowhere any more: {text}" for text in held if text not in needed]
    return wrong + [f"other values: {text}" for text in needed if text in held and _values(text) != _values(held[text].string)]


def _is_full(string: Text) -> bool:
    return bool(string) if isinstance(string, str) else bool(string) and all(string)


def _values(text: Text) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]", text if isinstance(text, str) else " ".join(text)))


def needed() -> dict[Text, set[str]]:
    """The texts of all declared applications."""
    found: dict[Text, set[str]] = {}
    for application in DECLARED:
        for text, files in texts(application).items():
            found.setdefault(text, set()).update(files)
    return found


def main() -> None:
    """Bring the catalogue in step and compile it."""
    old = catalogue() if SOURCE.exists() else Catalog()
    new = Catalog(locale="en", **HEADER)
    for text, files in needed().items():
        held = old.get(text if isinstance(text, str) else text[0])
        new.add(text, string=held.string if held else None, locations=[(file, None) for file in sorted(files)])  # type: ignore[misc]
    SOURCE.parent.mkdir(parents=True, exist_ok=True)
    with SOURCE.open("wb") as file:
        write_po(file, new, width=140, omit_header=False, sort_output=True)
    COMPILED.write_bytes(compiled(catalogue()))


if __name__ == "__main__":
    main()

"""What the lines above a list say: the day on which it was closed, the day of its counts."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from dangvu.exchange.folding import plain, tidy
from dangvu.exchange.rows import Cell
from dangvu.exchange.values import SPELT, day

_DAY = re.compile(
    r"(?<!\d)\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?\d{4}|\d{4}-\d{2}-\d{2}|(?<![\d/.\-])\d{1,2}([/.\-])\d{1,2}\1\d{2}(?![\d/.\-])"
)
_SHORT_YEAR = re.compile(r"(?<=[/.\-])(?=\d{2}$)")
_SPELT = re.compile(rf"\b{SPELT}\b")
_MARK = re.compile(r"\bd\d{8}\b")
IMPOSSIBLE = "d00000000"
"""The mark of a day that there is not, such as 31/06/2022."""
_ANNOUNCING = tuple(map(re.compile, (
    r"chot so lieu|so lieu chot|ngay chot|chot ngay",
    r"thoi diem(?! (?:lap|in|xuat|tao|nop|gui|ky|trich)\b)|tinh den|tinh toi|den ngay|toi ngay|den het ngay|so lieu ngay|so lieu tai"
    r"|tai ngay|ky bao cao|den d[02]",
    r"cap nhat|thoi diem",
)))  # fmt: skip
"""Words that announce the day up to which figures hold, those first that say it best."""
_BEFORE_A_NUMBER = re.compile(r"\b(?:ngay|thoi diem|chot)(?: so lieu)?$")
"""What the text before a cell ends in where a plain number in it is a day."""
_SPAN = re.compile(r"d\d{8}(?: (?:den|toi)(?: het)?(?: ngay)?)? (d\d{8})\b")
_MONTH_END = re.compile(r"\b(?:het|cuoi) thang (\d{1,2})(?: nam)? (\d{4})\b")
_QUARTER_END = re.compile(r"\b(?:het|cuoi) quy (i{1,3}|iv|[1-4])(?: nam)? (\d{4})\b")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_COUNTS = re.compile(r"\b(?:dan so|nhan khau|ho dan|so ho|ho ngheo|ho can ngheo|so lieu)\b")
_BARE_DAY = re.compile(r"(?:ngay )?(d\d{8})")


def with_days_marked(text: str, *, short: bool = True) -> str:
    """A text for comparison, in which every day is one word such as d20220630; years of two digits lie in this century."""

    def marked(found: re.Match[str]) -> str:
        return f" {_mark(found[0])} " if short or not found[1] or found[1] == "/" else found[0]

    return _SPELT.sub(lambda found: _mark("/".join(found.groups())), plain(_DAY.sub(marked, text)))


def _mark(text: str) -> str:
    """No list was closed in the last century, so a year of two digits lies in this one."""
    found = day(text if text[:4].isdigit() else _SHORT_YEAR.sub("20", text))
    return f"d{found:%Y%m%d}" if isinstance(found, date) else IMPOSSIBLE


def day_of(mark: str) -> date | None:
    """The day of a mark; None of one that there is not."""
    return None if mark == IMPOSSIBLE else date(int(mark[1:5]), int(mark[5:7]), int(mark[7:]))


def cut_off_in(row: Iterable[Cell], *, since_1904: bool = False) -> str:
    """The mark of the day that a title line names as the one up to which the figures hold; empty text where it names none.

    It is the first day after the words that announce it best, of a span the last one; a day further on is that of some document. A plain
    number is a day only right behind a word such as “ngày”.
    """
    return _announced(_line(row, since_1904=since_1904))


def counts_day_in(row: Iterable[Cell], *, since_1904: bool = False) -> str:
    """The mark of the day of counts in a title line: one that closes a list, that stands alone, or in the name of such a list."""
    line = _line(row, since_1904=since_1904)
    bare, found = _BARE_DAY.fullmatch(line), set(_MARK.findall(line))
    return _announced(line) or (bare[1] if bare else "") or (found.pop() if len(found) == 1 and _COUNTS.search(line) else "")


def _line(row: Iterable[Cell], *, since_1904: bool) -> str:
    said: list[str] = []
    for cell in row:
        if cell != "":
            found = None if isinstance(cell, str) else day(cell, since_1904=since_1904)
            announced = not isinstance(cell, float) or (said and _BEFORE_A_NUMBER.search(plain(said[-1])))
            said.append(tidy(found if isinstance(found, date) and announced else cell))
    line = with_days_marked(" ".join(said))
    return _QUARTER_END.sub(_quarter_end, _MONTH_END.sub(lambda found: _month_end(int(found[1]), found[2]), line))


def _quarter_end(found: re.Match[str]) -> str:
    return _month_end(3 * int(_QUARTERS.get(found[1], found[1])), found[2])


def _month_end(month: int, year: str) -> str:
    """A month, or quarter, that is told as over, as the mark of its last day."""
    last = monthrange(int(year), month)[1] if 1 <= month <= 12 and year[0] in "12" else 0
    return f"ngay {_mark(f'{last}/{month}/{year}')}"


def _announced(line: str) -> str:
    for words in _ANNOUNCING:
        if found := words.search(line):
            after = _MARK.search(line, found.start())
            if after:
                span = _SPAN.match(line, after.start())
                return span[1] if span else after[0]
            before = _MARK.findall(line)
            if before:
                return str(before[-1])
    return ""

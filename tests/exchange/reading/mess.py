"""Faults put into good sheets by chance, with the rows that must be refused for them; and other ways to write a good value."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from tests.exchange.reading.province import CUT_OFF, NAMES, Row, Tables

Fits = Callable[[Row], bool]
OTHER_TRANSFER = date(2021, 5, 6)


def _none() -> dict[str, set[int]]:
    return {name: set() for name in NAMES}


@dataclass
class Mess:
    """The sheets being spoilt, the places of rows refused so far, and of rows that a fault has touched."""

    tables: Tables
    chance: random.Random
    refused: dict[str, set[int]] = field(default_factory=_none)
    touched: dict[str, set[int]] = field(default_factory=_none)

    def pick(self, sheet: str, fits: Fits = lambda row: True) -> int:
        places = [place for place, row in enumerate(self.tables[sheet]) if place not in self.touched[sheet] and fits(row)]
        place = self.chance.choice(places)
        self.touched[sheet].add(place)
        return place

    def spoil(self, sheet: str, name: str, values: tuple[object, ...], fits: Fits = lambda row: True) -> None:
        """Write a value that cannot be into a row."""
        place = self.pick(sheet, fits)
        self.tables[sheet][place][name] = self.chance.choice(values)
        self.refused[sheet].add(place)

    def repeat(self, sheet: str, names: tuple[str, ...], fits: Fits = lambda row: True) -> None:
        """Give a row the numbers of another, which refuses both."""
        one, other = self.pick(sheet, fits), self.pick(sheet, fits)
        for name in names:
            self.tables[sheet][one][name] = self.tables[sheet][other][name]
        self.refused[sheet] |= {one, other}

    def contradict_exit(self) -> None:
        place = self.pick("movements", _leaving)
        row = self.tables["movements"][place]
        row["from_cell"] = "TT.02.C1" if row["from_cell"] != "TT.02.C1" else "TT.01.C1"
        self.refused["movements"].add(place)

    def contradict_transfer(self) -> None:
        place = self.pick("movements", _single_transfer)
        row = self.tables["movements"][place]
        row["to_cell"] = "TT.02.C1" if row["to_cell"] != "TT.02.C1" else "TT.01.C1"
        self.refused["movements"].add(place)

    def report_hamlet_twice(self) -> None:
        rows = self.tables["localities"]
        sound = [row for place, row in enumerate(rows[:-1]) if place + 1 not in self.touched["localities"]]
        place = self.pick("localities", lambda row: row["day"] == date(2015, 12, 31) and row in sound)
        self.tables["localities"][place]["day"] = self.tables["localities"][place + 1]["day"]
        self.touched["localities"].add(place + 1)
        self.refused["localities"] |= {place, place + 1}


def _cell(row: Row) -> bool:
    return str(row["kind"]).startswith("Chi bộ") and not row["ended"]


def _hamlet(row: Row) -> bool:
    return row["level"] == "Ấp"


def _still(row: Row) -> bool:
    """A member without movements."""
    return str(row["record_no"]) > "000090"


def _leaving(row: Row) -> bool:
    return not row["to_cell"]


def _single_transfer(row: Row) -> bool:
    return row["day"] == OTHER_TRANSFER


def _faults(mess: Mess) -> list[Callable[[], None]]:
    spoil = partial(partial, mess.spoil)
    no_day = ("31/06/2021", "", "2021", "1/1/21", "ngày mai")
    return [
        spoil("meetings", "present", (99,)),
        spoil("meetings", "month", (13, 0, "")),
        spoil("meetings", "year", ("", 21)),
        spoil("meetings", "due", ("", "mười")),
        spoil("meetings", "present", (2.5, -1)),
        spoil("meetings", "cell", ("TT.KHONGCO", "", "TT.01")),
        partial(mess.repeat, "meetings", ("cell", "year", "month")),
        spoil("movements", "kind", ("Đi chơi", ""), _leaving),
        spoil("movements", "day", (*no_day, CUT_OFF + timedelta(1), date(1950, 1, 1)), _leaving),
        spoil("movements", "from_cell", ("TT.KHONGCO", "TT.02.X2", ""), _leaving),
        spoil("movements", "to_cell", ("TT.KHONGCO", "", "TT.01.X1.Z1"), _single_transfer),
        spoil("movements", "record_no", ("999999", ""), _leaving),
        partial(mess.repeat, "movements", ("record_no",), _single_transfer),
        mess.contradict_exit,
        mess.contradict_transfer,
        spoil("members", "cell", ("TT.KHONGCO", "", "TT.01", "TT.01.X1.Z1"), _still),
        spoil("members", "born", ("31/02/1975", "28/10/54", 1954, "1954", "", "x", date(2021, 1, 1), date(2010, 1, 1)), _still),
        spoil("members", "admitted", ("15/13/2010", "29/02/2011", "", date(2022, 7, 1), "hôm qua"), _still),
        spoil("members", "official", (date(1960, 1, 1), "31/04/2001", date(2022, 7, 1)), _still),
        spoil("members", "exempt_from", (date(1960, 1, 1), "00/01/2001"), _still),
        spoil("members", "name", ("", "   ", "\u00a0"), _still),
        spoil("members", "sex", ("?", "", "khác", 1), _still),
        spoil("members", "record_no", ("", " "), _still),
        partial(mess.repeat, "members", ("record_no",)),
        partial(mess.repeat, "members", ("card",)),
        spoil("localities", "parent", ("999", ""), _hamlet),
        spoil("localities", "population", (-5, "nhiều", 10.5), _hamlet),
        spoil("localities", "population Khmer", (90_000,), _hamlet),
        spoil("localities", "poor", (90_000,), _hamlet),
        spoil("localities", "day", no_day, _hamlet),
        spoil("localities", "name", ("",), _hamlet),
        mess.report_hamlet_twice,
        spoil("units", "parent", ("TT.99", "", "TT.01.C1"), _cell),
        spoil("units", "name", ("",), _cell),
        spoil("units", "kind", ("",), _cell),
        spoil("units", "code", ("",), _cell),
        spoil("units", "founded", ("30/02/1990", CUT_OFF + timedelta(9)), _cell),
        spoil("units", "ended", (date(1945, 1, 1),), _cell),
        spoil("units", "parent", ("TT.02.X2", "TT.99"), lambda row: row["code"] == "TT.02.X2"),
        partial(mess.repeat, "units", ("code",), _cell),
    ]


def make_mess(tables: Tables, chance: random.Random, share: float = 0.5) -> Mess:
    """Put a share of all faults into the sheets, in any order; what hangs on the refused rows is added to them."""
    mess = Mess(tables, chance)
    faults = _faults(mess)
    for fault in chance.sample(faults, int(len(faults) * share)):
        fault()
    _add_dependents(mess)
    return mess


def _add_dependents(mess: Mess) -> None:
    """Plainly and slowly, what the sheets themselves say hangs on what."""
    tables, refused = mess.tables, mess.refused

    def left(sheet: str, name: str) -> set[object]:
        return {row[name] for place, row in enumerate(tables[sheet]) if place not in refused[sheet]}

    before = -1
    while before != (before := sum(map(len, refused.values()))):
        codes, numbers = left("units", "code") - {""}, left("members", "record_no")
        for place, row in enumerate(tables["units"]):
            if row["parent"] and row["parent"] not in codes:
                refused["units"].add(place)
        for sheet in ("members", "meetings"):
            refused[sheet] |= {place for place, row in enumerate(tables[sheet]) if row["cell"] not in codes}
        for place, row in enumerate(tables["movements"]):
            if row["record_no"] not in numbers or any(row[name] and row[name] not in codes for name in ("from_cell", "to_cell")):
                refused["movements"].add(place)


_DAYS = (
    "{0.day}/{0.month}/{0.year}",
    "{0:%d/%m/%Y}",
    "{0:%d-%m-%Y}",
    "{0:%d.%m.%Y}",
    "{0.year}-{0:%m-%d}",
    " {0:%d/%m/%Y} ",
    "{0.day} / {0.month} / {0.year}",
)
_SEXES = {"Nữ": ("x", "X", "nu", "NỮ", "F", " Nữ ", "nữ"), "Nam": ("NAM", "nam", "M", "Nam\u00a0")}
_GROUPS = {
    "Khmer": ("Khơ-me", "KHMER", "Khơ me", "Khme", " khmer "),
    "Kinh": ("KINH", "kinh", "\u200bKinh"),
    "Hoa": ("hoa", "Hoa "),
    "Chăm": ("CHĂM", "Chàm"),
}
_CAREFUL = {"code", "parent", "cell", "from_cell", "to_cell", "record_no", "card", "locality"}


def otherwise(chance: random.Random, sheet: str, name: str, value: object) -> object:
    """The same value as another hand would type it."""
    if chance.random() < 0.4 or value == "":
        return value
    if isinstance(value, date):
        return (value - date(1899, 12, 30)).days if chance.random() < 0.2 else chance.choice(_DAYS).format(value)
    if isinstance(value, int):
        return chance.choice((str(value), f" {value}", float(value)))
    text = str(value)
    if name == "sex":
        return chance.choice(_SEXES[text])
    if name == "ethnicity":
        return chance.choice(_GROUPS[text])
    if name in _CAREFUL:
        return chance.choice((f" {text}", f"{text}\u00a0", text.lower() if name != "code" else text))
    ways: list[Callable[[str], str]] = [
        lambda words: f"  {words}",
        lambda words: words.replace(" ", "\u00a0"),
        lambda words: words.replace(" ", "  "),
        lambda words: unicodedata.normalize("NFD", words),
        lambda words: words + "\u200b",
    ]
    if name in {"religion", "education", "profession", "theory", "kind", "level"} or (
        (sheet, name) == ("members", "name") and chance.random() < 0.5
    ):
        ways = [str.upper, str.lower]
    return chance.choice(ways)(text)

"""Figures on either side of acts of reorganisation, each under the boundaries of the other side."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dangvu.indicators import publishing
from dangvu.indicators.evaluation import Unanswerable
from dangvu.indicators.publishing import Publication
from dangvu.indicators.suppression import Rounding
from dangvu.organisation.commands import FoundUnit
from dangvu.reorganisation import acts
from dangvu.reorganisation.commands import Reorganise
from dangvu.reorganisation.steps import Founded
from dangvu.reports.figures import Answer, figures, records
from tests.world import CELL, COMMITTEE, DAY, World, decide, newcomer, unit

ACT = date(2023, 3, 1)
EVE = ACT - timedelta(days=1)
MOVEMENTS = ("opening", "admissions", "returns_in", "transfers_in", "moved_in", "exits", "transfers_out", "moved_out", "closing")


@pytest.fixture(autouse=True)
def peopled(world: World) -> None:
    """Enough official members for cells to be founded."""
    for place in range(6):
        cell = (world.hamlet_one, world.hamlet_two)[place % 2]
        decide(newcomer(f"{300 + place}", "Lê Văn Ba", date(2010, 1, 1), cell, official=date(2011, 1, 1)))


def merge(world: World) -> int:
    """Both hamlet cells become one."""
    new = Founded("SX.01.A.9", "Chi bộ ấp Liên Hiệp", CELL, world.an_binh)
    decide(Reorganise(on=ACT, unit=world.province, **acts.consolidate_cells([world.hamlet_one, world.hamlet_two], new)))
    return unit("SX.01.A.9")


def by_child(answer: Answer) -> dict[str, Any]:
    return {part.key: part.figure.value for part in answer.groups["members"]}


def test_the_past_stands_under_what_it_became(world: World) -> None:
    new = merge(world)
    assert by_child(figures(world.an_binh, DAY, codes=["members"], child=True, boundaries=ACT)) == {"SX.01.A.9": 11}
    assert figures(new, DAY, codes=["members"], boundaries=ACT).figures["members"].value == 11
    with pytest.raises(Unanswerable, match="không có tổ chức đảng này"):
        figures(new, DAY, boundaries=DAY)


def test_what_comes_of_two_is_given_to_neither(world: World) -> None:
    merge(world)
    under = figures(world.an_binh, ACT, codes=["members"], child=True, boundaries=EVE)
    assert by_child(under) == {"SX.01.A": 11, "SX.01.A.1": 0, "SX.01.A.2": 0}
    one = figures(world.hamlet_one, ACT, codes=["members"], boundaries=EVE)
    assert (one.figures["members"].value, one.shared["members"].value, one.split) == (0, 11, ("SX.01.A.9",))
    assert len(records(world.an_binh, "members", ACT, by="child", key="SX.01.A", boundaries=EVE)) == 11


def test_in_a_tree_that_stands_still_nothing_moves_and_the_balance_holds(world: World) -> None:
    """The commune goes to the other district, and a cell into another one, within the period asked."""
    decide(Reorganise(on=ACT, unit=world.province, **acts.move(world.an_binh, world.ben_man)))
    decide(Reorganise(on=ACT, unit=world.province, **acts.merge_cells([world.hamlet_one], world.hamlet_two)))
    for number, boundaries in ((world.cau_go, EVE), (world.ben_man, ACT), (world.ben_man, EVE), (world.an_binh, EVE)):
        found = figures(number, ACT, since=EVE, codes=MOVEMENTS, boundaries=boundaries).figures
        opening, *came_and_went, closing = (found[code].value for code in MOVEMENTS)
        assert opening == closing
        assert came_and_went == [0] * 7
    own = figures(world.cau_go, ACT, since=EVE, codes=MOVEMENTS).figures
    assert (own["moved_out"].value, own["transfers_out"].value) == (6, 5)  # under its own tree of each day it does


def test_a_whole_body_taken_over_counts_where_it_was(world: World) -> None:
    """Two communes become one; each old cell still stands under its old commune when the old tree is asked."""
    decide(FoundUnit(on=date(2020, 1, 1), code="SX.01.B", name="Đảng bộ xã Cầu Mới", kind=COMMITTEE, parent=world.cau_go))
    decide(FoundUnit(on=date(2020, 1, 1), code="SX.01.B.1", name="Chi bộ ấp Chín", kind=CELL, parent=unit("SX.01.B")))
    decide(newcomer("400", "Lý Thị Tư", date(2021, 1, 1), unit("SX.01.B.1"), female=True))
    new = Founded("SX.01.M", "Đảng bộ xã An Cầu", COMMITTEE, world.cau_go)
    decide(Reorganise(on=ACT, unit=world.province, **acts.consolidate_bodies([world.an_binh, unit("SX.01.B")], new, ACT)))
    assert by_child(figures(world.cau_go, ACT, codes=["members"], child=True)) == {"SX.01.M": 12}
    assert by_child(figures(world.cau_go, ACT, codes=["members"], child=True, boundaries=EVE)) == {"SX.01.A": 11, "SX.01.B": 1}
    assert by_child(figures(world.cau_go, DAY, codes=["members"], child=True, boundaries=ACT)) == {"SX.01.M": 12}


def test_what_was_not_known_then_is_not_followed_then(world: World) -> None:
    before = decide(newcomer("401", "Lý Văn Năm", date(2012, 1, 1), world.hamlet_one)).recorded
    merge(world)
    assert figures(world.an_binh, DAY, codes=["members"], boundaries=EVE, known=before).figures["members"].value == 12
    assert by_child(figures(world.an_binh, DAY, codes=["members"], child=True, boundaries=ACT, known=before)) == {
        "SX.01.A.1": 6,
        "SX.01.A.2": 6,
    }


def test_foreign_units_hang_nowhere(world: World) -> None:
    merge(world)
    seen = frozenset({world.an_binh, world.hamlet_one, unit("SX.01.A.9")})
    assert by_child(figures(world.an_binh, DAY, codes=["members"], child=True, within=seen, boundaries=ACT)) == {"SX.01.A.9": 5}


def leaks(world: World) -> int:
    """For how many of forty instances two published numbers that share their offset tell that a believer is in the cell that moved."""
    told = 0
    for key in range(40):
        published = Publication(Rounding(bytes([key]) * 32), date(2026, 11, 27))
        shown = [
            figures(world.an_binh, date(2023, 4, 30), codes=["religious"], published=published, boundaries=tree).figures["religious"]
            for tree in (None, EVE)
        ]
        told += all(one.shown == "rounded" for one in shown) and shown[0].value != shown[1].value
    return told


def test_two_trees_laid_together_tell_nothing_sensitive(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve believers, and thirteen with the cell that hangs elsewhere by now: the set is nearly the same, so is its offset."""
    for place in range(24):
        faith = "Phật giáo" if place % 2 else "Không"
        decide(newcomer(f"{400 + place}", "Lê Văn Tư", date(2010, 1, 1), world.hamlet_one, official=date(2011, 1, 1), religion=faith))
    decide(newcomer("450", "Lê Văn Năm", date(2011, 1, 1), world.hamlet_two, official=date(2012, 1, 1), religion="Phật giáo"))
    decide(FoundUnit(on=date(2021, 1, 1), code="SX.01.Z", name="Đảng bộ xã Tân Lập", kind=COMMITTEE, parent=world.cau_go))
    decide(Reorganise(on=ACT, unit=world.province, **acts.move(world.hamlet_two, unit("SX.01.Z"))))
    assert leaks(world) == 0
    under = figures(world.an_binh, date(2023, 4, 30), published=Publication(Rounding(b"k" * 32), date(2026, 11, 27)), boundaries=EVE)
    exact = figures(world.an_binh, date(2023, 4, 30), boundaries=EVE)
    assert under.figures["members"] == exact.figures["members"]
    assert under.figures["religious"].shown == "hidden"
    by = figures(world.an_binh, ACT, codes=["members"], by="ethnicity", published=Publication(Rounding(b"k" * 32), ACT), boundaries=EVE)
    assert {part.figure.shown for part in by.groups["members"]} == {"hidden"}
    monkeypatch.setattr(publishing, "_is_beside", lambda question: question.known is not None)
    assert leaks(world) > 0

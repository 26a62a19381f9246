"""A committee begins a term."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.documents.queries import Term, term_on
from dangvu.periods.days import Span
from tests.areas.documents.offices import TERM, a_document, term
from tests.areas.rows import opened, refusal
from tests.world import World, decide, refusals

NEXT = date(2025, 6, 20)


def test_it_holds_until_the_next_one(world: World) -> None:
    decide(term(world.an_binh))
    decide(term(world.an_binh, NEXT, name="nhiệm kỳ 2025 - 2030"))
    assert term_on(world.an_binh, date(2020, 9, 14)) is None
    assert term_on(world.an_binh, date(2025, 6, 19)) == Term(TERM, "nhiệm kỳ 2020 - 2025", "Đảng ủy xã An Bình", "ĐU", "An Bình")
    assert term_on(world.an_binh, NEXT) == Term(NEXT, "nhiệm kỳ 2025 - 2030", "Đảng ủy xã An Bình", "ĐU", "An Bình")


@pytest.mark.parametrize(
    ("differing", "code"),
    [
        ({"symbol": "TU"}, "unknown_symbol"),
        ({"symbol": ""}, "unknown_symbol"),
        ({"name": " "}, "missing_words"),
        ({"committee": ""}, "missing_words"),
        ({"place": ""}, "missing_words"),
        ({"document": ""}, "missing_words"),
        ({"on": date(1990, 1, 1)}, "unit_not_alive"),
    ],
)
def test_it_is_refused(world: World, differing: dict[str, object], code: str) -> None:
    on = differing.pop("on", TERM)
    assert refusals(term(world.an_binh, on, **differing)) == [code]  # type: ignore[arg-type]  # a day


def test_districts_sign_hu_until_they_end(world: World) -> None:
    usual = {"committee": "Huyện ủy Cầu Gỗ", "place": "Cầu Gỗ", "symbol": "HU"}
    decide(term(world.cau_go, **usual))
    assert refusals(term(world.cau_go, date(2025, 7, 1), **usual)) == ["unknown_symbol"]


def test_a_term_under_which_documents_were_issued_is_not_changed(world: World) -> None:
    found = a_document(world)
    assert refusals(term(world.an_binh, found.day)) == ["issued_already"]
    decide(term(world.an_binh, NEXT))


def test_the_database_knows_one_term_a_day(world: World) -> None:
    decide(term(world.an_binh))
    values = {"name": "khác", "committee": "khác", "symbol": "ĐU", "place": "khác"}
    assert (
        refusal(opened("documents_committeeterm", unit_id=world.an_binh, period=Span(date(2021, 1, 1), date(2021, 2, 1)), **values))
        == "one_term_a_day"
    )

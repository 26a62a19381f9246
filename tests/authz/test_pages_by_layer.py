"""Every page with either layer switched off: nothing foreign is shown, and with both off a great deal is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from dangvu.pages.views.members import _length
from dangvu.reports.kept import answer
from tests.authz.personas import COUNTS_BESIDE, MANDATES, MOVED, PLACES, browser_of, lists, opens, settle
from tests.authz.test_matrix import MATRIX, address, places
from tests.authz.unguarded import unguarded
from tests.conftest import Clone
from tests.databases import Database, as_the_web, connected_to
from tests.pages.site import words_of

PEOPLE = {
    "Nguyễn Văn An": "SX.01.A.1", "Võ Hồng Phúc": "SX.01.A.1", "Thạch Thị Bình": "SX.01.A.2", "Lê Thị Cúc": "SX.01.A.2",
    "Trần Quốc Dũng": "SX.01.A.2", "Đỗ Hương Giang": "SX.02.B", "Kim Hạnh": "SX.02.B", "Huỳnh Văn Mười": MOVED,
}  # fmt: skip
ONCE_THERE = {
    "cell_secretary": ["Thạch Thị Bình"],
    "cell_treasurer": ["Thạch Thị Bình"],
    "secretary_and_statistician": ["Thạch Thị Bình"],
}
"""Bình left the cell of hamlet one in 2010; its rolls of before are its own, and the database shows what it holds of her."""
TOLD = ("commune_approver", "province_approver")
PARTLY = "trang này chỉ tính phần thuộc phạm vi của đồng chí"
GREAT_DEAL = 51
PAST_ROLLS = ("members", "search", "figure", "member")

NAMES = {
    "Bến Mận": "SX.02", "Chi bộ ấp Một": "SX.01.A.1", "Chi bộ ấp Hai": "SX.01.A.2", "Chi bộ ấp Ba": MOVED, "Bưu điện cũ": "SX.02.C",
}  # fmt: skip


def part(persona: str) -> tuple[tuple[bool, bool], ...]:
    """Of each unit whether a role lists its people, and whether it lies open at all."""
    return tuple((lists(persona, code), opens(persona, code)) for code in PLACES["whole"])


def opened(persona: str) -> frozenset[str]:
    """The pages that a role may open somewhere."""
    return frozenset(name for name, one in MATRIX.items() if persona in one.who and "GET" in one.methods)


def widest(personas: list[str]) -> list[str]:
    """Without those for whom another stands: it has the same part of the register and opens the same pages and more, or came first."""
    kept: list[str] = []
    for one in sorted(personas, key=lambda persona: -len(opened(persona))):
        if not any(part(other) == part(one) and opened(other) >= opened(one) for other in kept):
            kept.append(one)
    return kept


OFFICES = widest([one for one in MANDATES if MANDATES[one][1] in {"commune", "cell"}])
BOTH = [*OFFICES, *COUNTS_BESIDE]


def test_a_role_stands_for_another_of_the_same_part_alone() -> None:
    assert widest(["commune_preparer", "commune_approver", "assigned_member"]) == ["commune_approver"]
    assert set(widest(["cell_secretary", "cell_treasurer", "commune_approver"])) == {"cell_secretary", "cell_treasurer", "commune_approver"}


def foreign(persona: str) -> list[str]:
    """What a page of this office must not say."""
    people = [name for name, cell in PEOPLE.items() if not lists(persona, cell)]
    return people + [name for name, code in NAMES.items() if not opens(persona, code)]


def found(persona: str, client: Client) -> Iterator[str]:
    """Foreign names in any page of any place, one page after another."""
    signs = foreign(persona)
    past = {(sign, page) for sign in ONCE_THERE.get(persona, ()) for page in PAST_ROLLS}
    for name, one in MATRIX.items():
        if name == "return_workbook" or "GET" not in one.methods:
            continue
        for place, number in places(one).items():
            body = client.get(address(name, one, number)).content.decode()
            yield from (f"{name} of {place}: {sign}" for sign in signs if sign in body and (sign, name) not in past)


@pytest.fixture(scope="module")
def settled(world_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker) -> Iterator[Database]:
    with clone(world_template) as database, django_db_blocker.unblock():
        with connected_to(database):
            settle()
        yield database


def shown(database: Database, persona: str, *, application: bool, by_role: bool, most: int | None = None) -> list[str]:
    """All that is found, or the first of it."""
    answer.cache_clear()  # kept for whoever sees the same, which a layer switched off would make of strangers
    _length.cache_clear()
    with ExitStack() as stack:
        stack.enter_context(connected_to(database))
        if not application:
            stack.enter_context(unguarded())
        if by_role:
            stack.enter_context(as_the_web(database))
        return list(islice(found(persona, browser_of(persona)), most))


@pytest.mark.parametrize("persona", BOTH)
def test_the_application_alone_shows_nothing_foreign(settled: Database, persona: str) -> None:
    assert shown(settled, persona, application=True, by_role=False) == []


@pytest.mark.parametrize("persona", [one for one in OFFICES if one != "statistician"])
def test_the_database_alone_shows_nothing_foreign(settled: Database, persona: str) -> None:
    """Of who counts and lists nobody it shows the rows that are counted, names among them: they are kept back by the application."""
    assert shown(settled, persona, application=False, by_role=True) == []


@pytest.mark.parametrize("by_role", [True, False], ids=["as served", "by the owner"])
def test_a_past_that_is_in_part_foreign_is_counted_in_part_and_says_so(settled: Database, by_role: bool) -> None:
    """Until March 2023 the cell of ấp Ba hung below An Bình; Mười in it is counted by the province alone."""
    with ExitStack() as stack:
        stack.enter_context(connected_to(settled))
        number = places(MATRIX["unit"])["SX.01.A"]
        if by_role:
            stack.enter_context(as_the_web(settled))
        told = {persona: browser_of(persona).get(address("overview", MATRIX["unit"], number)).content.decode() for persona in TOLD}
    assert {persona: PARTLY in page for persona, page in told.items()} == {"commune_approver": True, "province_approver": False}
    counted = {persona: re.search(r"Đảng viên (\d+)", words_of(page)) for persona, page in told.items()}
    assert {persona: found and found[1] for persona, found in counted.items()} == {"commune_approver": "5", "province_approver": "6"}


@pytest.mark.parametrize("persona", OFFICES)
def test_with_both_off_a_great_deal_is_shown(settled: Database, persona: str) -> None:
    """Control: the signs are looked for where they would be."""
    assert len(shown(settled, persona, application=False, by_role=False, most=GREAT_DEAL)) == GREAT_DEAL

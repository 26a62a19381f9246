"""A case about somebody is seen where the file lies now, by the database's own look, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from django.urls import reverse

from dangvu.access.connections import registrar
from dangvu.access.officer import Officer
from dangvu.accounts.commands import account_named
from dangvu.commands import Refused
from dangvu.exits.commands import DropCase
from dangvu.organisation.commands import FoundUnit
from dangvu.reorganisation.acts import end
from dangvu.reorganisation.commands import Reorganise
from dangvu.reorganisation.steps import Moved
from tests.areas.exits.cases import IN_CELL, OPENED, appeal, decided, opened, vote
from tests.areas.proposals.offices import proposed, with_role
from tests.authz.offices import by_the_owner, numbers, open_session, session_of
from tests.authz.test_requests import browser
from tests.world import BASE_CELL, World, charged, decide, unit

TABLES = ("exits_case", "exits_casevote", "exits_appeal")


@pytest.fixture
def with_cases(own_web: World) -> World:
    """An was struck off and appealed; of Bình, who once was in An's cell, her present cell considers it."""
    with registrar():
        decide(appeal(own_web, decided(own_web)))
        number = opened(own_web, person=own_web.binh)
        decide(vote(own_web, number, "cell", on=IN_CELL, person=own_web.binh, unit=own_web.hamlet_two, entitled=1, present=1, in_favour=1))
    return own_web


def test_it_is_seen_where_the_file_lies_and_not_where_the_person_was_before(with_cases: World) -> None:
    seen = {}
    for name in ("officer", "commune", "secretary", "closed"):
        with session_of(name):
            seen[name] = {person for table in TABLES for person in numbers(f"SELECT person_id FROM {table}")}
    an, binh = with_cases.an, with_cases.binh
    assert seen == {"officer": {an, binh}, "commune": {an, binh}, "secretary": {an}, "closed": set()}
    assert all(by_the_owner(f"SELECT count(*) FROM {table}") != [(0,)] for table in TABLES)


def test_the_secretary_of_the_old_cell_still_lists_the_person(with_cases: World) -> None:
    """Else nothing would be hidden."""
    with session_of("secretary"):
        assert with_cases.binh in numbers("SELECT id FROM people_person")


OF_HER = "SELECT id FROM ledger_decision WHERE kind IN ('exits.open', 'exits.record_vote')"


def test_the_old_cell_reads_no_decision_about_the_case_either(with_cases: World) -> None:
    """The decisions about An, who is in the secretary's cell, are the control."""
    hers = {row for (row,) in by_the_owner(f"SELECT issue_id FROM exits_case WHERE person_id = {with_cases.binh}")}
    hers |= {row for (row,) in by_the_owner(f"SELECT opened_by_id FROM exits_casevote WHERE person_id = {with_cases.binh}")}
    with session_of("secretary"):
        assert not numbers(OF_HER) & hers and numbers(OF_HER)
        assert not numbers("SELECT decision FROM access_touched") & hers
    with session_of("commune"):
        assert numbers(OF_HER) >= hers


def test_whoever_counts_the_whole_register_sees_no_case(with_cases: World) -> None:
    with registrar():
        open_session("t-statistician", account_named("thong-ke"))
        decide(charged("thong-ke", "statistician", ""))
    with session_of("t-statistician"):
        assert [numbers(f"SELECT person_id FROM {table}") for table in TABLES] == [set()] * 3
        assert with_cases.an in numbers("SELECT id FROM people_person")


def test_nobody_proposes_about_the_own_case(world: World) -> None:
    """Also not as the secretary of the cell; another secretary may."""
    number = opened(world, person=world.phuc)
    drop = DropCase(on=OPENED, case=number, person=world.phuc, reason="ground_gone", document="06-NQ/CB")
    himself = with_role("phuc-bi-thu", "cell_secretary", "SX.01.A.1", holder=world.phuc)
    with pytest.raises(Refused) as refused:
        proposed(drop, himself)
    assert [one.code for one in refused.value.problems] == ["about_oneself"]
    assert proposed(drop, Officer(world.secretary, "bi-thu"))


def _asked_where_an_goes_on(world: World, heirs: Sequence[int]) -> str:
    """The form of Cầu Gỗ's answer to An's appeal, whose cell ended in these."""
    with registrar():
        number = decided(world)
        decide(appeal(world, number, unit=world.cau_go))
        decide(Reorganise(on=date(2022, 8, 1), document="20-QĐ/HU", **end(world.hamlet_one, heirs, (Moved(world.hamlet_one, heirs[0]),))))
        account = account_named("cau-go")
        decide(charged("cau-go", "commune_preparer", "SX.01"))
    page: str = browser(account).get(reverse("act_on_case", args=[number, "giai-quyet"])).content.decode()
    return page


@pytest.mark.parametrize(
    ("names", "offered"), [(("hamlet_two", "school"), ["hamlet_two"]), (("school", "post_box"), [])], ids=["one of two", "none of two"]
)
def test_heirs_beyond_the_reach_of_a_session_are_heirs_all_the_same(own_web: World, names: tuple[str, ...], offered: list[str]) -> None:
    """The form neither asks for the code of any cell, nor takes one heir for the only one; which are beyond it says without a name."""
    with registrar():
        decide(FoundUnit(on=date(2020, 1, 1), code="SX.02.D", name="Chi bộ Trạm Bưu chính", kind=BASE_CELL, parent=own_web.ben_man))
        heirs = [unit("SX.02.D") if name == "post_box" else getattr(own_web, name) for name in names]
    page = _asked_where_an_goes_on(own_web, heirs)
    assert [f'<option value="{heir}"' in page for heir in heirs] == [name in offered for name in names]
    assert "ngoài phạm vi của đồng chí" in page and "Ghi mã tổ chức" not in page and "Trường Trung học Bến Mận" not in page

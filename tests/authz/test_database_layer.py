"""What a statement of the web sees and may do, whatever the application asks: the second layer alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from dangvu.access.commands import EndMandate
from dangvu.access.connections import digest, registrar
from dangvu.access.entering import strike
from dangvu.access.grants import ADDED, CLOSED, OPEN, UNDER_POLICY
from dangvu.access.models import SignedIn
from dangvu.access.queries import mandates_of
from dangvu.access.viewer import viewer_of
from dangvu.accounts.commands import account_named
from dangvu.accounts.models import Account
from dangvu.members.commands import ChangeAttributes
from dangvu.organisation.commands import FoundUnit, MoveUnit
from dangvu.periods import clock
from tests.authz.offices import TOKENS, asked, by_the_owner, numbers, open_session, session_of
from tests.world import World, charged, decide

FORBIDDEN, UNKNOWN_SETTING = "42501", "42704"

OF_THE_REGISTER = [table for table in UNDER_POLICY if table != "accounts_account"]
"""Of accounts everybody sees the own one."""

CELL_OF = {
    "member_span": "cell", "member_event": "cell", "members_membership": "cell_id",
    "meetings_attendance": "cell_id", "meeting_summary": "cell",
}  # fmt: skip
PERSON_OF = {
    "people_person": "id", "people_facts": "person_id", "members_admission": "person_id", "members_standing": "person_id",
    "members_profile": "person_id", "members_post": "person_id",
}  # fmt: skip
UNIT_OF = {"organisation_unit": "id", "organisation_unitstate": "unit_id", "organisation_unitedge": "unit_id", "unit_leaf": "unit"}


def state(error: DatabaseError) -> str:
    return str(getattr(error.__cause__, "sqlstate", ""))


def test_every_table_has_its_place(web: World) -> None:
    """A new table is closed to the web until somebody says what it may do there, and why."""
    there = {
        name
        for (name,) in by_the_owner("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace")
    }
    assert there == {*UNDER_POLICY, *OPEN, *ADDED, *CLOSED}
    assert {model._meta.db_table for model in apps.get_models()} <= there
    assert all(why for _what, why in [*OPEN.values(), *ADDED.values()]) and all(CLOSED.values())


def test_every_table_under_policy_has_one(web: World) -> None:
    guarded = by_the_owner(
        "SELECT relname FROM pg_class WHERE relrowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid)"
    )
    assert {name for (name,) in guarded} == {*UNDER_POLICY, *ADDED}


def test_a_view_asks_with_the_rights_of_whoever_asks(web: World) -> None:
    views = by_the_owner("SELECT relname, reloptions FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace")
    assert {options[0] for _name, options in views} == {"security_invoker=true"}


@pytest.mark.parametrize("table", [*CELL_OF, *UNIT_OF])
def test_no_row_of_a_foreign_unit(web: World, table: str) -> None:
    column = {**CELL_OF, **UNIT_OF}[table]
    above = {web.cau_go, web.province} if table in UNIT_OF else set()
    with session_of("commune"):
        seen = numbers(f"SELECT {column} FROM {table}")
    assert seen and seen <= {web.an_binh, web.hamlet_one, web.hamlet_two} | above
    assert {row[0] for row in by_the_owner(f"SELECT {column} FROM {table}")} - seen, "there are foreign rows to be hidden"


@pytest.mark.parametrize("table", PERSON_OF)
def test_no_row_of_a_person_who_never_was_there(web: World, table: str) -> None:
    with session_of("secretary"):
        seen = numbers(f"SELECT {PERSON_OF[table]} FROM {table}")
    assert seen == {row[0] for row in by_the_owner(f"SELECT {PERSON_OF[table]} FROM {table}")} & {web.an, web.binh, web.phuc}


def test_a_stay_elsewhere_is_not_shown_with_the_person(web: World) -> None:
    with session_of("secretary"):
        assert asked("SELECT DISTINCT cell_id FROM members_membership WHERE person_id = %s", [web.binh]) == [(web.hamlet_one,)]
        assert asked("SELECT cell FROM member_span WHERE person = %s AND cell <> %s", [web.binh, web.hamlet_one]) == []


def test_the_whole_register_is_seen_by_who_holds_it(web: World) -> None:
    with session_of("officer"):
        for table in OF_THE_REGISTER:
            assert asked(f"SELECT count(*) FROM {table}") == by_the_owner(f"SELECT count(*) FROM {table}"), table


@pytest.fixture
def top(own_web: World) -> World:
    """An office is charged with the top of the only tree there is."""
    with registrar():
        number = account_named("kiem-tra")
        decide(charged("kiem-tra", "inspection", "SX", account=number))
        open_session("t-top", number)
    return own_web


def rows_seen() -> dict[str, list[tuple[Any, ...]]]:
    with session_of("t-top"):
        return {table: asked(f"SELECT count(*) FROM {table}") for table in OF_THE_REGISTER}


def test_who_is_charged_with_the_top_of_the_tree_sees_what_the_list_of_its_units_shows(top: World) -> None:
    with session_of("t-top"):
        assert asked("SELECT access.all_seen(), access.all_units_seen()") == [(False, True)]
    shown = rows_seen()
    assert shown["ledger_decision"] < by_the_owner("SELECT count(*) FROM ledger_decision"), "decisions about no unit are for the whole"
    with registrar(), connection.cursor() as cursor:
        cursor.execute("CREATE OR REPLACE FUNCTION access.all_units_seen() RETURNS boolean LANGUAGE sql RETURN false")
    assert shown == rows_seen()


def test_beside_another_tree_the_top_of_one_is_a_part(top: World) -> None:
    with registrar():
        decide(FoundUnit(on=clock.today(), code="KHAC", name="Đảng bộ tỉnh khác", kind="provincial_committee"))
    with session_of("t-top"):
        assert asked("SELECT access.all_units_seen()") == [(False,)]
        assert asked("SELECT * FROM organisation_unit WHERE code = 'KHAC'") == []


@pytest.mark.parametrize("name", ["commune", "secretary", "closed"])
def test_who_is_charged_with_a_part_is_shown_a_part(web: World, name: str) -> None:
    with session_of(name):
        assert asked("SELECT access.all_units_seen()") == [(False,)]


@pytest.mark.parametrize("token", ["closed", "a forged secret", ""], ids=["an ended mandate", "a forged secret", "no secret"])
def test_who_is_charged_with_nothing_sees_no_row(web: World, token: str) -> None:
    """But for decisions about places, which are everybody's by number and paper."""
    places = by_the_owner("SELECT count(*) FROM access_touched WHERE unit = 0")
    with session_of(token):
        seen = {table: rows for table in OF_THE_REGISTER if (rows := asked(f"SELECT count(*) FROM {table}")) != [(0,)]}
    assert seen == {"access_touched": places, "ledger_decision": places}


@pytest.mark.parametrize("name", ["officer", "commune", "closed"])
def test_of_accounts_everybody_sees_the_own_one(web: World, name: str) -> None:
    with session_of(name):
        assert numbers("SELECT id FROM accounts_account") == {getattr(web, name)}


def test_nobody_is_told_where_the_file_of_somebody_else_lies(web: World) -> None:
    with pytest.raises(DatabaseError) as caught, session_of("commune"):
        asked("SELECT access.last_cell(%s, %s)", [web.giang, clock.today()])
    assert state(caught.value) == FORBIDDEN
    with session_of("commune"):
        everybody = [getattr(web, name) for name in ("an", "binh", "giang", "hanh")]
        assert numbers("SELECT * FROM access.opened(%s::int[], %s, 'see')", [everybody, clock.today()]) == {web.an, web.binh}


def test_a_session_that_was_never_told_its_secret_fails(web: World) -> None:
    connection.close()
    with pytest.raises(DatabaseError) as caught:
        asked("SELECT * FROM member_span")
    assert state(caught.value) == UNKNOWN_SETTING


def test_a_secret_ends_with_its_transaction(web: World) -> None:
    with session_of("officer"):
        assert asked("SELECT count(*) FROM people_person") == [(8,)]
    assert asked("SELECT count(*) FROM people_person") == [(0,)]


def test_a_mandate_that_ends_ends_at_the_next_statement(own_web: World) -> None:
    (held,) = mandates_of_owner(own_web.commune)
    with session_of("commune"):
        assert asked("SELECT count(*) FROM people_person") == [(6,)]
        with registrar():
            decide(EndMandate(on=clock.today(), mandate=held))
        assert asked("SELECT count(*) FROM people_person") == [(0,)]


def mandates_of_owner(account: int) -> list[int]:
    with registrar():
        return [held.number for held in mandates_of(account, clock.today())]


def test_a_session_struck_and_an_account_closed_see_nothing_more(own_web: World) -> None:
    with session_of("commune"):
        strike(TOKENS["commune"])
        assert asked("SELECT count(*) FROM people_person") == [(0,)]
    with session_of("officer"):
        with registrar():
            Account.objects.filter(pk=own_web.officer).update(is_active=False)
        assert asked("SELECT count(*) FROM people_person") == [(0,)]


def test_a_session_that_is_too_old_sees_nothing(own_web: World) -> None:
    with registrar():
        SignedIn.objects.filter(token_hash=digest(TOKENS["commune"])).update(expires=clock.now() - timedelta(seconds=1))
    with session_of("commune"):
        assert asked("SELECT count(*) FROM people_person") == [(0,)]


def test_a_unit_that_moves_away_is_foreign_at_once(own_web: World) -> None:
    with registrar():
        decide(MoveUnit(on=clock.today(), unit=own_web.an_binh, parent=own_web.ben_man))
    with session_of("commune"):
        assert numbers("SELECT id FROM organisation_unit") >= {own_web.an_binh, own_web.ben_man, own_web.cau_go}


CLOSED_READS = ["access_mandate", "access_holder", "access_session", "ledger_personalvalue", "exchange_takenrow"]


@pytest.mark.parametrize("table", [*CLOSED_READS, "ledger_decision"])
def test_the_web_cannot_read_what_is_closed_to_it(web: World, table: str) -> None:
    with pytest.raises(DatabaseError) as caught, session_of("officer"):
        asked(f"SELECT * FROM {table}")
    assert state(caught.value) == FORBIDDEN


WRITES = [
    "INSERT INTO people_person (id) VALUES (999)",
    "UPDATE members_membership SET cell_id = cell_id",
    "UPDATE member_span SET female = NOT female",
    "DELETE FROM member_span",
    "TRUNCATE member_span",
    "TRUNCATE accounts_session",
    "INSERT INTO access_mandate (id) VALUES (999)",
    "INSERT INTO access_session (token_hash, account_id, expires) VALUES ('', 1, now())",
    "UPDATE accounts_account SET password = ''",
    "INSERT INTO access_right (role_id, \"right\") VALUES ('member', 'see')",
    "UPDATE ledger_decision SET kind = kind",
    "CREATE TABLE mine (id int)",
    "ALTER TABLE member_span DISABLE ROW LEVEL SECURITY",
    "SET ROLE dangvu",
]


@pytest.mark.parametrize("statement", WRITES)
def test_the_web_cannot_write_the_register_nor_its_own_rights(web: World, statement: str) -> None:
    with pytest.raises(DatabaseError) as caught, session_of("officer"), connection.cursor() as cursor:
        cursor.execute(statement)
    assert state(caught.value) == FORBIDDEN


def test_the_owner_writes_what_the_web_cannot(own_web: World) -> None:
    """Control: these tables do accept rows; and a decision over the web goes through the owner's connection."""
    with session_of("officer"), registrar():
        decide(ChangeAttributes(on=clock.today(), person=own_web.an, education="Đại học"))
    with session_of("officer"):
        assert asked("SELECT count(*) FROM members_profile WHERE person_id = %s AND upper_inf(recorded)", [own_web.an]) == [(2,)]


def test_one_sees_ones_own_mandates_alone(web: World) -> None:
    with session_of("commune"):
        assert asked("SELECT role, unit FROM access.mandates()") == [("commune_approver", web.an_binh)]
        assert asked("SELECT access.whole('see'), access.whole('unmask')") == [(False, False)]
    with session_of("officer"):
        assert asked("SELECT access.whole('see'), access.whole('read_log')") == [(True, False)]


def test_both_layers_know_the_same_scope(web: World) -> None:
    for name in ("commune", "secretary"):
        with registrar():
            viewer = viewer_of(getattr(web, name), clock.today())
            expected = {right: viewer.units(right) for right in ("see", "propose", "unmask")}
        with session_of(name):
            assert {right: frozenset(asked("SELECT access.units(%s)", [right])[0][0]) for right in expected} == expected


def test_decisions_are_seen_that_touched_what_one_sees(web: World) -> None:
    with session_of("secretary"):
        seen = numbers("SELECT id FROM ledger_decision")
    own = by_the_owner(f"SELECT DISTINCT opened_by_id FROM members_membership WHERE cell_id = {web.hamlet_one}")
    foreign = by_the_owner(f"SELECT opened_by_id FROM members_membership WHERE person_id = {web.giang}")
    assert {row[0] for row in own} <= seen
    assert seen.isdisjoint(row[0] for row in foreign)


def test_the_day_is_that_of_viet_nam_whatever_the_session_says(web: World) -> None:
    with transaction.atomic():
        asked("SELECT set_config('timezone', 'America/Los_Angeles', true)")
        assert asked("SELECT access.today()") == [(clock.today(),)]

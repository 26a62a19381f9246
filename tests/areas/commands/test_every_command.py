"""What holds of every kind of decision: one row of the ledger, rows that name it, and a past that stays as it was known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from dangvu.access.commands import DelegateMandate, EndMandate, GrantMandate, ReleaseHolder
from dangvu.access.queries import mandates_of
from dangvu.badges.commands import AwardBadges, WithdrawBadge
from dangvu.commands import Command, Kind, kinds
from dangvu.documents.commands import CancelDocument
from dangvu.dues.commands import EndDuesExemption
from dangvu.exits.commands import DropCase, ReadmitMember
from dangvu.ledger.dated import Remembered
from dangvu.ledger.models import Decision
from dangvu.meetings.commands import ReportAttendance
from dangvu.members.commands import (
    ChangeAttributes,
    EndMembership,
    EndPost,
    GivePost,
    RecogniseOfficial,
    RestoreMember,
    SetParticipation,
    SetResidenceLink,
    TransferMember,
)
from dangvu.organisation.commands import ChangeUnit, EndUnit, FoundLocality, FoundUnit, MoveUnit, RecordLocalityFact
from dangvu.people.commands import CorrectFacts, IssueCard, RecordCitizenId
from dangvu.reorganisation.acts import merge_cells
from dangvu.reorganisation.commands import Reorganise
from dangvu.reorganisation.undoing import UndoReorganisation
from dangvu.rulebook.commands import SetCalendarDay
from dangvu.transfers.commands import (
    BeginTemporaryStay,
    ConfirmDeparture,
    EndTemporaryStay,
    ExtendTemporaryStay,
    ReceiveMember,
    ReturnLetter,
    SendMember,
    WithdrawLetter,
)
from tests.areas.badges.rounds import ROUND, an_award
from tests.areas.documents.offices import a_document, first, term, with_term
from tests.areas.dues.months import correction, exemption, paid, payments, rate
from tests.areas.exits.cases import DECIDED, answer, appeal, decided, opened, opening, vote, voted
from tests.areas.exits.cases import decision as exit_decision
from tests.house.stack import ROOT
from tests.world import CELL, CLERK, World, decide, newcomer

DAY = date(2021, 6, 1)
PAPER: dict[str, Any] = {"on": DAY, "body": "Ban Thường vụ Huyện ủy", "document": "07-QĐ/HU"}

DECISIONS: dict[str, Callable[[World], Command]] = {
    "organisation.found": lambda w: FoundUnit(**PAPER, code="SX.01.A.3", name="Chi bộ ấp Ba", kind=CELL, parent=w.an_binh),
    "organisation.change": lambda w: ChangeUnit(**PAPER, unit=w.school, name="Chi bộ Trường Bến Mận"),
    "organisation.move": lambda w: MoveUnit(**PAPER, unit=w.an_binh, parent=w.ben_man),
    "organisation.end": lambda w: EndUnit(**PAPER, unit=_emptied(w)),
    "organisation.found_locality": lambda w: FoundLocality(**PAPER, code="XAB.3", name="Ấp Ba", level="ấp", parent=w.place),
    "organisation.record_fact": lambda w: RecordLocalityFact(**PAPER, locality=w.place_two, measure="population", value=950),
    "people.correct": lambda w: CorrectFacts(
        **PAPER, person=w.an, record_no="001", name="Nguyễn Văn Ân", born=date(1970, 3, 1), female=False, ethnicity="Kinh", religion=""
    ),
    "people.record_citizen_id": lambda w: RecordCitizenId(**PAPER, person=w.an, number="084099000018"),
    "people.issue_card": lambda w: IssueCard(**PAPER, person=w.an, number="87.000009", reason="lost"),
    "members.register": lambda w: newcomer("009", "Huỳnh Văn Khách", DAY, w.hamlet_one, **PAPER),
    "members.transfer": lambda w: TransferMember(**PAPER, person=w.an, cell=w.school),
    "members.recognise_official": lambda w: RecogniseOfficial(**{**PAPER, "on": date(2023, 6, 1)}, person=w.cuc),
    "members.set_participation": lambda w: SetParticipation(**PAPER, person=w.an, value="exempt"),
    "members.set_residence_link": lambda w: SetResidenceLink(**PAPER, person=w.an, value="introduced"),
    "members.change_attributes": lambda w: ChangeAttributes(**PAPER, person=w.an, education="Đại học"),
    "members.give_post": lambda w: GivePost(**PAPER, person=w.giang, title="Bí thư", unit=w.school),
    "members.end_post": lambda w: EndPost(**PAPER, person=w.an, title="Bí thư", unit=w.hamlet_one),
    "members.end": lambda w: EndMembership(**PAPER, person=w.an, kind="left_on_request"),
    "members.restore": lambda w: RestoreMember(**PAPER, person=w.em, cell=w.hamlet_two),
    "access.grant_mandate": lambda w: GrantMandate(**PAPER, account=w.secretary, role="inspection"),
    "access.end_mandate": lambda w: EndMandate(**{**PAPER, "on": date(2024, 6, 1)}, mandate=_mandate_of(w.commune)),
    "access.delegate_mandate": lambda w: DelegateMandate(
        **{**PAPER, "on": date(2024, 6, 1)}, mandate=_mandate_of(w.commune), account=w.secretary, until=date(2024, 7, 1)
    ),
    "access.release_holder": lambda w: ReleaseHolder(**PAPER, account=w.secretary),
    "reorganisation.reorganise": lambda w: Reorganise(**PAPER, **merge_cells([w.hamlet_two], w.hamlet_one)),
    "reorganisation.undo": lambda w: UndoReorganisation(**PAPER, decision=_reorganised(w)),
    "transfers.send": lambda w: SendMember(**PAPER, person=w.an, to=w.school, reason="work"),
    "transfers.receive": lambda w: ReceiveMember(**PAPER, letter=_letter(w), introduced=w.an, cell=w.school),
    "transfers.confirm_departure": lambda w: ConfirmDeparture(**PAPER, letter=_letter(w, to=None, place="Đảng ủy phường Ba"), person=w.an),
    "transfers.withdraw": lambda w: WithdrawLetter(**PAPER, letter=_letter(w), person=w.an),
    "transfers.return": lambda w: ReturnLetter(**PAPER, letter=_letter(w), introduced=w.an, unit=w.school, reason="papers"),
    "transfers.begin_stay": lambda w: BeginTemporaryStay(**PAPER, person=w.an, host=w.school, reason="work", planned=date(2021, 12, 1)),
    "transfers.extend_stay": lambda w: ExtendTemporaryStay(**PAPER, person=_away(w), planned=date(2021, 11, 1)),
    "transfers.end_stay": lambda w: EndTemporaryStay(**PAPER, person=_away(w)),
    "exits.open": lambda w: opening(w, **PAPER),
    "exits.record_vote": lambda w: vote(w, opened(w, on=DAY), "cell", **PAPER),
    "exits.decide": lambda w: exit_decision(w, voted(w, "cell", "base", "standing"), **{**PAPER, "on": DECIDED}),
    "exits.drop": lambda w: DropCase(**PAPER, case=opened(w, on=DAY), person=w.an, reason="ground_gone"),
    "exits.lodge_appeal": lambda w: appeal(w, decided(w), **{**PAPER, "on": date(2022, 7, 20)}),
    "exits.settle_appeal": lambda w: answer(w, _appealed(w), "quashed", **{**PAPER, "on": date(2022, 9, 15)}),
    "exits.readmit": lambda w: ReadmitMember(
        **{**PAPER, "on": date(2025, 7, 1)}, person=_struck_off(w), cell=w.hamlet_two, consented_by="province_standing", consent="15-CV/TU"
    ),
    "rulebook.set_calendar_day": lambda w: SetCalendarDay(**PAPER, kind="off", name="Nghỉ bù"),
    "badges.award": lambda w: AwardBadges(**{**PAPER, "on": ROUND}, unit=w.an_binh, awards=((w.dung, 30, "due"),)),
    "badges.withdraw": lambda w: WithdrawBadge(**{**PAPER, "on": ROUND}, person=_awarded(w), grade=30),
    "documents.begin_term": lambda w: term(w.an_binh, **PAPER),
    "documents.issue": lambda w: _first_document(w),
    "documents.cancel": lambda w: CancelDocument(**{**PAPER, "on": date(2022, 12, 6)}, unit=w.an_binh, issue=a_document(w).issue),
    "dues.set_rate": lambda w: rate(w, **PAPER, key="salary"),
    "dues.record_payments": lambda w: payments(w, (w.binh, 96_000), **PAPER, month=date(2021, 6, 1)),
    "dues.correct_payments": lambda w: correction(w, **PAPER, month=_paid(w)),
    "dues.exempt": lambda w: exemption(w, **PAPER, until=date(2021, 9, 1)),
    "dues.end_exemption": lambda w: EndDuesExemption(**PAPER, person=_exempt(w)),
    "meetings.report_attendance": lambda w: ReportAttendance(**PAPER, cell=w.hamlet_one, due=3, present=2),
}
ELSEWHERE = {
    "exchange.import": "tests/exchange", "exchange.undo": "tests/exchange", "people.erase": "tests/areas/ledger/test_erasure.py",
    "readings.defer": "tests/areas/readings/test_defer_disclosure.py",
}  # fmt: skip
"""A batch is one decision of thousands of rows, an erasure is meant to reach the past, and what needs two people is not decided by the
clerk alone; other tests show what holds of them."""


def _awarded(world: World) -> int:
    an_award(world)
    return world.dung


def _paid(world: World) -> date:
    month = date(2021, 5, 1)
    paid(world, (world.binh, 96_000), on=month, month=month)
    return month


def _exempt(world: World) -> int:
    decide(exemption(world, on=date(2021, 3, 1), until=date(2021, 9, 1)))
    return world.binh


def _appealed(world: World) -> int:
    number = decided(world)
    decide(appeal(world, number))
    return number


def _struck_off(world: World) -> int:
    decided(world, reason="card")
    return world.an


def _first_document(world: World) -> Command:
    with_term(world)
    return replace(first(world), **PAPER, persons=(world.an,))


def _mandate_of(account: int) -> int:
    return mandates_of(account, date(2024, 6, 1))[0].number


def _reorganised(world: World) -> int:
    return decide(Reorganise(**PAPER, **merge_cells([world.hamlet_two], world.hamlet_one))).id


def _letter(world: World, **differing: Any) -> int:
    """An was introduced to the school two weeks before."""
    usual: dict[str, Any] = {"on": date(2021, 5, 17), "person": world.an, "to": world.school, "reason": "work", "document": "03-GTSHĐ"}
    return decide(SendMember(**{**usual, **differing})).id


def _away(world: World) -> int:
    decide(BeginTemporaryStay(on=date(2021, 3, 1), person=world.an, host=world.school, reason="work", planned=date(2021, 9, 1)))
    return world.an


def _emptied(world: World) -> int:
    number: int = decide(FoundUnit(on=date(2000, 1, 1), code="C", name="C", kind="Đảng bộ cơ sở", parent=world.ben_man)).payload["given"][0]
    return number


def tables() -> Iterator[tuple[str, list[str]]]:
    """Every table of dated rows, with the columns that say something."""
    for model in apps.get_models():
        if issubclass(model, Remembered):
            own = {"id", "recorded", "closed_by_id"}
            yield model._meta.db_table, [f'"{field.column}"' for field in model._meta.concrete_fields if field.column not in own]


def held(condition: str, values: list[Any] | None = None) -> dict[str, list[tuple[Any, ...]]]:
    """Everything held to be true under a condition on `recorded`."""
    found = {}
    with connection.cursor() as cursor:
        for table, columns in tables():
            cursor.execute(f"SELECT id, {', '.join(columns)} FROM {table} WHERE {condition} ORDER BY id", values)
            found[table] = cursor.fetchall()
    return found


NOW = "upper_inf(recorded)"
THEN = "recorded @> %s"


def test_every_kind_is_here() -> None:
    assert set(DECISIONS) == set(kinds()) - set(ELSEWHERE)


def test_every_command_has_a_test_of_its_own() -> None:
    """`TransferMember` is shown in `tests/areas/members/test_transfer_member.py`."""
    missing = [path for path in map(_test_of, kinds().values()) if not (ROOT / path).exists()]
    assert missing == []


def _test_of(kind: Kind) -> str:
    words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in kind.command.__name__)
    return ELSEWHERE.get(kind.name) or f"tests/areas/{kind.name.split('.')[0]}/test{words}.py"


@pytest.mark.parametrize("kind", DECISIONS)
def test_it_leaves_one_decision_with_its_paper_and_its_actor(world: World, kind: str) -> None:
    command = DECISIONS[kind](world)
    before = Decision.objects.count()
    decision = decide(command)
    assert Decision.objects.count() == before + 1
    kept = Decision.objects.get(id=decision.id)
    assert (kept.kind, kept.on, kept.body, kept.document, kept.actor) == (kind, command.on, PAPER["body"], PAPER["document"], CLERK.label)
    assert kept.payload.keys() == {"values", "given", "personal"}


@pytest.mark.parametrize("kind", DECISIONS)
def test_what_it_opened_and_closed_names_it(world: World, kind: str) -> None:
    command = DECISIONS[kind](world)
    before = held("true")
    decision = decide(command)
    with connection.cursor() as cursor:
        changed = 0
        for table, _ in tables():
            cursor.execute(f"SELECT count(*) FROM {table} WHERE opened_by_id = %s OR closed_by_id = %s", [decision.id, decision.id])
            changed += (cursor.fetchone() or (0,))[0]
            cursor.execute(f"SELECT count(*) FROM {table} WHERE lower(recorded) = %s", [decision.recorded])
            (opened,) = cursor.fetchone() or (0,)
            cursor.execute(f"SELECT count(*) FROM {table} WHERE opened_by_id = %s", [decision.id])
            assert cursor.fetchone() == (opened,)
    assert changed > 0
    assert all(row in held("true")[table] for table, rows in before.items() for row in rows), "a row was overwritten"


@pytest.mark.parametrize("kind", DECISIONS)
def test_before_it_everything_is_known_as_it_was(world: World, kind: str) -> None:
    command = DECISIONS[kind](world)
    before = held(NOW)
    decision = decide(command)
    assert held(THEN, [decision.recorded - timedelta(microseconds=1)]) == before
    assert held(THEN, [decision.recorded]) == held(NOW)
    assert held(NOW) != before

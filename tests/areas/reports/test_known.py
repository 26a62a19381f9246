"""What we knew at an instant: asked afterwards, figures are those that were given then."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from dangvu.ledger.models import Decision
from dangvu.meetings.commands import ReportAttendance
from dangvu.members.commands import EndMembership, TransferMember
from dangvu.organisation.commands import MoveUnit, RecordLocalityFact
from dangvu.people.commands import CorrectFacts
from dangvu.reports.figures import BREAKDOWNS, Answer, figures, records
from dangvu.reports.provincial import provincial
from tests.areas.reports import moves
from tests.areas.reports.moves import BACK, MOVED, TURNS
from tests.world import DAY, World, decide, instants, place

SINCE = date(2020, 1, 1)


def everything(world: World, known: datetime | None) -> dict[Any, Answer]:
    units = {name: getattr(world, name) for name in ("province", "cau_go", "ben_man", "an_binh", "hamlet_two")}
    whole = {
        (name, day): figures(number, day, since=SINCE, known=known, child=True) for name, number in units.items() for day in TURNS[2::3]
    }
    return whole | {by: figures(world.province, DAY, since=SINCE, known=known, by=by) for by in BREAKDOWNS}


def test_the_present_known_as_now_is_the_present(world: World) -> None:
    last = moves.unsettle(world)[-1]
    assert everything(world, last.recorded) == everything(world, None)


def test_the_past_is_known_as_it_was_told_then(world: World) -> None:
    told = [(decision, everything(world, None)) for decision in amend(world)]
    for decision, then in told:
        assert everything(world, decision.recorded) == then, decision.kind


def amend(world: World) -> Iterator[Decision]:
    """Decisions that reach back: a move, a correction of facts, a late exit, an earlier transfer, new counts and reports."""
    yield Decision.objects.latest("id")
    commands = (
        MoveUnit(on=MOVED, unit=world.an_binh, parent=world.ben_man),
        CorrectFacts(
            on=DAY,
            person=world.cuc,
            record_no="003",
            name="Lê Thị Cúc",
            born=date(1960, 2, 29),
            female=True,
            ethnicity="Khmer",
            religion="Cao Đài",
        ),
        EndMembership(on=date(2021, 1, 1), person=world.phuc, kind="transferred_out"),
        TransferMember(on=date(2020, 2, 1), person=world.giang, cell=world.hamlet_one),
        MoveUnit(on=BACK, unit=world.an_binh, parent=world.cau_go),
        RecordLocalityFact(on=date(2021, 1, 1), locality=place("XAB.2"), measure="population", value=999),
        ReportAttendance(on=date(2022, 10, 3), cell=world.school, due=9, present=9),
    )
    for command, now in zip(commands, instants(), strict=False):
        yield decide(command, now + timedelta(days=1))


def test_records_of_the_past_carry_the_names_held_then(world: World) -> None:
    before = Decision.objects.latest("id").recorded
    decide(
        CorrectFacts(
            on=DAY,
            person=world.cuc,
            record_no="003",
            name="Lê Thị Cúc Hoa",
            born=date(1992, 6, 1),
            female=True,
            ethnicity="Kinh",
            religion="Không",
        ),
        next(instants()).replace(day=9),
    )
    assert [record.label for record in records(world.hamlet_two, "probationary", DAY)] == ["Lê Thị Cúc Hoa"]
    assert [record.label for record in records(world.hamlet_two, "probationary", DAY, known=before)] == ["Lê Thị Cúc"]


def test_before_the_first_decision_nothing_was_known(world: World) -> None:
    long_ago = datetime.fromisoformat("2022-11-30T00:00+07:00")
    assert provincial(world.province, DAY, now=long_ago, known=long_ago).rows == ()
    answer = figures(world.province, DAY, known=long_ago, child=True)
    assert (answer.unit, answer.groups["members"]) == ("SX", [])
    assert {code: figure.numerator for code, figure in answer.figures.items() if figure.numerator} == {}

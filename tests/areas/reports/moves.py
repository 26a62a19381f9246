"""What the small world lacks: units that change their place while people come, go and cross at the same time."""

from collections.abc import Iterator
from datetime import date, timedelta

from dangvu.commands import Command
from dangvu.ledger.models import Decision
from dangvu.members.commands import EndMembership, RestoreMember, TransferMember
from dangvu.organisation.commands import ChangeUnit, EndUnit, FoundUnit, MoveUnit
from tests.world import CELL, COMMITTEE, World, decide, instants, newcomer, person, unit

MOVED = date(2021, 6, 1)
"""A committee moves to the other district; on this day people join it, leave it, cross with it and against it."""
BACK = date(2022, 3, 1)
WITHIN = date(2022, 4, 1)
"""A cell moves from one committee to another, which stands in the other district."""

TURNS = (
    date(2020, 5, 15), date(2020, 6, 1), MOVED - timedelta(days=1), MOVED, MOVED + timedelta(days=1), date(2021, 9, 19), date(2021, 9, 20),
    BACK - timedelta(days=1), BACK, WITHIN, date(2022, 4, 30), date(2022, 5, 1), date(2022, 11, 30),
)  # fmt: skip
"""Days around which figures differ."""


def unsettle(world: World) -> list[Decision]:
    """Decide all of it, ten days after the world was written down."""
    return [decide(command, now + timedelta(days=10)) for command, now in zip(_commands(world), instants(), strict=False)]


def _commands(world: World) -> Iterator[Command]:
    one, two, school = world.hamlet_one, world.hamlet_two, world.school
    yield ChangeUnit(on=date(2015, 1, 1), unit=one, sector="Ấp, khóm")
    yield FoundUnit(on=date(2020, 5, 15), code="SX.02.D", name="Đảng bộ xã Bãi Vàng", kind=COMMITTEE, parent=world.ben_man)
    yield newcomer("101", "Lý Văn Ba", MOVED, one)
    yield newcomer("102", "Châu Thị Tư", date(2020, 6, 1), one, female=True, ethnicity="Hoa", official=date(2021, 6, 1))
    yield newcomer("103", "Hồ Năm", date(2020, 6, 1), two, religion="Cao Đài")
    yield newcomer("104", "Mai Sáu", date(2020, 6, 1), school)
    yield newcomer("105", "Tô Thị Bảy", date(2012, 1, 1), two, official=date(2013, 1, 1), female=True)
    yield EndMembership(on=date(2018, 1, 1), person=person("105"), kind="left_on_request")
    yield MoveUnit(on=MOVED, unit=world.an_binh, parent=world.ben_man)
    yield TransferMember(on=MOVED, person=person("104"), cell=two)
    yield TransferMember(on=MOVED, person=person("103"), cell=school)
    yield EndMembership(on=MOVED, person=world.dung, kind="struck_off")
    yield RestoreMember(on=MOVED, person=person("105"), cell=one, entry="readmitted", hardship=True)
    yield FoundUnit(on=date(2021, 9, 20), code="SX.02.D.1", name="Chi bộ ấp Bãi", kind=CELL, parent=unit("SX.02.D"))
    yield TransferMember(on=date(2021, 9, 20), person=person("102"), cell=unit("SX.02.D.1"))
    yield MoveUnit(on=BACK, unit=world.an_binh, parent=world.cau_go)
    yield MoveUnit(on=WITHIN, unit=one, parent=unit("SX.02.D"))
    yield TransferMember(on=date(2022, 5, 1), person=person("102"), cell=two)
    yield EndUnit(on=date(2022, 5, 1), unit=unit("SX.02.D.1"))

"""The world that tests speak about: a small province, invented, in which everybody has a reason to exist.

Sông Xanh has eight units. The cell of the old post office ended in 2012; everything else is alive on the world's day.
Numbers are looked up by code and file number, so that a test names people and never counts rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

from django.contrib.auth import get_user_model

from dangvu.access.commands import GrantMandate
from dangvu.accounts.commands import account_named
from dangvu.commands import Clerk, Command, Refused, run
from dangvu.ledger.models import Decision
from dangvu.meetings.commands import ReportAttendance
from dangvu.members.commands import EndMembership, GivePost, RegisterMember, RestoreMember, SetParticipation, TransferMember
from dangvu.organisation.commands import EndUnit, FoundLocality, FoundUnit, RecordLocalityFact
from dangvu.organisation.places import locality_by_code
from dangvu.organisation.queries import unit_by_code
from dangvu.people.commands import RecordCitizenId
from dangvu.people.queries import person_by_record_no
from dangvu.periods.clock import HANOI
from dangvu.rulebook.commands import SetCalendarDay
from dangvu.transfers.commands import BeginTemporaryStay, EndTemporaryStay, SendMember, WithdrawLetter

CLERK = Clerk("Văn thư thử nghiệm")
DAY = date(2022, 11, 30)
"""The day on which the world is looked at."""

PROVINCE = "Đảng bộ tỉnh"
ABOVE = "Đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng"
COMMITTEE = "Đảng bộ cơ sở"
BASE_CELL = "Chi bộ cơ sở"
CELL = "Chi bộ trực thuộc"

FOUNDED = date(1992, 5, 1)
CHARGED = date(2022, 12, 1)
"""The day from which the world's officers are charged."""


@dataclass(frozen=True)
class World:
    """Numbers of units, localities and people by the names that tests use."""

    province: int
    cau_go: int
    ben_man: int
    an_binh: int
    hamlet_one: int
    hamlet_two: int
    school: int
    post_office: int

    place: int
    place_one: int
    place_two: int

    an: int
    binh: int
    cuc: int
    dung: int
    em: int
    phuc: int
    giang: int
    hanh: int

    officer: int
    secretary: int
    commune: int
    closed: int


UNITS = {
    "province": ("SX", "Đảng bộ tỉnh Sông Xanh", PROVINCE, None),
    "cau_go": ("SX.01", "Đảng bộ huyện Cầu Gỗ", ABOVE, "SX"),
    "ben_man": ("SX.02", "Đảng bộ huyện Bến Mận", ABOVE, "SX"),
    "an_binh": ("SX.01.A", "Đảng bộ xã An Bình", COMMITTEE, "SX.01"),
    "hamlet_one": ("SX.01.A.1", "Chi bộ ấp Một", CELL, "SX.01.A"),
    "hamlet_two": ("SX.01.A.2", "Chi bộ ấp Hai", CELL, "SX.01.A"),
    "school": ("SX.02.B", "Chi bộ Trường Trung học Bến Mận", BASE_CELL, "SX.02"),
    "post_office": ("SX.02.C", "Chi bộ Bưu điện cũ", BASE_CELL, "SX.02"),
}

PLACES = {
    "place": ("XAB", "Xã An Bình", "xã", None),
    "place_one": ("XAB.1", "Ấp Một", "ấp", "XAB"),
    "place_two": ("XAB.2", "Ấp Hai", "ấp", "XAB"),
}

PEOPLE = {
    "an": "001",
    "binh": "002",
    "cuc": "003",
    "dung": "004",
    "em": "005",
    "phuc": "006",
    "giang": "007",
    "hanh": "008",
}


ACCOUNTS = {"officer": "quan-tri", "secretary": "bi-thu", "commune": "xa-an-binh", "closed": "da-nghi-huu"}
"""Who signs in: for the whole register; for the cell of hamlet one, An himself; for the commune; a district's officer until July 2025."""


def find() -> World:
    """The world as it lies in the database."""
    numbers = {name: unit_by_code(code) for name, (code, *_) in UNITS.items()}
    numbers |= {name: locality_by_code(code) for name, (code, *_) in PLACES.items()}
    numbers |= {name: person_by_record_no(record_no) for name, record_no in PEOPLE.items()}
    numbers |= {name: account(username) for name, username in ACCOUNTS.items()}
    missing = [name for name, number in numbers.items() if number is None]
    if missing:
        raise LookupError(f"the world is not built: {missing}")
    return World(**{name: number for name, number in numbers.items() if number is not None})


def instants() -> Iterator[datetime]:
    """One minute after another, from the morning of 1 December 2022 on."""
    return (datetime(2022, 12, 1, 8, tzinfo=HANOI) + timedelta(minutes=minute) for minute in count())


def decide(command: Command, now: datetime | None = None) -> Decision:
    """A decision of the clerk who may do everything."""
    return run(command, CLERK, now=now)


def unit(code: str) -> int:
    """The number of a unit that exists."""
    number = unit_by_code(code)
    if number is None:
        raise LookupError(code)
    return number


def place(code: str) -> int:
    """The number of a locality that exists."""
    number = locality_by_code(code)
    if number is None:
        raise LookupError(code)
    return number


def person(record_no: str) -> int:
    """The number of a person that exists."""
    number = person_by_record_no(record_no)
    if number is None:
        raise LookupError(record_no)
    return number


def account(username: str) -> int | None:
    """The number of an account."""
    found: int | None = get_user_model()._default_manager.filter(username=username).values_list("pk", flat=True).first()
    return found


def newcomer(record_no: str, name: str, ceremony: date, cell: int, **differing: object) -> RegisterMember:
    """An ordinary admission: a man of thirty, Kinh, without religion, still probationary; tests name what differs."""
    usual: dict[str, object] = {
        "on": ceremony,
        "born": ceremony.replace(year=ceremony.year - 30),
        "female": False,
        "ethnicity": "Kinh",
        "religion": "Không",
        "decided": ceremony - timedelta(days=7),
        "ceremony": ceremony,
        "education": "Trung học phổ thông",
        "document": "12-QĐ/HU",
        "body": "Ban Thường vụ Huyện ủy Cầu Gỗ",
    }
    return RegisterMember(record_no=record_no, name=name, cell=cell, **{**usual, **differing})  # type: ignore[arg-type]  # one dict of many types


def build() -> World:
    """Decide the whole world, one command at a time."""
    for username in ACCOUNTS.values():
        account_named(username)
    for command, now in zip(_commands(), instants(), strict=False):
        decide(command, now)
    return find()


def _commands() -> Iterator[Command]:
    yield from _places()
    yield from _units()
    yield from _admissions()
    yield from _lives()
    yield from _mandates()
    yield from _meetings()
    yield from _moves()


def _places() -> Iterator[Command]:
    for code, name, level, above in PLACES.values():
        yield FoundLocality(on=FOUNDED, code=code, name=name, level=level, parent=above and place(above))
    for code, people, khmer in (("XAB.1", 1200, 480), ("XAB.2", 900, 18)):
        yield RecordLocalityFact(on=date(2020, 1, 1), locality=place(code), measure="population", value=people)
        yield RecordLocalityFact(on=date(2020, 1, 1), locality=place(code), measure="population", people="Khmer", value=khmer)
    yield RecordLocalityFact(on=date(2022, 1, 1), locality=place("XAB.1"), measure="population", value=1210)


def _units() -> Iterator[Command]:
    hamlets = {"SX.01.A.1": "XAB.1", "SX.01.A.2": "XAB.2"}
    for code, name, kind, above in UNITS.values():
        stands_in = place(hamlets[code]) if code in hamlets else None
        yield FoundUnit(on=FOUNDED, code=code, name=name, kind=kind, parent=above and unit(above), locality=stands_in)


def _admissions() -> Iterator[Command]:
    one, two, school, post_office = (unit(code) for code in ("SX.01.A.1", "SX.01.A.2", "SX.02.B", "SX.02.C"))
    yield newcomer("001", "Nguyễn Văn An", date(2000, 3, 1), one, official=date(2001, 3, 1), card_no="87.000001")
    yield newcomer(
        "002", "Thạch Thị Bình", date(2005, 9, 2), one, official=date(2006, 9, 2), female=True, ethnicity="Khmer", religion="Phật giáo"
    )  # fmt: skip
    yield newcomer("003", "Lê Thị Cúc", date(2022, 6, 1), two, female=True, education="Đại học")
    yield newcomer("004", "Trần Quốc Dũng", date(1994, 2, 3), two, official=date(1995, 2, 3), born=date(1946, 7, 15))
    yield newcomer("005", "Phạm Út Em", date(1998, 5, 19), two, official=date(1999, 5, 19))
    yield newcomer("006", "Võ Hồng Phúc", date(2008, 12, 22), one, official=date(2009, 12, 22))
    yield newcomer(
        "007", "Đỗ Hương Giang", date(1999, 1, 6), school, on=date(2015, 8, 15), entry="transferred_in", official=date(2000, 1, 6),
        female=True, religion="Công giáo", education="Thạc sĩ", theory="Cao cấp",
    )  # fmt: skip
    yield newcomer("008", "Kim Hạnh", date(2003, 4, 30), post_office, official=date(2004, 4, 30), ethnicity="Khmer")


def _lives() -> Iterator[Command]:
    """An leads his cell · Bình moves · Dũng is exempt · Em dies · Phúc is expelled and restored · Hạnh survives the end of a cell."""
    one, two, school, post_office = (unit(code) for code in ("SX.01.A.1", "SX.01.A.2", "SX.02.B", "SX.02.C"))
    yield GivePost(on=date(2015, 6, 1), person=person("001"), title="Bí thư", unit=one)
    yield GivePost(on=date(2020, 1, 1), person=person("001"), title="Trưởng ấp", locality=place("XAB.1"))
    yield TransferMember(on=date(2010, 3, 1), person=person("002"), cell=two)
    yield SetParticipation(on=date(2018, 1, 1), person=person("004"), value="exempt")
    yield EndMembership(on=date(2019, 10, 5), person=person("005"), kind="dead")
    yield EndMembership(on=date(2015, 4, 1), person=person("006"), kind="expelled")
    yield RestoreMember(on=date(2017, 1, 1), person=person("006"), cell=one, entry="restored")
    yield TransferMember(on=date(2012, 7, 1), person=person("008"), cell=school)
    yield EndUnit(on=date(2012, 7, 1), unit=post_office)
    yield RecordCitizenId(on=CHARGED, person=person("001"), number="084070000017", document="06-QĐ/TU")


def _meetings() -> Iterator[Command]:
    for code, month, due, present in (("SX.01.A.1", 9, 2, 2), ("SX.01.A.1", 10, 2, 1), ("SX.01.A.2", 10, 2, 2), ("SX.02.B", 10, 2, 1)):
        yield ReportAttendance(on=date(2022, month, 3), cell=unit(code), due=due, present=present)


def charged(username: str, role: str, unit_code: str = "", since: date = CHARGED, **differing: object) -> GrantMandate:
    """An account is charged with a role at a unit, or over the whole register."""
    usual: dict[str, object] = {"on": since, "account": account(username), "role": role, "unit": unit(unit_code) if unit_code else None}
    return GrantMandate(**{**usual, "document": "05-QĐ/TU", **differing})  # type: ignore[arg-type]  # one dict of many types


def _mandates() -> Iterator[Command]:
    yield charged("quan-tri", "province_approver")
    yield charged("bi-thu", "cell_secretary", "SX.01.A.1", holder=person("001"))
    yield charged("xa-an-binh", "commune_approver", "SX.01.A")
    yield charged("da-nghi-huu", "district_office", "SX.02", until=date(2025, 7, 1))


def _moves() -> Iterator[Command]:
    """Hạnh studied elsewhere for a year, and once a letter about him was taken back; a day off was announced late."""
    hanh = person("008")
    yield BeginTemporaryStay(on=date(2013, 3, 1), person=hanh, place="Trường Chính trị", reason="study", planned=date(2014, 3, 1))
    yield EndTemporaryStay(on=date(2014, 3, 1), person=hanh)
    yield SendMember(on=date(2020, 1, 6), person=hanh, to=unit("SX.01.A"), reason="work", document="02-GTSHĐ")
    yield WithdrawLetter(on=date(2020, 2, 3), letter=Decision.objects.latest("id").id, person=hanh)
    yield SetCalendarDay(on=date(2022, 12, 5), kind="off", name="Nghỉ sau bão", document="31-TB/TU")


def refusals(command: Command) -> list[str]:
    """The codes with which a decision is refused; a refused one leaves nothing behind."""
    before = Decision.objects.count()
    try:
        decide(command)
    except Refused as refused:
        if Decision.objects.count() != before:
            raise AssertionError("a refused command has left a decision") from refused
        return [problem.code for problem in refused.problems]
    raise AssertionError(f"not refused: {command}")

"""Look-ups that ask for a reason: a snooper stands there within the day, ordinary work does not; nobody who was read is named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from dangvu.access.integrations import make
from dangvu.periods.clock import now, today
from dangvu.readings.noting import note
from dangvu.readings.queries import unusual_readings
from dangvu.readings.words import UNUSUAL
from dangvu.rulebook.models import Rule
from dangvu.rulebook.queries import rule
from tests.areas.proposals.offices import clerk, commune, correction, proposed, with_role
from tests.pages.site import Site, reader, words_of
from tests.readings.completeness import Watched, people_of
from tests.readings.readers import asking, keeper, numbers
from tests.world import ABOVE, World, decide, newcomer, person

NEIGHBOURS = range(101, 107)


@pytest.fixture
def neighbours(world: World) -> list[int]:
    """Six more people of hamlet two."""
    for number in NEIGHBOURS:
        decide(newcomer(str(number), f"Lê Văn {number}", date(2015, 1, 5), world.hamlet_two))
    return [person(str(number)) for number in NEIGHBOURS]


def opened(account: int, label: str, *persons: int, unit: int, why: str = "") -> None:
    """Files, one at a time."""
    for one in persons:
        note(asking(account, label), "file", numbers(one), unit, today(), why)


def days_before(days: int) -> None:
    """Everything read until now was so many days ago; past the guard, by the owner."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE readings_reading DISABLE TRIGGER no_change")
        cursor.execute("UPDATE readings_reading SET at = at - make_interval(days => %s)", [days])
        cursor.execute("ALTER TABLE readings_reading ENABLE TRIGGER no_change")


def asked(days: int = 7) -> list[tuple[str, str, int, str]]:
    found = unusual_readings(today() - timedelta(days=days - 1), today())
    return [(one.account, one.why, one.times, one.unit) for one in found]


def test_whoever_opens_the_files_of_a_neighbourhood_stands_there_the_same_day(world: World, neighbours: list[int]) -> None:
    opened(world.officer, "quan-tri", *neighbours, unit=world.hamlet_two)
    assert asked(days=1) == [("quan-tri", "one_cell", 6, "Chi bộ ấp Hai")]


def test_one_less_is_ordinary_also_when_a_file_is_opened_twice(world: World, neighbours: list[int]) -> None:
    opened(world.officer, "quan-tri", *neighbours[:5], *neighbours[:5], unit=world.hamlet_two)
    opened(world.officer, "quan-tri", world.an, world.phuc, unit=world.hamlet_one)
    assert asked() == []


def test_whoever_comes_back_to_one_file_stands_there(world: World) -> None:
    for _day in range(3):
        opened(world.officer, "quan-tri", world.giang, unit=world.school)
        days_before(3)
    assert asked(days=30) == []
    opened(world.officer, "quan-tri", world.giang, unit=world.school)
    assert asked(days=1) == [("quan-tri", "again", 4, "Chi bộ Trường Trung học Bến Mận")]


def test_what_lies_further_back_than_thirty_days_is_forgotten(world: World) -> None:
    for _day in range(4):
        opened(world.officer, "quan-tri", world.giang, unit=world.school)
        days_before(10)
    opened(world.officer, "quan-tri", world.giang, unit=world.school)
    assert asked(days=1) == []


def test_many_on_a_day_stand_there_wherever_they_lie(world: World, neighbours: list[int]) -> None:
    Rule.objects.filter(key="lookup_files_a_day").update(value=5)
    opened(world.officer, "quan-tri", world.an, world.phuc, unit=world.hamlet_one)
    opened(world.officer, "quan-tri", *neighbours[:3], unit=world.hamlet_two)
    assert asked() == [("quan-tri", "many", 5, "")]


def test_the_own_commune_is_ordinary_work(world: World, neighbours: list[int]) -> None:
    opened(world.commune, "xa-an-binh", *neighbours, unit=world.hamlet_two)
    opened(world.secretary, "bi-thu", *neighbours, unit=world.hamlet_two)
    assert asked() == []


def test_an_office_at_the_unit_of_the_province_is_none_of_these(world: World, neighbours: list[int]) -> None:
    """Control: what makes it ordinary is the kind of the unit."""
    officer = with_role("kiem-tra-tinh", "inspection", "SX")
    opened(officer.account, officer.label, *neighbours, unit=world.hamlet_two)
    assert asked() == [("kiem-tra-tinh", "one_cell", 6, "Chi bộ ấp Hai")]


def test_directly_above_the_grassroots_stood_districts_then_communes(world: World) -> None:
    assert ABOVE not in rule("lookup_near_kinds", date(2025, 6, 30)).value
    assert ABOVE in rule("lookup_near_kinds", date(2025, 7, 1)).value


def test_lists_searches_and_exports_are_no_single_files(world: World, neighbours: list[int]) -> None:
    for kind in ("list", "search", "records", "export"):
        note(asking(world.officer, "quan-tri"), kind, numbers(*neighbours), world.hamlet_two)
    assert asked() == []


def test_to_answer_what_was_proposed_is_ordinary_work(world: World, neighbours: list[int]) -> None:
    """The page of a proposal says why it was read, and the file beside it is opened for the same."""
    officer = Site(reader("quan-tri"), world)
    for one in neighbours:
        task = proposed(correction(one, card_no=f"88.{one}"), clerk())
        assert officer.get("task", task, on=None).status == 200
        assert officer.get("member", officer.person(one), on=None).status == 200
    assert asked() == []
    opened(world.officer, "quan-tri", world.binh, unit=world.hamlet_two)
    assert asked() == []


def test_without_the_proposals_the_same_files_ask_for_a_reason(world: World, neighbours: list[int]) -> None:
    """Control."""
    officer = Site(reader("quan-tri"), world)
    for one in neighbours:
        officer.get("member", officer.person(one), on=None)
    assert asked() == [("quan-tri", "one_cell", 6, "Chi bộ ấp Hai")]


def test_a_program_of_the_same_account_makes_nothing_ordinary(world: World, neighbours: list[int]) -> None:
    make("bao-cao", "Lập báo cáo tháng", "quan-tri", 30, by="máy chủ", at=now())
    opened(world.officer, "quan-tri", *neighbours, unit=world.hamlet_two, why="bao-cao: Lập báo cáo tháng")
    assert asked() == []
    opened(world.officer, "quan-tri", *neighbours, unit=world.hamlet_two)
    assert asked() == [("quan-tri", "one_cell", 6, "Chi bộ ấp Hai")]


def test_a_member_reads_why_a_proposal_was_looked_at(world: World) -> None:
    task = proposed(correction(world.binh, card_no="88.2"), clerk())
    Site(reader("xa-an-binh"), world).get("task", task, on=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, reason FROM readings_reading")
        assert cursor.fetchall() == [("file", "Xem đề nghị: Sửa hồ sơ")]
    assert commune(world).label == "xa-an-binh"


def test_the_keeper_of_the_log_sees_it_and_nobody_named(world: World, neighbours: list[int]) -> None:
    opened(world.officer, "quan-tri", *neighbours, unit=world.hamlet_two)
    watched = Watched(keeper(), people_of(world))
    page = watched.get(reverse("read_log"))
    said = words_of(page.body)
    assert "Lượt xem cần làm rõ lý do" in said and "Mở nhiều hồ sơ riêng lẻ của cùng một nơi trong một ngày 6 hồ sơ Chi bộ ấp Hai" in said
    assert not page.shown and "Lê Văn 10" not in page.body
    assert "Lượt xem cần làm rõ lý do" not in watched.get(reverse("read_log"), kind="file").body


def test_a_log_with_nothing_unusual_says_so(world: World) -> None:
    assert "Không có lượt mở hồ sơ nào vượt ngưỡng." in keeper().get(reverse("read_log")).content.decode()
    assert set(UNUSUAL) == {"many", "one_cell", "again"}

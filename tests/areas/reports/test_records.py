"""Every figure opens into what it counts: as many rows as the figure, or amounts that add up to it."""

from datetime import date, datetime
from uuid import UUID

import pytest

from dangvu.indicators.evaluation import Unanswerable
from dangvu.organisation.models import Unit
from dangvu.people.models import PersonFacts
from dangvu.reports.figures import BREAKDOWNS, CATALOGUE, figures, records
from tests.areas.reports.moves import MOVED, unsettle
from tests.world import DAY, World

SINCE = date(2010, 1, 1)
SUMS = {"attendance_due", "attendance_present", "population", "households", "poor_households", "near_poor_households"}


def known_instants(world: World) -> list[datetime | None]:
    return [None, unsettle(world)[7].recorded]


def test_records_are_what_a_figure_counts(world: World) -> None:
    for known in known_instants(world):
        for unit in Unit.objects.all():
            answer = figures(unit.id, DAY, since=SINCE, known=known)
            for code, figure in answer.figures.items():
                found = records(unit.id, code, DAY, since=SINCE, known=known)
                assert sum(record.amount for record in found) == (figure.numerator or 0), (unit.code, code, known)
                if code not in SUMS and CATALOGUE.indicators[code].denominator is None:
                    assert len(found) == (figure.numerator or 0), (unit.code, code, known)


@pytest.mark.parametrize("by", BREAKDOWNS)
def test_records_of_a_group_are_what_the_group_counts(world: World, by: str) -> None:
    for known in known_instants(world):
        for unit in (world.province, world.ben_man, world.hamlet_two):
            for code, parts in figures(unit, DAY, since=SINCE, known=known, by=by).groups.items():
                for part in parts:
                    found = records(unit, code, DAY, since=SINCE, known=known, by=by, key=part.key)
                    assert sum(record.amount for record in found) == (part.figure.numerator or 0), (unit, code, part.key)


@pytest.mark.parametrize("by", BREAKDOWNS)
def test_groups_add_up_to_the_figure(world: World, by: str) -> None:
    unsettle(world)
    crossing = {"transfers_in", "transfers_out", "moved_in", "moved_out"} if by == "child" else set()
    for unit in (world.province, world.cau_go, world.an_binh):
        answer = figures(unit, DAY, since=SINCE, by=by)
        for code, parts in answer.groups.items():
            if code not in crossing:
                assert sum(part.figure.numerator or 0 for part in parts) == (answer.figures[code].numerator or 0), (unit, code)


def test_members_are_listed_by_given_name_under_opaque_numbers(world: World) -> None:
    found = records(world.province, "women", DAY)
    assert [(record.label, record.amount) for record in found] == [("Thạch Thị Bình", 1), ("Lê Thị Cúc", 1), ("Đỗ Hương Giang", 1)]
    assert {UUID(record.id).version for record in found} == {4}


def test_units_places_and_reports_are_listed_by_code(world: World) -> None:
    assert [record.label for record in records(world.an_binh, "cells", DAY)] == ["Chi bộ ấp Một", "Chi bộ ấp Hai"]
    assert [(record.label, record.amount) for record in records(world.province, "population", DAY)] == [("Ấp Một", 1210), ("Ấp Hai", 900)]
    reports = records(world.cau_go, "attendance_present", DAY)
    assert [(record.id, record.label, record.amount) for record in reports] == [
        ("SX.01.A.1 2022-09", "Chi bộ ấp Một – 09/2022", 2),
        ("SX.01.A.1 2022-10", "Chi bộ ấp Một – 10/2022", 1),
        ("SX.01.A.2 2022-10", "Chi bộ ấp Hai – 10/2022", 2),
    ]


def test_a_rate_opens_into_its_numerator(world: World) -> None:
    ages = {record.label: record.amount for record in records(world.hamlet_two, "mean_age", DAY)}
    assert ages == {"Thạch Thị Bình": 47, "Lê Thị Cúc": 30, "Trần Quốc Dũng": 76}


def test_a_long_list_is_read_in_pages(world: World) -> None:
    whole = records(world.province, "members", DAY)
    pages = [records(world.province, "members", DAY, limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert [record for page in pages for record in page] == whole


def test_records_of_a_child_are_those_that_count_for_it(world: World) -> None:
    unsettle(world)
    moved = records(world.province, "moved_in", MOVED, since=MOVED, by="child", key="SX.02")
    assert [record.label for record in moved] == [record.label for record in records(world.ben_man, "moved_in", MOVED, since=MOVED)]
    assert [record.label for record in moved] == ["Nguyễn Văn An", "Thạch Thị Bình", "Võ Hồng Phúc", "Châu Thị Tư"]


def test_an_erased_person_is_still_counted_without_a_name(world: World) -> None:
    nothing = dict.fromkeys(("record_no", "card_no", "name", "sort_key", "search", "born", "female", "ethnicity_id", "religion_id"))
    PersonFacts.objects.filter(person_id=world.an).update(erased=True, **nothing)
    assert "Đã xóa theo quy định" in [record.label for record in records(world.hamlet_one, "members", DAY)]


def test_a_group_is_named_whole_or_not_at_all(world: World) -> None:
    with pytest.raises(Unanswerable, match="cả cách phân tích và giá trị"):
        records(world.province, "members", DAY, by="sex")
    with pytest.raises(Unanswerable, match="không phân tích được theo “kind”"):
        records(world.province, "members", DAY, by="kind", key="dead")
    with pytest.raises(Unanswerable, match="mang mã “SX.99”"):
        records(world.province, "members", DAY, by="child", key="SX.99")

"""The log of readings takes rows and gives none back; what cannot be noted is not shown."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from dangvu.access.commands import EndMandate
from dangvu.access.queries import mandates_of
from dangvu.access.viewer import viewer_of
from dangvu.periods import clock
from dangvu.readings.kinds import KINDS, RIGHT_OF
from dangvu.readings.models import Reading
from dangvu.readings.noting import mandate_of, note
from dangvu.readings.queries import Asked, all_readings, readings_of
from dangvu.web.overload import Passing
from tests.readings.readers import asking, numbers
from tests.world import DAY, World, charged, decide


def test_a_reading_keeps_who_when_as_what_how_and_whom(world: World) -> None:
    before = clock.now()
    note(asking(world.commune, "xa-an-binh"), "list", numbers(world.binh, world.an), world.hamlet_one, DAY)
    (row,) = Reading.objects.all()
    assert (row.account_id, row.label, row.role) == (world.commune, "xa-an-binh", "Đảng ủy xã, người duyệt")
    assert (row.place_id, row.unit_id, row.day) == (world.an_binh, world.hamlet_one, DAY)
    assert (row.kind, row.persons) == ("list", sorted([world.an, world.binh]))
    assert abs((row.at - before).total_seconds()) < 60


def test_an_answer_that_shows_nobody_is_no_reading(world: World) -> None:
    note(asking(world.commune, "xa-an-binh"), "list", [], world.hamlet_one, DAY)
    assert not Reading.objects.exists()


def test_the_names_then_stay_when_the_mandate_has_ended(world: World) -> None:
    note(asking(world.commune, "xa-an-binh"), "file", numbers(world.an))
    (held,) = mandates_of(world.commune, clock.today())
    decide(EndMandate(on=clock.today(), mandate=held.number))
    (read,), total = readings_of(world.an, 10)
    assert (read.account, read.role, read.place, total) == ("xa-an-binh", "Đảng ủy xã, người duyệt", "Đảng bộ xã An Bình", 1)


CHANGES = ["UPDATE readings_reading SET reason = 'khác'", "DELETE FROM readings_reading", "TRUNCATE readings_reading"]


@pytest.mark.parametrize("statement", CHANGES)
def test_a_reading_is_never_changed_nor_taken_away(world: World, statement: str) -> None:
    note(asking(world.officer, "quan-tri"), "file", numbers(world.an))
    with pytest.raises(IntegrityError, match="stays noted"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Reading.objects.count() == 1


def test_who_read_somebody_is_found_by_an_index(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT id FROM readings_reading WHERE persons @> ARRAY[%s]", [world.an])
        plan = " ".join(row[0] for row in cursor.fetchall())
    assert "reading_persons" in plan


def test_somebody_whom_the_log_does_not_know_is_not_shown(world: World) -> None:
    with pytest.raises(Passing):
        note(asking(world.officer, "quan-tri"), "file", [*numbers(world.an), "00000000-0000-4000-8000-000000000000"])
    assert not Reading.objects.exists()


def test_an_address_that_is_none_is_a_fault_of_ours(world: World) -> None:
    with pytest.raises((ValueError, ValidationError)):
        note(asking(world.officer, "quan-tri"), "file", ["001"])


def test_a_log_that_refuses_is_told_as_passing(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE readings_reading ADD CHECK (false)")
    with pytest.raises(Passing) as refused, transaction.atomic():
        note(asking(world.officer, "quan-tri"), "file", numbers(world.an))
    assert isinstance(refused.value.__cause__, DatabaseError)


def test_one_reads_under_the_mandate_that_covers_the_unit(world: World) -> None:
    decide(charged("xa-an-binh", "assigned_member", "SX.02"))
    decide(charged("xa-an-binh", "inspection", "SX"))
    viewer = viewer_of(world.commune, clock.today(), "xa-an-binh")

    def role(kind: str, unit: int | None) -> str:
        held = mandate_of(viewer, kind, unit)
        assert held is not None
        return held.role

    assert role("file", world.hamlet_two) == "commune_approver"
    assert role("file", world.school) == "assigned_member"
    assert role("file", world.province) == "inspection"
    assert role("file", None) == "commune_approver"
    assert role("unmask", world.school) == "inspection"


def test_every_kind_has_a_right_and_the_table_takes_it(world: World) -> None:
    request = asking(world.officer, "quan-tri")
    for kind in KINDS:
        note(request, kind, numbers(world.an), reason="Xác minh theo đơn" if kind == "unmask" else "")
    assert Reading.objects.count() == len(RIGHT_OF)
    assert Reading.objects.filter(kind="unmask").get().reason == "Xác minh theo đơn"
    with pytest.raises(IntegrityError), transaction.atomic():
        Reading.objects.create(at=clock.now(), account_id=world.officer, label="quan-tri", kind="peek", persons=[world.an])


def test_one_is_told_who_read_one_without_the_own_visits(world: World) -> None:
    note(asking(world.secretary, "bi-thu"), "own", numbers(world.an))
    note(asking(world.secretary, "bi-thu"), "list", numbers(world.an, world.phuc), world.hamlet_one)
    note(asking(world.officer, "quan-tri"), "unmask", numbers(world.an), reason="Xác minh theo đơn")
    found, total = readings_of(world.an, 10)
    assert [(one.account, one.kind, one.reason) for one in found] == [("quan-tri", "unmask", "Xác minh theo đơn"), ("bi-thu", "list", "")]
    assert total == 2 and readings_of(world.giang, limit=10) == ([], 0)
    assert [one.kind for one in readings_of(world.an, limit=1, offset=1)[0]] == ["list"]


def test_everybodys_log_counts_people_and_is_narrowed(world: World) -> None:
    note(asking(world.secretary, "bi-thu"), "list", numbers(world.an, world.phuc), world.hamlet_one, DAY)
    note(asking(world.officer, "quan-tri"), "file", numbers(world.giang), world.school, DAY)
    every, total = all_readings(Asked(), limit=10)
    assert total == 2 and [one.persons for one in every] == [1, 2]
    assert (every[1].unit, every[1].day, every[1].place) == ("Chi bộ ấp Một", DAY, "Chi bộ ấp Một")
    assert every[0].place == ""
    assert [one.account for one in all_readings(Asked(kind="list"), limit=10)[0]] == ["bi-thu"]
    assert [one.kind for one in all_readings(Asked(account="quan-tri"), limit=10)[0]] == ["file"]
    now = clock.now()
    assert all_readings(Asked(since=now.replace(year=now.year + 1)), limit=10) == ([], 0)
    assert all_readings(Asked(until=now.replace(year=now.year - 1)), limit=10) == ([], 0)
    assert all_readings(Asked(until=now.replace(year=now.year + 1), since=now.replace(year=now.year - 1)), limit=10)[1] == 2


def test_the_day_looked_at_may_lie_in_the_past(world: World) -> None:
    note(asking(world.officer, "quan-tri"), "list", numbers(world.an), world.province, date(2019, 12, 31))
    assert Reading.objects.get().day == date(2019, 12, 31)

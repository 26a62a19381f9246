"""Dues and cases of one commune, through the commands; the roll stays as the batch made it."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from dangvu.commands import run
from dangvu.demo.build import CLERK
from dangvu.demo.doings import MONTHS
from dangvu.demo.officers import first_branch
from dangvu.demo.plan import MEMBERS
from dangvu.demo.printed import JUNE
from dangvu.dues.commands import SetDuesRate
from dangvu.dues.models import DuesPayment, UnpaidMonth
from dangvu.dues.queries import behind
from dangvu.dues.sums import sums
from dangvu.exits.queries import courses
from dangvu.ledger.models import Decision
from dangvu.ledger.queries import latest_day
from dangvu.members.queries import last_stays
from tests.databases import Database


def test_cells_of_a_commune_have_paid_for_five_months(small: Database) -> None:
    commune = first_branch()[-2]
    assert all(sums(commune, month, JUNE) for month in MONTHS)
    assert UnpaidMonth.objects.count() == 1 and DuesPayment.objects.count() > 50
    assert behind(commune, 2022, JUNE), "somebody always forgets"


def test_three_cases_wait_or_were_dropped_and_nobody_left(small: Database) -> None:
    told = [(one.kind, one.state, len(one.votes)) for one in courses(JUNE)]
    assert sorted(told) == [("left_on_request", "open", 0), ("struck_off", "dropped", 1), ("struck_off", "open", 1)]
    assert sum(stay.until is None for stay in last_stays()) == MEMBERS["S"]
    assert not Decision.objects.filter(kind__in=["exits.decide", "members.end"]).exists()


def test_the_day_to_look_at_stays_the_last_of_the_batch_until_something_is_decided_for_a_later_one(small: Database) -> None:
    member = DuesPayment.objects.order_by("id").values_list("person_id", flat=True)[0]
    with transaction.atomic():
        assert latest_day() == JUNE
        run(SetDuesRate(on=JUNE, person=member, key="student"), CLERK)
        assert latest_day() == JUNE
        run(SetDuesRate(on=JUNE + timedelta(days=1), person=member, key="rural"), CLERK)
        assert latest_day() is None
        transaction.set_rollback(True)

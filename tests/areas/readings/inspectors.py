"""Two people of the inspection office, and what one proposes and the other approves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from dangvu.access.officer import Officer
from dangvu.ledger.models import Decision
from dangvu.periods.clock import now, today
from dangvu.periods.days import add_months
from dangvu.proposals.answering import approve
from dangvu.readings.commands import DeferDisclosure
from tests.areas.proposals.offices import proposed, with_role
from tests.world import World

CASE = "12-KT/2026"
A_DAY = timedelta(days=1)


def first() -> Officer:
    """Proposes, and will read."""
    return with_role("kiem-tra-1", "inspection", "")


def second() -> Officer:
    """Approves."""
    return with_role("kiem-tra-2", "inspection", "")


def deferral(world: World, **differing: object) -> DeferDisclosure:
    """Bình is told only in three months what the first reads of her for the case."""
    command = DeferDisclosure(
        on=today(), document="34-QĐ/UBKT", body="Ủy ban Kiểm tra Tỉnh ủy", person=world.binh, account=first().account, case_symbol=CASE,
        until=add_months(today(), 3),
    )  # fmt: skip
    return replace(command, **differing)  # type: ignore[arg-type]  # fields of many types


def waiting(command: DeferDisclosure) -> UUID:
    """It was proposed, and nobody has answered."""
    return proposed(command, first())


def deferred(command: DeferDisclosure, days: int = 0) -> Decision:
    """It was approved, so many days from now."""
    return Decision.objects.get(id=approve(waiting(command), second(), now=now() + days * A_DAY))


def months(count: int) -> date:
    """So many months from today."""
    return add_months(today(), count)

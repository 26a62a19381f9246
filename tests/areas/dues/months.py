"""Dues in the small world: hamlet two has Bình, Cúc and Dũng; hamlet one An and Phúc."""

from __future__ import annotations

from datetime import date

from dangvu.accounts.commands import account_named
from dangvu.dues.commands import CorrectPayments, ExemptFromDues, Paid, RecordPayments, SetDuesRate
from dangvu.ledger.models import Decision
from tests.world import World, charged, decide

FEBRUARY, MARCH, APRIL = date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)
MET = date(2026, 3, 5)
"""The day of the cell's meeting in March, on which its dues are paid."""
PAPER = "21-QĐ/ĐU ngày 20/02/2026"


def payments(world: World, *paid: tuple[int, int | None], **differing: object) -> RecordPayments:
    """Everybody of hamlet two for March, where nobody is named."""
    usual: dict[str, object] = {"on": MET, "cell": world.hamlet_two, "month": MARCH}
    whom = paid or ((world.binh, 96_000), (world.cuc, 71_500), (world.dung, 38_000))
    return RecordPayments(**{**usual, **differing}, paid=tuple(Paid(*one) for one in whom))  # type: ignore[arg-type]  # one dict of many types


def paid(world: World, *whom: tuple[int, int | None], **differing: object) -> Decision:
    """They did."""
    return decide(payments(world, *whom, **differing))


def unpaid(world: World, *, cell: int | None = None, month: date = MARCH, on: date = date(2026, 4, 2)) -> RecordPayments:
    """Nobody of hamlet one paid for March, as its treasurer says in April."""
    return RecordPayments(on=on, cell=cell or world.hamlet_one, month=month, paid=())


def correction(world: World, *whom: tuple[int, int | None], **differing: object) -> CorrectPayments:
    """Bình paid 69,000 and not 96,000."""
    usual: dict[str, object] = {"on": date(2026, 3, 9), "cell": world.hamlet_two, "month": MARCH}
    told = tuple(Paid(*one) for one in whom or ((world.binh, 69_000),))
    return CorrectPayments(**{**usual, **differing}, paid=told)  # type: ignore[arg-type]  # one dict of many types


def rate(world: World, **differing: object) -> SetDuesRate:
    """Bình pays as a pensioner."""
    usual: dict[str, object] = {"on": FEBRUARY, "person": world.binh, "key": "pension"}
    return SetDuesRate(**{**usual, **differing})  # type: ignore[arg-type]  # one dict of many types


def exemption(world: World, **differing: object) -> ExemptFromDues:
    """Bình is exempt for half a year."""
    usual: dict[str, object] = {"on": MARCH, "person": world.binh, "reason": "hardship", "until": date(2026, 9, 1), "document": PAPER}
    return ExemptFromDues(**{**usual, **differing})  # type: ignore[arg-type]  # one dict of many types


def treasurer_of_two(world: World) -> int:
    """Cúc's account, charged with the dues of her cell."""
    account = account_named("thu-quy")
    decide(charged("thu-quy", "cell_treasurer", "SX.01.A.2", holder=world.cuc))
    return account


def some_dues(world: World) -> None:
    """A rate, an exemption, a month, and one in which nobody paid."""
    decide(unpaid(world, cell=world.school))
    decide(rate(world))
    decide(exemption(world, person=world.dung))
    paid(world)

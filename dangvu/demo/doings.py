"""What the cells of one commune did in 2022, by commands: dues of five months, and three cases, of which none ended a membership."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from dangvu.commands import Actor, run
from dangvu.demo.officers import first_branch
from dangvu.demo.plan import Size
from dangvu.demo.printed import JUNE
from dangvu.dues.commands import Paid, RecordPayments, SetDuesRate
from dangvu.dues.queries import lines, rates_on
from dangvu.dues.rules import UNKNOWN
from dangvu.exits.commands import DropCase, OpenCase, RecordVote
from dangvu.members.heads import crews, officials
from dangvu.members.queries import cell_of, still_in
from dangvu.organisation.queries import children

MONTHS = [date(2022, month, 1) for month in range(1, 6)]
PAID_ON = 5
LATE = date(2022, 6, 2)
"""When a cell says of a month that nobody paid for it."""
CELLS = 6
AMOUNTS = range(4_000, 11_000, 1_000)
"""What the rate of those without a salary allows."""
OPENED, VOTED, DROPPED, ASKED = date(2022, 5, 10), date(2022, 5, 24), date(2022, 6, 7), date(2022, 6, 20)
KINDS = (
    ("struck_off", "no_duties", True, OPENED),
    ("struck_off", "no_meetings", False, OPENED),
    ("left_on_request", "own_request", None, ASKED),
)
"""Kind, ground, whether the cell agreed (None: it has not voted), the day of the opening."""
SPARED = 4
"""The first members of a cell hold the accounts of the officers."""


def live_on(size: Size, actor: Actor) -> None:
    """The same for a size wherever it is made; the roll and the printed figures stay as they are."""
    dice = Random(f"Trà Vinh 2022 {size} doings")
    cells = [unit.id for unit in children(first_branch()[-2], JUNE) if unit.cell][:CELLS]
    for place, cell in enumerate(cells):
        _dues(cell, actor, dice, has_missed=place == 1)
    _cases(cells, actor)


def _dues(cell: int, actor: Actor, dice: Random, *, has_missed: bool) -> None:
    keys = sorted(rates_on(MONTHS[0])[0])
    usual: dict[int, int] = {}
    for month in MONTHS:
        owing = [line.person for line in lines(cell, month, LATE) if line.state == UNKNOWN]
        for person in owing:
            if person not in usual and keys:
                run(SetDuesRate(on=month, person=person, key="rural" if "rural" in keys else keys[0]), actor)
            usual.setdefault(person, dice.choice(AMOUNTS))
        if has_missed and month == MONTHS[-1]:
            run(RecordPayments(on=LATE, cell=cell, month=month, paid=()), actor)
        elif paid := tuple(Paid(person, usual[person]) for person in owing if dice.random() < 0.95):
            run(RecordPayments(on=month.replace(day=PAID_ON), cell=cell, month=month, paid=paid), actor)


def _cases(cells: Sequence[int], actor: Actor) -> None:
    """One that the cell agreed to and the committee above has yet to consider, one that fell short and was dropped, a request."""
    found = [(cell, one) for cell in cells for one in [_somebody(cell)] if one is not None]
    for (cell, person), (kind, reason, favour, on) in zip(found, KINDS, strict=False):
        case = run(OpenCase(on=on, person=person, kind=kind, reason=reason, document="04-BB/CB (minh họa)"), actor).id
        if favour is None:
            continue
        entitled = crews([cell], VOTED)[cell].voters
        agreed = entitled if favour else entitled // 3
        run(
            RecordVote(
                on=VOTED, case=case, person=person, unit=cell, organ="cell", entitled=entitled, present=entitled, in_favour=agreed,
                against=entitled - agreed, blank=0, document="05-NQ/CB (minh họa)",
            ),
            actor,
        )  # fmt: skip
        if not favour:
            run(DropCase(on=DROPPED, case=case, person=person, reason="not_agreed", document="06-NQ/CB (minh họa)"), actor)


def _somebody(cell: int) -> int | None:
    """An official member of the cell on every day that matters, with no account."""
    here = sorted(person for person in still_in(cell, JUNE) if cell_of(person, OPENED) == cell == cell_of(person, JUNE))
    return next((person for person in here[SPARED:] if person in officials([person], OPENED)), None)

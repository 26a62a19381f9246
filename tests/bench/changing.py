"""The move of a commune committee, with everything derived from it, beside the least that two rows cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import count, cycle

from django.db import connection

from dangvu.commands import Clerk, run
from dangvu.demo.build import DAY
from dangvu.demo.printed import DIRECT
from dangvu.demo.tree import COMMUNE
from dangvu.organisation.commands import MoveUnit
from tests.bench.baseline import bare_write
from tests.bench.scratch import Scratch
from tests.bench.timing import ROUNDS, AnswersDiffer, Measured, side_by_side

CLERK = Clerk("Đo tốc độ")
MOVED = DAY + timedelta(days=1)


def measure(place: Scratch, template: str, rounds: int = ROUNDS) -> Measured:
    """On a copy of the register; each round moves another committee to the next body."""
    many = 3 * rounds  # short, so that more of them cost nothing
    name = place.make("moved", template)
    place.use(name)
    moves = _moves()
    with place.connect(name) as register:
        bare_write.prepare(register)
        (most,) = register.execute("SELECT max(id) FROM bare_edge").fetchone() or (0,)
        edges = count(most - 5 * rounds)
        run(next(moves), CLERK)
        bare_write.move(register, next(edges))
        took = side_by_side(
            "unit_move_vs_bare_write", lambda: run(next(moves), CLERK), lambda: bare_write.move(register, next(edges)), many
        )
        _see_moved(many)
    place.drop(name)
    return took


def _moves() -> Iterator[MoveUnit]:
    """Commune committees in order, each to a body that it does not stand below."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.unit_id, e.parent_id FROM organisation_unitedge e JOIN unit_span u ON u.unit = e.unit_id AND u.sector = %s "
            "WHERE upper_inf(e.recorded) ORDER BY 1",
            [COMMUNE],
        )
        committees = cursor.fetchall()
        cursor.execute("SELECT unit FROM unit_span WHERE kind = %s ORDER BY 1", [DIRECT])
        bodies = cycle([unit for (unit,) in cursor.fetchall()])
    stands = dict(committees)
    for day in count():  # the next day where there are fewer committees than rounds
        for committee, parent in stands.items():
            target = next(bodies)
            stands[committee] = target if target != parent else next(bodies)
            yield MoveUnit(on=MOVED + timedelta(days=day), unit=committee, parent=stands[committee])


def _see_moved(rounds: int) -> None:
    """The moves were carried out, and everything below the committees went with them in the closure."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT FROM unit_leaf l "
            "WHERE l.ancestor = e.parent_id AND l.child = e.unit_id AND l.unit <> e.unit_id AND l.since = lower(e.period))) "
            "FROM organisation_unitedge e WHERE lower(e.period) >= %s AND upper_inf(e.recorded)",
            [MOVED],
        )
        moved, left_behind = cursor.fetchone() or (0, 0)
    if moved != rounds + 1 or left_behind:
        raise AnswersDiffer(f"moves carried out: {moved}, without what is below: {left_behind}")

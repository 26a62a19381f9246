"""What undoing an act will do, seen by undoing it in a transaction that is rolled back; counted on the day of the act."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from dangvu.access.connections import registrar
from dangvu.access.officer import Officer
from dangvu.access.queries import mandates_at
from dangvu.access.viewer import Viewer
from dangvu.commands import Actor, Refused, rehearsed, turn
from dangvu.members.heads import members_together
from dangvu.organisation.queries import units_on
from dangvu.organisation.trees import numbers_of, parents_above
from dangvu.proposals.queries import in_progress
from dangvu.reorganisation.commands import Reorganise, steps_of
from dangvu.reorganisation.rehearsal import Before, Effect, FileLine, MandateLine, Rehearsing, cases_in, counted, posts_in, seen_after
from dangvu.reorganisation.undoing import UndoReorganisation, act_of, judge

A_DAY = timedelta(days=1)


def rehearse_undoing(command: UndoReorganisation, actor: Actor, *, now: datetime | None = None) -> Effect:
    """The effect of an undoing if it were decided now; nothing of it stays. `Refused` as the undoing itself would be."""
    with registrar(), transaction.atomic():
        turn()
        act = act_of(command.decision)
        if act is None:
            raise Refused(judge(command))
        seen = _held(act, actor.viewer() if isinstance(actor, Officer) else None)
        return rehearsed(command, Rehearsing(actor), lambda decision: seen_after(seen, decision.id), now=now)


def _held(act: Reorganise, viewer: Viewer | None) -> Before:
    """What an act has left: its units with those above them, before it and since; mandates and files at the units that it founded."""
    on, founded = act.on, set(numbers_of([row.code for row in act.founded]).values())
    named = {*steps_of(act).units(), *founded}
    touched = named | set(parents_above(named, on).values()) | set(parents_above(named, on - A_DAY).values())
    codes = {unit.id: unit.code for unit in units_on(sorted(founded), on)}
    return Before(
        act, counted(touched, on), posts_in(touched, on), members_together(touched, on),
        tuple(MandateLine(one.number, one.account, one.role, codes[one.unit or 0]) for one in mandates_at(sorted(founded), on)),
        tuple(
            FileLine(one.public_id, one.kind, tuple(codes[unit] for unit in one.units if unit in founded))
            for one in in_progress(founded, viewer)
        ),
        cases_in(founded, on, codes),
        tuple(sorted(touched)),
    )  # fmt: skip

"""Mistakes that one could make in acts of reorganisation, each put in by name, so that the histories can show that they find them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from dangvu.commands import registry, run
from dangvu.ledger import dated
from dangvu.ledger.models import Decision
from dangvu.members import moving
from dangvu.members.commands import stays
from dangvu.organisation import reshaping
from dangvu.reorganisation import commands, rehearsal, rules


def nobody_asks_whether_it_balances(patch: pytest.MonkeyPatch) -> None:
    """An act that loses a part of a body, or of a cell, is taken."""
    patch.setattr(rules, "balance", lambda _outcome: iter(()))


def those_named_go_with_the_cell(patch: pytest.MonkeyPatch) -> None:
    """Where a whole cell goes, those who are named to go elsewhere go with it."""
    right = "coalesce(t.goes, w.goes) AS goes"
    assert moving.MOVE.count(right) == 1
    patch.setattr(moving, "MOVE", moving.MOVE.replace(right, "coalesce(w.goes, t.goes) AS goes"))


def what_was_decided_for_later_about_a_member_is_wiped_out(patch: pytest.MonkeyPatch) -> None:
    """Whoever comes back into the cell later by a decision of its own goes along as well."""
    right = "lower(m.period) > %(on)s AND m.cell_id = ANY (%(closing)s::int[])"
    assert moving.MOVE.count(right) == 1
    patch.setattr(moving, "MOVE", moving.MOVE.replace(right, "lower(m.period) > %(on)s"))


def whoever_had_left_goes_with_the_cell(patch: pytest.MonkeyPatch) -> None:
    """A transfer recorded late lasts only until the day on which the cell that was left is absorbed."""
    patch.setattr(stays, "carried", lambda _stay: [])


def stays_in_one_cell_stay_two(patch: pytest.MonkeyPatch) -> None:
    """A transfer from a cell to itself is left where the one was merged into the other."""
    patch.setattr(moving, "_join_stays", lambda _persons, _change: None)


def spans_are_not_made_anew(patch: pytest.MonkeyPatch) -> None:
    """Stays move, what is derived of them does not."""
    patch.setattr(moving, "refresh_moved", lambda _persons: None)


def the_closure_is_made_anew_for_new_units_alone(patch: pytest.MonkeyPatch) -> None:
    """What was placed elsewhere is forgotten."""
    right = reshaping.refresh_tree
    patch.setattr(commands, "refresh_tree", lambda units: right(sorted(units)[-1:]))


def posts_are_forgotten(patch: pytest.MonkeyPatch) -> None:
    """Posts of units that end go on."""
    patch.setattr(moving, "move_posts", lambda *_: None)


def the_lineage_is_written_the_wrong_way_round(patch: pytest.MonkeyPatch) -> None:
    """Successor before predecessor."""
    right = reshaping.succeed

    def succeed(went: Any, on: date, change: Any) -> None:
        right([one._replace(predecessor=one.successor, successor=one.predecessor) for one in went], on, change)

    patch.setattr(commands, "succeed", succeed)


def a_unit_of_another_kind_keeps_taking_members(patch: pytest.MonkeyPatch) -> None:
    """The kind turns, whether it is a cell does not."""
    patch.setattr(reshaping, "_cell_kinds", lambda _on: frozenset({"Chi bộ trực thuộc", "Chi bộ cơ sở", "Chi bộ", "Đảng bộ bộ phận"}))


def what_was_decided_for_later_is_wiped_out(patch: pytest.MonkeyPatch) -> None:
    """Many values assigned for ever."""

    def assign_rows(model: Any, subject: str, since: date, values: Mapping[int, Any], *, decision: int, recorded: Any) -> None:
        later = dated.current(model, **{f"{subject}__in": list(values)}).filter(period__startswith__gt=since)
        dated.close_rows(model._meta.db_table, [row.pk for row in later], decision, recorded)
        covering = list(dated.current(model, **{f"{subject}__in": list(values)}).filter(period__contains=since))
        dated.cut_rows(model, covering, since, decision=decision, recorded=recorded)
        opened = ({subject: number, "period": (since, None), **new} for number, new in values.items())
        dated.open_rows(model, opened, decision=decision, recorded=recorded)

    patch.setattr(registry, "assign_rows", assign_rows)


def the_rehearsal_is_kept(patch: pytest.MonkeyPatch) -> None:
    """What was to be seen alone is carried out."""

    def rehearsed(command: Any, actor: Any, look: Any, *, now: Any = None) -> Any:
        return look(run(command, actor, now=now))

    patch.setattr(rehearsal, "rehearsed", rehearsed)


def the_rehearsal_looks_too_early(patch: pytest.MonkeyPatch) -> None:
    """It answers what is there before anything is done."""
    patch.setattr(rehearsal, "rehearsed", lambda _command, _actor, look, *, now=None: look(Decision(id=0)))


SLIPS: list[tuple[Callable[[pytest.MonkeyPatch], None], int, str]] = [
    (nobody_asks_whether_it_balances, 0, "a group is not balanced"),
    (those_named_go_with_the_cell, 1, "the effect counts otherwise|members: "),
    (what_was_decided_for_later_about_a_member_is_wiped_out, 11, "members: |events: |the effect counts|members told and kept"),
    (whoever_had_left_goes_with_the_cell, 9, "members: |events: |the effect counts|members told and kept"),
    (stays_in_one_cell_stay_two, 17, "members: |events: |the effect counts"),
    (spans_are_not_made_anew, 0, "differ from a rebuild: {'member_span'|members told and kept|the effect counts otherwise|before="),
    (
        the_closure_is_made_anew_for_new_units_alone,
        0,
        "differ from a rebuild: {'unit_leaf'|the effect counts otherwise|members told and kept",
    ),
    (posts_are_forgotten, 0, "posts that outlive"),
    (the_lineage_is_written_the_wrong_way_round, 0, "the lineage is not what was decided|the effect counts otherwise"),
    (a_unit_of_another_kind_keeps_taking_members, 9, "figures of |cells|the effect counts otherwise"),
    (what_was_decided_for_later_is_wiped_out, 3, "closure: |members: |the effect counts otherwise"),
    (the_rehearsal_is_kept, 0, "a rehearsal has left something behind"),
    (the_rehearsal_looks_too_early, 0, "the act is not what was rehearsed"),
]
"""Each with a history that shows it soon, and the words in which histories complain of it."""

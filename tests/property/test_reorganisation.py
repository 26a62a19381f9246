"""Random histories of acts of reorganisation, beside the second opinion: nobody is lost, figures agree, the rehearsal was right."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from dangvu.commands import Refused
from dangvu.commands.rebuilding import rebuild
from dangvu.indicators.evaluation import Unanswerable
from dangvu.organisation.lineage import ended_in
from dangvu.reorganisation.commands import Reorganise
from dangvu.reorganisation.rehearsal import Effect, look, rehearse, seen_after
from dangvu.reports.figures import figures
from tests.conftest import Clone
from tests.databases import Database, connected_to
from tests.property import oracle
from tests.property.acts import FIRST, STEP, Proposer, base, draw_act, draw_decision
from tests.property.comparison import CODES, assert_as_defined, assert_as_told, assert_figures_as_told, rows
from tests.property.oracle import State, Told, at, read_ledger, told_again
from tests.property.slips import SLIPS
from tests.world import CLERK, decide

PROFILE = os.environ.get("DANGVU_PROPERTY", "quick")
HISTORIES = {"brief": 3, "quick": 6, "full": 20, "long": 500}[PROFILE]
ACTS, LOTS, EVERY = 40, 3, 10
QUADRUPLES = 20
"""So many figures of each history are compared as known at different instants: 10,000 in the long run."""

DAYS = [FIRST + turn * STEP for turn in range(ACTS)]


@pytest.fixture(scope="module")
def province(empty_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker) -> Iterator[Database]:
    """The base of every history, committed; each history is rolled back to it."""
    with clone(empty_template) as database, django_db_blocker.unblock(), connected_to(database):
        units: dict[str, int] = {}
        for command in base():
            decided = command(units)
            decision = decide(decided)
            if decision.kind == "organisation.found":
                units[decided.code] = decision.payload["given"][0]
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield database


@dataclass
class History:
    """Forty acts, one after another as a rule, with decisions about members in between; looked at after every act."""

    seed: int
    tally: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.draw = Random(self.seed)
        decisions = read_ledger()
        self.last, self.state = decisions[-1].id, told_again(decisions)

    def run(self) -> None:
        """All of it; the database holds it afterwards."""
        for turn, day in enumerate(DAYS):
            if self.draw.random() < 0.4:
                self.decide_something()
            self.act(day if self.draw.random() < 0.85 else self.draw.choice(DAYS))
            if turn % EVERY == EVERY - 1:
                assert_as_told(self.state)
        self.look_once_more()

    def decide_something(self) -> None:
        """About a member; accepted or not."""
        command = draw_decision(self.state, self.draw)
        try:
            decide(command)
        except Refused:
            return
        self.take()
        self.tally[f"late {type(command).__name__}"] += command.on < DAYS[-1]

    def act(self, on: date) -> None:
        """One act: rehearsed, carried out, and seen to be what was rehearsed."""
        command = draw_act(self.state, self.draw, on)
        before = rows(EVERYTHING)
        try:
            effect = rehearse(command, CLERK)
        except Refused as refused:
            self.refuse(command, refused)
            return
        finally:
            assert rows(EVERYTHING) == before, "a rehearsal has left something behind"
        totals, seen, was = self.totals(), look(command), self.groups(command)
        done = seen_after(seen, decide(command).id)
        assert done == effect, f"the act is not what was rehearsed: {command} {effect} {done}"
        self.take()
        self.tally[command.act] += 1
        assert self.totals() == totals, f"members before and after an act: {totals} {self.totals()}"
        assert self.groups(command) == was, f"a group is not balanced: {command}"
        self.see_effect(effect)
        assert_as_defined()
        assert not rows(POSTS), f"posts that outlive their unit or the stay of their holder: {rows(POSTS)}"

    def refuse(self, command: Reorganise, refused: Refused) -> None:
        """The act is refused for the same reasons."""
        codes = [problem.code for problem in refused.problems]
        self.tally["refused"] += 1
        self.tally[f"refused {command.act} {codes[0]}"] += 1
        try:
            decide(command)
        except Refused as again:
            assert [problem.code for problem in again.problems] == codes, "refused otherwise than rehearsed"
            return
        raise AssertionError(f"refused in the rehearsal alone: {command}")

    def take(self) -> None:
        """The second opinion hears of the last decision."""
        (told,) = read_ledger(after=self.last)
        self.last = told.id
        self.state.take(told)

    def totals(self) -> list[int]:
        """Members of the whole register on every day, told and kept."""
        told = [sum(at(person.cell, day) is not None for person in self.state.people.values()) for day in DAYS]
        kept = [len(rows("SELECT FROM member_span WHERE since <= %s AND until > %s", [day, day])) for day in DAYS[::8]]
        assert kept == told[::8], f"members told and kept: {told[::8]} {kept}"
        return told

    def groups(self, command: Reorganise) -> list[set[int]]:
        """By the second opinion: who is below each group that the lineage ties together, without those moved by name where they may."""
        named = {person for row in command.moved for person in row.persons} if command.act in {"members", "plan"} else set()
        groups: list[set[Any]] = []
        for pair in command.lineage:
            joined: set[Any] = {pair.predecessor, pair.successor}
            for group in [group for group in groups if group & joined]:
                groups.remove(group)
                joined |= group
            groups.append(joined)
        numbers = {unit.code: number for number, unit in self.state.units.items()}
        units = [
            {numbers[ref] if isinstance(ref, str) else ref for ref in group if ref in numbers or isinstance(ref, int)} for group in groups
        ]
        return [{who for unit in group for who in self.state.members(unit, command.on)} - named for group in units]

    def see_effect(self, effect: Effect) -> None:
        """Its counts of members are those that one finds by looking at each."""
        assert effect.before == effect.after, effect
        numbers = {unit.code: number for number, unit in self.state.units.items()}
        for line in effect.units:
            told = len(self.state.members(numbers[line.code], effect.on)) if self.state.alive(numbers[line.code], effect.on) else None
            assert (line.after.members if line.after else None) == told, f"the effect counts otherwise: {line} {told}"

    def look_once_more(self) -> None:
        """The whole history: lineage, figures as known at several instants."""
        assert_as_told(told_again(read_ledger()))
        kept = rows("SELECT predecessor_id, successor_id, day, act FROM organisation_succession WHERE upper_inf(recorded)")
        assert sorted(kept) == sorted(self.state.lineage), "the lineage is not what was decided"
        self.look_at_chains()
        self.look_at_figures(read_ledger())
        units = lived(self.state)
        since, on = sorted(self.draw.sample(DAYS, 2))
        assert_figures_as_told(self.state, self.draw.choice(units), on, since)

    def look_at_chains(self) -> None:
        """What ended leads to where its members went on, as far as nobody was moved by name meanwhile."""
        on = DAYS[-1]
        for unit, heirs in ended_in(list(self.state.units), on).items():
            assert all(self.state.alive(heir, on) for heir in heirs)
            assert heirs == [unit] or not self.state.alive(unit, on)
        self.tally["chains"] += sum(not self.state.alive(unit, on) for unit in ended_in(list(self.state.units), on))

    def look_at_figures(self, history: Sequence[Told]) -> None:
        """(unit, day, known, figure) by the program and by the second opinion; who ended on the day of its founding has no figures."""
        for known in self.instants(history):
            told, codes = told_again(history, known), self.draw.sample(CODES, QUADRUPLES // 2)
            unit, (since, on) = self.draw.choice(sorted(told.units)), sorted(self.draw.sample(DAYS, 2))
            if unit not in lived(told):
                self.tally["of no day"] += 1
                with pytest.raises(Unanswerable):
                    figures(unit, on, since=since, known=known, codes=codes)
                unit = self.draw.choice(lived(told))
            found = figures(unit, on, since=since, known=known, codes=codes).figures
            wanted = oracle.figures(told, unit, on, since)
            differing = {code: (wanted[code], found[code].value) for code in codes if wanted[code] != found[code].value}
            assert not differing, f"figures of {unit} from {since} to {on} as known at {known}: {differing}"

    def instants(self, history: Sequence[Told]) -> list[datetime | None]:
        """Now, or the moment before some decision."""
        return [None, self.draw.choice(history[80:] or history).recorded - timedelta(microseconds=1)]


def lived(state: State) -> list[int]:
    """Units that existed on some day."""
    return sorted(number for number, unit in state.units.items() if any(unit.state.values()))


EVERYTHING = """
SELECT (SELECT max(id) FROM ledger_decision), (SELECT count(*) FROM organisation_unit), (SELECT count(*) FROM organisation_unitstate),
       (SELECT count(*) FROM members_membership WHERE upper_inf(recorded)), (SELECT count(*) FROM organisation_succession),
       (SELECT sum(hashtext(m::text)::bigint) FROM member_span m), (SELECT sum(hashtext(l::text)::bigint) FROM unit_leaf l)
"""

POSTS = """
SELECT p.person_id, p.title, p.unit_id FROM members_post p
 WHERE upper_inf(p.recorded) AND NOT EXISTS (
   SELECT FROM (SELECT range_agg(s.period) AS days FROM organisation_unitstate s WHERE s.unit_id = p.unit_id AND upper_inf(s.recorded)) life
    WHERE life.days @> p.period)
"""


def histories(seeds: Sequence[int]) -> Counter[str]:
    """Each from the base, and back to it; what happened in all of them."""
    tally: Counter[str] = Counter()
    for seed in seeds:
        with transaction.atomic():
            history = History(seed)
            try:
                history.run()
            finally:
                transaction.set_rollback(True)
            tally += history.tally
    return tally


@pytest.mark.parametrize("lot", range(LOTS))
def test_nobody_is_lost_and_every_figure_is_the_one_that_is_counted(province: Database, lot: int) -> None:
    tally = histories(range(lot, HISTORIES, LOTS))
    done = sum(count for name, count in tally.items() if name in ALL_ACTS)
    assert done > 0.6 * (done + tally["refused"]), tally
    assert tally["chains"] > 0, tally


ALL_ACTS = {"found", "split", "merge", "consolidate", "dissolve", "end", "upgrade", "downgrade", "move", "rename", "members", "plan"}


def test_every_kind_of_act_is_among_them_and_the_register_can_be_told_again(province: Database) -> None:
    tally: Counter[str] = Counter()
    for seed in range(100, 104):
        with transaction.atomic():
            history = History(seed)
            history.run()
            found = rebuild()
            transaction.set_rollback(True)
        assert found.empty, (found.failed, [compared for compared in found.tables if compared.differing])
        tally += history.tally
    assert tally.keys() >= ALL_ACTS, tally


def test_what_loses_somebody_on_purpose_is_refused_as_unbalanced(province: Database) -> None:
    draw, state, refused = Random(7), told_again(read_ledger()), Counter[str]()
    for _ in range(60):
        command = Reorganise(on=FIRST, **Proposer(state, draw, FIRST).wild())
        try:
            rehearse(command, CLERK)
        except Refused as found:
            refused[f"{command.act} {found.problems[0].code}"] += 1
    assert {"plan unbalanced", "split unbalanced", "plan no_successor"} <= refused.keys(), refused


@pytest.mark.slow
@pytest.mark.parametrize(("slip", "soon", "complaint"), SLIPS, ids=[slip.__name__ for slip, _, _ in SLIPS])
def test_it_finds_that(
    province: Database, monkeypatch: pytest.MonkeyPatch, slip: Callable[[pytest.MonkeyPatch], None], soon: int, complaint: str
) -> None:  # fmt: skip
    slip(monkeypatch)
    first = 0 if PROFILE in {"full", "long"} else soon
    with pytest.raises(AssertionError, match=complaint):
        histories(range(first, first + 12))

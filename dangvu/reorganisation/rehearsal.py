"""What an act will do, seen by doing it: the same code in a transaction that is rolled back, looked at before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from dangvu.access.connections import registrar
from dangvu.access.officer import Officer
from dangvu.access.queries import mandates_at
from dangvu.access.viewer import Viewer
from dangvu.commands import Actor, Command, rehearsed, turn
from dangvu.commands.registry import kind_of
from dangvu.exits.queries import open_about
from dangvu.members.heads import crews_below, members_together, moved_by, offices
from dangvu.organisation.queries import units_on
from dangvu.organisation.trees import below_any, numbers_of, parents_above
from dangvu.proposals.queries import in_progress
from dangvu.reorganisation.commands import Reorganise, steps_of
from dangvu.rulebook.queries import in_force, rule

SECRETARY = "Bí thư"


@dataclass(frozen=True)
class Counted:
    """What a unit is called on the day, its kind, and how many are in it and below it."""

    name: str
    kind: str
    is_cell: bool
    members: int
    official: int
    parent: str


@dataclass(frozen=True)
class UnitLine:
    """A unit that the act touches, by its code: before, and after; None where it does not exist."""

    code: str
    before: Counted | None
    after: Counted | None


@dataclass(frozen=True)
class PostLine:
    """A post by the number of its holder, its title and the code of its unit."""

    person: int
    title: str
    unit: str


@dataclass(frozen=True)
class MandateLine:
    """A mandate, by its number, at a unit that ends: whoever holds it sees from then on only what hung there."""

    number: int
    account: int
    role: str
    unit: str


@dataclass(frozen=True)
class FileLine:
    """A proposal in progress that names a unit which ends, or from which members go."""

    public_id: UUID
    kind: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class CaseLine:
    """How many cases are open about members who go from a unit: they go along with the members."""

    unit: str
    open: int


@dataclass(frozen=True)
class Notice:
    """What the rules allow, but somebody must think of; `unit` is a code."""

    code: str
    unit: str
    message: str
    source: str = ""


@dataclass(frozen=True)
class Effect:
    """What an act does on its day. `before` and `after` count everybody below any unit touched, each once; they are equal.

    `posts_ended` and `posts_begun` are those of the units touched. Units are named by their codes.
    """

    on: date
    before: int
    after: int
    moved: int
    units: tuple[UnitLine, ...]
    posts_ended: tuple[PostLine, ...]
    posts_begun: tuple[PostLine, ...]
    mandates: tuple[MandateLine, ...]
    files: tuple[FileLine, ...]
    cases: tuple[CaseLine, ...]
    notices: tuple[Notice, ...]

    @property
    def founded(self) -> list[UnitLine]:
        """Units that begin to exist."""
        return [line for line in self.units if line.before is None]

    @property
    def ended(self) -> list[UnitLine]:
        """Units that cease to exist."""
        return [line for line in self.units if line.after is None]


@dataclass(frozen=True)
class Before:
    """What is seen before an act is done, to be compared with what is seen after it."""

    command: Reorganise
    units: Mapping[str, Counted]
    posts: frozenset[PostLine]
    together: int
    mandates: tuple[MandateLine, ...]
    files: tuple[FileLine, ...]
    cases: Mapping[int, str]
    touched: tuple[int, ...] = ()
    """Units that are looked at afterwards though they do not exist before."""


def rehearse(command: Reorganise, actor: Actor, *, now: datetime | None = None) -> Effect:
    """The effect of an act if it were taken now; nothing of it stays. `Refused` as the act itself would be.

    Whoever may propose an act may rehearse it.
    """
    with registrar(), transaction.atomic():
        turn()
        seen = look(command, actor.viewer() if isinstance(actor, Officer) else None)
        return rehearsed(command, Rehearsing(actor), lambda decision: seen_after(seen, decision.id), now=now)


@dataclass(frozen=True)
class Rehearsing:
    """An actor who decides nothing: to propose is enough."""

    actor: Actor

    @property
    def label(self) -> str:
        """As the ledger would name the actor."""
        return self.actor.label

    def may(self, kind: str, command: Command) -> bool:
        """Whether the actor may decide it, or propose it."""
        proposes = isinstance(self.actor, Officer) and self.actor.by("propose", kind_of(command).name, command) is not None
        return proposes or self.actor.may(kind, command)


def look(command: Reorganise, viewer: Viewer | None = None) -> Before:
    """What an act will be compared with; asked before it is carried out. The files are those that the viewer finds; None finds all."""
    steps, on = steps_of(command), command.on
    named = set(steps.units())
    parents = parents_above({*steps.ended, *(row.unit for row in steps.placed)}, on)
    touched = named | {parents[unit] for unit in (*steps.ended, *(row.unit for row in steps.placed)) if unit in parents}
    codes = {unit.id: unit.code for unit in units_on(sorted(touched | below_any(steps.ended, on)), on)}
    left = {*steps.ended, *(row.cell for row in steps.moved)}
    files = in_progress(left, viewer)
    return Before(
        command,
        counted(touched, on),
        posts_in(touched, on),
        members_together(touched, on),
        tuple(MandateLine(one.number, one.account, one.role, codes[one.unit or 0]) for one in mandates_at(steps.ended, on)),
        tuple(FileLine(one.public_id, one.kind, tuple(codes[unit] for unit in one.units if unit in left)) for one in files),
        cases_in(left, on, codes),
    )


def cases_in(units: Collection[int], on: date, codes: Mapping[int, str]) -> Mapping[int, str]:
    """The members of these units about whom a case is open, with the unit of each."""
    return {person: codes[cell] for person, cell in open_about(units, on).items()}


def seen_after(before: Before, decision: int) -> Effect:
    """The effect of an act that a decision has carried out, rehearsed or not."""
    command = before.command
    on = command.on
    touched = {*numbers_of([*before.units, *(row.code for row in command.founded)]).values(), *before.touched}
    units, posts, moved = counted(touched, on), posts_in(touched, on), moved_by(decision)
    lines = tuple(UnitLine(code, before.units.get(code), units.get(code)) for code in sorted({*before.units, *units}))
    return Effect(
        on, before.together, members_together(touched, on), len(moved), lines,
        _in_order(before.posts - posts), _in_order(posts - before.posts), before.mandates, before.files,
        tuple(CaseLine(unit, count) for unit, count in sorted(Counter(before.cases[one] for one in moved & before.cases.keys()).items())),
        tuple(_notices(lines, posts, on)),
    )  # fmt: skip


def _in_order(posts: Collection[PostLine]) -> tuple[PostLine, ...]:
    return tuple(sorted(posts, key=lambda post: (post.unit, post.title, post.person)))


def counted(units: Collection[int], on: date) -> dict[str, Counted]:
    """Those of the units that exist on a day, by code."""
    rows = [unit for unit in units_on(sorted(units), on) if unit.alive]
    crews = crews_below(units, on)
    parents = parents_above(units, on)
    names = {unit.id: unit.name for unit in units_on(sorted(set(parents.values())), on)}
    found = {}
    for unit in rows:
        crew = crews.get(unit.id)
        members, official = (crew.members, crew.official) if crew else (0, 0)
        found[unit.code] = Counted(unit.name, unit.kind, unit.cell, members, official, names.get(parents.get(unit.id, 0), ""))
    return found


def posts_in(units: Collection[int], on: date) -> frozenset[PostLine]:
    """Every post held in these units on a day."""
    codes = {unit.id: unit.code for unit in units_on(sorted(units), on)}
    return frozenset(PostLine(person, title, codes[unit]) for person, title, unit in offices(units, on))


def _notices(lines: Collection[UnitLine], posts: Collection[PostLine], on: date) -> Iterator[Notice]:
    """Of units that the act changed."""
    led = {post.unit for post in posts if post.title == SECRETARY}
    small, least = rule("small_cell_members", on), rule("org_min_official", on)
    base, committee = rule("org_committee_members", on), in_force("org_cell_committee_official", on)
    for line in lines:
        now = line.after
        if now is None or now == line.before:
            continue
        if line.code not in led:
            yield Notice("no_secretary", line.code, f"“{now.name}” chưa có bí thư trong sổ vào ngày này; hãy bầu hoặc chỉ định.")
        if now.is_cell and now.official < least.value:
            yield Notice(
                "below_minimum", line.code, f"“{now.name}” chỉ có {now.official} đảng viên chính thức, cần ít nhất {least.value} để họp; "
                "cấp trên phải bổ sung đảng viên hoặc ghép chi bộ.", least.source,
            )  # fmt: skip
        elif now.is_cell and now.members < small.value:
            yield Notice("small_cell", line.code, f"“{now.name}” có {now.members} đảng viên, dưới {small.value}.", small.source)
        if now.is_cell and committee and now.official >= committee.value:
            yield Notice(
                "elects_committee", line.code, f"“{now.name}” có {now.official} đảng viên chính thức, đủ để bầu chi ủy.", committee.source
            )  # fmt: skip
        if now.kind in {"Đảng bộ cơ sở", "Chi bộ cơ sở"} and (now.members < base.value) != now.is_cell:
            yield Notice(
                "other_size", line.code, f"“{now.name}” là {now.kind} có {now.members} đảng viên (mốc {base.value}); "
                "cần văn bản đồng ý của cấp ủy cấp trên.", base.source,
            )  # fmt: skip

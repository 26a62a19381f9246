"""Members by the ten thousand, for a batch of one decision; written as the commands one at a time would have left them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dangvu.commands import Change
from dangvu.ledger.bulk import NULL, copy_in, days, escaped, since_instant
from dangvu.ledger.dated import close_rows, current
from dangvu.members.derived import refresh_members
from dangvu.members.models import Profile
from dangvu.people.loading import NewPerson, load_persons

TABLES = ("members_membership", "members_admission", "members_standing", "members_profile", "members_post")


class NewStay(NamedTuple):
    """A stay in one cell; how it began and how it ended ("" while it lasts)."""

    cell: int
    since: date
    until: date | None
    entry: str
    leaving: str


class NewPost(NamedTuple):
    """A post whose beginning nobody wrote down."""

    title: str
    unit: int | None
    locality: int | None
    since: date
    until: date | None


class NewMember(NamedTuple):
    """A member as a batch understands one: stays in order, the three dates, attributes as numbers of terms, `exempt` from a day."""

    person: NewPerson
    stays: tuple[NewStay, ...]
    decided: date
    ceremony: date
    official: date | None
    attributes: tuple[int | None, int | None, int | None, int | None]
    exempt: date | None
    posts: tuple[NewPost, ...]

    @property
    def since(self) -> date:
        """The first day in the register."""
        return self.stays[0].since

    @property
    def until(self) -> date | None:
        """The first day no longer a member."""
        return self.stays[-1].until


class NewProfile(NamedTuple):
    """Attributes of somebody from a day on as numbers of terms; those that are none stay as they were."""

    person: int
    since: date
    attributes: tuple[int | None, int | None, int | None, int | None]
    row: int


_HELD = ("recorded", "opened_by_id", "source_row")


def load_members(members: Sequence[NewMember], change: Change, *, all_anew: bool) -> None:
    """Write persons, stays, admissions, standings, attributes and posts, and what is derived from them.

    `all_anew` recomputes the derived tables as a whole, which is faster where the register was empty. Stays come last: they note the
    cells that the decision concerns, and what is written before them finds none to note again.
    """
    if not members:
        return
    held = f"{since_instant(change.recorded)}\t{change.decision}"
    load_persons([member.person for member in members], change)
    copy_in(
        "members_admission",
        ("person_id", "decided", "ceremony", "official", *_HELD),
        (f"{m.person.id}\t{m.decided}\t{m.ceremony}\t{m.official or NULL}\t{held}\t{m.person.row}\n" for m in members),
    )
    copy_in("members_standing", ("person_id", "dimension", "value", "period", *_HELD), _standings(members, held))
    copy_in(
        "members_profile",
        ("person_id", "education_id", "profession_id", "theory_id", "occupation_id", "since_unknown", "period", *_HELD),
        (
            f"{m.person.id}\t{m.attributes[0] or NULL}\t{m.attributes[1] or NULL}\t{m.attributes[2] or NULL}\t{m.attributes[3] or NULL}"
            f"\tt\t{days(m.since, m.until)}\t{held}\t{m.person.row}\n"
            for m in members
        ),
    )
    copy_in("members_post", ("person_id", "title", "unit_id", "locality_id", "since_unknown", "period", *_HELD), _posts(members, held))
    copy_in("members_membership", ("person_id", "cell_id", "period", "entry", "leaving", *_HELD), _stays(members, held))
    refresh_members(None if all_anew else [member.person.id for member in members])


def _stays(members: Iterable[NewMember], held: str) -> Iterator[str]:
    for member in members:
        number, row = member.person.id, member.person.row
        for stay in member.stays:
            yield f"{number}\t{stay.cell}\t{days(stay.since, stay.until)}\t{stay.entry}\t{stay.leaving}\t{held}\t{row}\n"


def _standings(members: Iterable[NewMember], held: str) -> Iterator[str]:
    for member in members:
        number, row, since, until = member.person.id, member.person.row, member.since, member.until
        for dimension, value, start, end in standings(since, until, member.official, member.exempt):
            yield f"{number}\t{dimension}\t{value}\t{days(start, end)}\t{held}\t{row}\n"


def standings(since: date, until: date | None, official: date | None, exempt: date | None) -> Iterator[tuple[str, str, date, date | None]]:
    """Standing and participation within [since, until): probationary before the official day, exempt from its day on."""
    if official is None or official > since:
        end = official if official is not None and (until is None or official < until) else until
        yield "standing", "probationary", since, end
    if official is not None and (until is None or official < until):
        yield "standing", "official", max(since, official), until
    if exempt is not None and (until is None or exempt < until):
        yield "participation", "exempt", max(since, exempt), until


def _posts(members: Iterable[NewMember], held: str) -> Iterator[str]:
    for member in members:
        for post in member.posts:
            yield (
                f"{member.person.id}\t{escaped(post.title)}\t{post.unit or NULL}\t{post.locality or NULL}\tt"
                f"\t{days(post.since, post.until)}\t{held}\t{member.person.row}\n"
            )


def load_profiles(profiles: Sequence[NewProfile], change: Change) -> None:
    """Let attributes hold until the next recorded turn, as `apply_attributes` one at a time; no two of one person."""
    held: dict[int, list[Profile]] = defaultdict(list)
    for row in current(Profile, person_id__in=[new.person for new in profiles]).order_by("period") if profiles else ():
        held[row.person_id].append(row)
    closing: list[int] = []
    lines = [line for new in profiles for line in _turned(new, held[new.person], closing, change)]
    close_rows("members_profile", closing, change.decision, change.recorded)
    columns = ("person_id", "education_id", "profession_id", "theory_id", "occupation_id", "since_unknown", "period", *_HELD)
    copy_in("members_profile", columns, lines)
    for new in profiles:
        change.refresh(refresh_members, new.person)


def _turned(new: NewProfile, held: Sequence[Profile], closing: list[int], change: Change) -> Iterator[str]:
    was = next((row for row in held if new.since in row.period), None)
    until = was.period.upper if was else next((row.period.lower for row in held if row.period.lower > new.since), None)
    before = (was.education_id, was.profession_id, was.theory_id, was.occupation_id) if was else (None,) * 4
    end = f"{since_instant(change.recorded)}\t{change.decision}\t{new.row}\n"
    if was:
        closing.append(was.pk)
        if was.period.lower < new.since:
            unknown = "t" if was.since_unknown else "f"
            yield f"{new.person}\t{_numbers(before)}\t{unknown}\t{days(was.period.lower, new.since)}\t{end}"
    after = [now or old for now, old in zip(new.attributes, before, strict=True)]
    yield f"{new.person}\t{_numbers(after)}\tf\t{days(new.since, until)}\t{end}"


def _numbers(terms: Iterable[int | None]) -> str:
    return "\t".join(str(term or NULL) for term in terms)

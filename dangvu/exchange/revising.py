"""What a later workbook says anew of members whom the register has: told from their rows, and carried out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dangvu.commands import Change
from dangvu.exchange.rows import MemberRow, RevisionRow
from dangvu.members.commands import (
    ChangeAttributes,
    EndPost,
    GivePost,
    RecogniseOfficial,
    SetParticipation,
    apply_attributes,
    apply_corrected_facts,
    apply_end_post,
    apply_official,
    apply_participation,
    apply_post,
)
from dangvu.members.queries import Present, cell_of, posts
from dangvu.organisation.queries import place_of
from dangvu.people.commands import CorrectFacts
from dangvu.people.queries import Facts, facts_of

ATTRIBUTES = ("education", "profession", "theory", "occupation")
SEX = {True: "nữ", False: "nam", None: ""}


class Difference(NamedTuple):
    """A column in which a row contradicts the register; both values as a person reads them."""

    field: str
    held: str
    stated: str


@dataclass(frozen=True)
class HeldMember:
    """A member as the register has it on the day of a workbook's cut-off."""

    facts: Facts
    present: Present


def differences(row: MemberRow, held: HeldMember) -> list[Difference]:
    """Where a row contradicts what only a correction may change; what was empty and is filled in now is no contradiction."""
    facts, present = held.facts, held.present
    pairs = [
        ("name", facts.name, row.name),
        ("born", facts.born, row.born),
        ("sex", SEX.get(facts.female), SEX[row.female]),
        ("ethnicity", facts.ethnicity, row.ethnicity),
        ("religion", facts.religion, row.religion),
        ("decided", present.decided, row.decided),
        ("ceremony", present.ceremony, row.ceremony),
        ("card", facts.card_no, row.card or facts.card_no),
        ("official", present.official, row.official or present.official),
        ("exempt_from", present.exempt_from, row.exempt_from or present.exempt_from),
    ]
    filled = {"card", "official", "exempt_from"}
    return [
        Difference(name, _shown(was), _shown(now)) for name, was, now in pairs if was != now and not (name in filled and not was)
    ]  # fmt: skip


def _shown(value: object) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "trống")


def revision(row: MemberRow, held: HeldMember, day: date, *, moved: bool, leaving: bool) -> RevisionRow | None:
    """What the row adds to the register from the cut-off day on; None where it adds nothing."""
    facts, present = held.facts, held.present
    attributes, ended, given = _NOTHING if leaving else _novelties(row, present, moved=moved)
    found = RevisionRow(
        row.row, row.record_no, day,
        row.official if present.official is None else None,
        row.exempt_from if present.exempt_from is None else None,
        row.card if not facts.card_no else "",
        attributes, ended, given,
    )  # fmt: skip
    return found if any((*found[3:6], *attributes, ended, given)) else None


_Novelties = tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, bool], ...]]
_NOTHING: _Novelties = (("",) * len(ATTRIBUTES), (), ())


def _novelties(row: MemberRow, present: Present, *, moved: bool) -> _Novelties:
    """Changed attributes, posts that are no longer named, posts named for the first time; a transfer has ended those of the old cell."""
    attributes = tuple(
        "" if getattr(row, name) == was else getattr(row, name) for name, was in zip(ATTRIBUTES, present.attributes, strict=True)
    )
    wanted = {title: government for title, government in ((row.party_post, False), (row.government_post, True)) if title}
    before = frozenset[str]() if moved else present.posts
    given = tuple(sorted((title, government) for title, government in wanted.items() if title not in before))
    return attributes, tuple(sorted(before - wanted.keys())), given


def fill_in(person: int, row: RevisionRow, change: Change) -> None:
    """The dates and the card that the register did not have; before the movements, for they hold from their own days."""
    if row.card and (facts := facts_of(person)) and facts.born and facts.female is not None:
        apply_corrected_facts(
            CorrectFacts(
                on=row.day, person=person, record_no=facts.record_no, card_no=row.card, name=facts.name, born=facts.born,
                female=facts.female, ethnicity=facts.ethnicity, religion=facts.religion,
            ),
            change,
        )  # fmt: skip
    if row.official:
        apply_official(RecogniseOfficial(on=row.official, person=person), change)
    if row.exempt_from:
        apply_participation(SetParticipation(on=row.exempt_from, person=person, value="exempt"), change)


def revise(person: int, row: RevisionRow, change: Change) -> None:
    """Attributes and posts from the cut-off day on; after the movements, for posts are those of the last cell."""
    if changed := {name: value for name, value in zip(ATTRIBUTES, row.attributes, strict=True) if value}:
        apply_attributes(ChangeAttributes(on=row.day, person=person, **changed), change)
    open_posts = [post for post in posts(person) if row.day in post.span]
    for post in open_posts:
        if post.title in row.ended:
            apply_end_post(EndPost(on=row.day, person=person, title=post.title, unit=post.unit, locality=post.locality), change)
    cell = cell_of(person, row.day)
    place = place_of(cell, row.day) if cell else None
    held = {(post.title, post.unit, post.locality) for post in open_posts}
    for title, government in row.given if cell else ():
        where = (None, place) if government and place else (cell, None)
        if (title, *where) not in held:
            apply_post(GivePost(on=row.day, person=person, title=title, unit=where[0], locality=where[1], since_unknown=True), change)

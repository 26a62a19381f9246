"""What a later workbook says anew of members whom the register has: told from their rows, and carried out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from dangvu.commands import Change
from dangvu.exchange.contradictions import Difference, as_told
from dangvu.exchange.folding import same_spelling
from dangvu.exchange.rows import MemberRow, RevisionRow
from dangvu.exchange.vocabulary import NOT_DECLARED, Words
from dangvu.members.commands import (
    EndPost,
    GivePost,
    RecogniseOfficial,
    SetParticipation,
    apply_corrected_facts,
    apply_end_post,
    apply_official,
    apply_participation,
    apply_post,
)
from dangvu.members.loading import NewProfile, load_profiles
from dangvu.members.present import Present
from dangvu.members.queries import InOffice, cells_of, in_office
from dangvu.organisation.places import places_of
from dangvu.people.commands import CorrectFacts, term_id
from dangvu.people.names import card_digits
from dangvu.people.queries import Facts, facts_of

ATTRIBUTES = ("education", "profession", "theory", "occupation")
NOT_EXEMPT = "không miễn"
SEX = {True: "nữ", False: "nam", None: ""}


@dataclass(frozen=True)
class HeldMember:
    """A member as the register has it on the day of a workbook's cut-off."""

    facts: Facts
    present: Present


def differences(row: MemberRow, held: HeldMember, stated: Collection[str]) -> list[Difference]:
    """Where a row contradicts what only a correction may change, in the fields of which it states anything.

    What was empty or undeclared and is filled in now is no contradiction.
    """
    facts, present = held.facts, held.present
    pairs: list[tuple[str, object, object]] = [
        ("name", facts.name, facts.name if same_spelling(facts.name, row.name) else row.name),
        ("born", facts.born, row.born),
        ("sex", SEX[facts.female], SEX[row.female]),
        *_days_of_admission(row, present, stated),
    ]
    fillable = [
        ("ethnicity", _declared(facts.ethnicity), _declared(row.ethnicity)),
        ("religion", _declared(facts.religion), _declared(row.religion)),
        ("card", facts.card_no, facts.card_no if card_digits(facts.card_no) == card_digits(row.card) else row.card),
        ("official", present.official, row.official),
        ("exempt_from", *_exempt(_as_member(row.exempt_from, present), present)),
    ]
    pairs += [(name, was, now) for name, was, now in fillable if was and now]
    return [Difference(name, as_told(was), as_told(now)) for name, was, now in pairs if was != now]


def _days_of_admission(row: MemberRow, present: Present, stated: Collection[str]) -> Iterable[tuple[str, object, object]]:
    """Both days where a row states both; one day alone is that of the decision or of the ceremony, whichever it names."""
    match [name for name in ("decided", "admitted", "ceremony") if name in stated]:
        case ["ceremony"]:
            yield "ceremony", present.ceremony, row.ceremony
        case [name]:
            either = (present.decided, present.ceremony) if name == "admitted" else (present.decided,)
            yield "decided", row.decided if row.decided in either else present.decided, row.decided
        case _:
            yield "decided", present.decided, row.decided
            yield "ceremony", present.ceremony, row.ceremony


def _declared(word: str) -> str:
    return "" if word == NOT_DECLARED else word


def _exempt(stated: date | None, present: Present) -> tuple[object, date | None]:
    """Both sides of an exemption; the register knows of none where it tells of the participation since, else it may be filled in."""
    told = present.settled is not None and stated is not None and stated <= present.settled
    return present.exempt_from or (NOT_EXEMPT if told else None), stated


def _as_member(day: date | None, present: Present) -> date | None:
    """The first day of membership from a day on; nothing where there is none."""
    for span in present.spans if day else ():
        if day and (span.until is None or day < span.until):
            return max(day, span.since)
    return None


def revision(row: MemberRow, held: HeldMember, day: date, columns: Collection[str], *, moved: bool, leaving: bool) -> RevisionRow | None:
    """What the row adds to the register from the cut-off day on, the workbook having these columns; None where it adds nothing."""
    facts, present = held.facts, held.present
    attributes, ended, given = _NOTHING if leaving else _novelties(row, present, columns, moved=moved)
    found = RevisionRow(
        row.row, row.record_no, day,
        row.official if present.official is None else None,
        _as_member(row.exempt_from, present) if present.exempt_from is None else None,
        row.card if not facts.card_no else "",
        attributes, ended, given,
        ("" if _declared(facts.ethnicity) else _declared(row.ethnicity), "" if _declared(facts.religion) else _declared(row.religion)),
    )  # fmt: skip
    return found if any((*found[3:6], *attributes, ended, given, *found.declared)) else None


_Novelties = tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, bool], ...]]
_NOTHING: _Novelties = (("",) * len(ATTRIBUTES), (), ())


def _novelties(row: MemberRow, present: Present, columns: Collection[str], *, moved: bool) -> _Novelties:
    """Changed attributes, posts that are no longer named, posts named for the first time.

    A transfer has ended the posts in the old cell; those in its place end with the column that names posts in government.
    """
    attributes = tuple(
        "" if getattr(row, name) == was else getattr(row, name) for name, was in zip(ATTRIBUTES, present.attributes, strict=True)
    )
    wanted = {title: government for title, government in ((row.party_post, False), (row.government_post, True)) if title}
    kept = frozenset[str]() if moved else wanted.keys()
    before = present.government if moved else present.posts
    ended = tuple(sorted(title for title in before - kept if _is_told(title, present, columns)))
    given = tuple(sorted((title, government) for title, government in wanted.items() if moved or title not in before))
    return attributes, ended, given


def _is_told(title: str, present: Present, columns: Collection[str]) -> bool:
    """Whether a workbook with these columns would name a post that is held still.

    In a cell without a place both kinds are held in the cell; there a title that is none of the usual ones may be of either.
    """
    if title in present.government:
        return "government_post" in columns
    if present.placed or _PARTY_TITLES.held(title):
        return "party_post" in columns
    return {"party_post", "government_post"} <= set(columns)


_PARTY_TITLES = Words("party_post")


def fill_in(person: int, row: RevisionRow, change: Change) -> None:
    """What the register did not have: facts, dates; before the movements, for they hold from their own days."""
    ethnicity, religion = row.declared
    if (row.card or ethnicity or religion) and (facts := facts_of(person)) and facts.born and facts.female is not None:
        apply_corrected_facts(
            CorrectFacts(
                on=row.day, person=person, record_no=facts.record_no, card_no=row.card or facts.card_no, name=facts.name, born=facts.born,
                female=facts.female, ethnicity=ethnicity or facts.ethnicity, religion=religion or facts.religion,
            ),
            change,
        )  # fmt: skip
    if row.official:
        apply_official(RecogniseOfficial(on=row.official, person=person), change)
    if row.exempt_from:
        apply_participation(SetParticipation(on=row.exempt_from, person=person, value="exempt"), change)


def revise(rows: Iterable[tuple[int, RevisionRow]], change: Change) -> None:
    """Attributes and posts of persons from the cut-off day on; after the movements, for posts are those of the last cell."""
    rows = list(rows)
    load_profiles(list(_profiles(rows)), change)
    posts = [(person, row) for person, row in rows if row.ended or row.given]
    for day in {row.day for _, row in posts}:
        _change_posts([pair for pair in posts if pair[1].day == day], day, change)


def _profiles(rows: Iterable[tuple[int, RevisionRow]]) -> Iterable[NewProfile]:
    number = cache(term_id)
    for person, row in rows:
        if any(row.attributes):
            education, profession, theory, occupation = (
                number(name, word) for name, word in zip(ATTRIBUTES, row.attributes, strict=True)
            )  # fmt: skip
            yield NewProfile(person, row.day, (education, profession, theory, occupation), row.row)


Office = tuple[str, int | None, int | None]
"""A title and where it is held: in a unit or in a locality."""


def _change_posts(rows: list[tuple[int, RevisionRow]], day: date, change: Change) -> None:
    persons = [person for person, _ in rows]
    cells, held = cells_of(persons, day), in_office(persons)
    places = places_of(set(cells.values()), day)
    for person, row in rows:
        change.source_row = row.row
        cell = cells.get(person)
        place = places.get(cell) if cell else None
        given: list[Office] = [
            (title, None, place) if government and place else (title, cell, None) for title, government in row.given if cell
        ]
        _change_posts_of(person, row, held[person], given, change)


def _change_posts_of(person: int, row: RevisionRow, held: list[InOffice], given: list[Office], change: Change) -> None:
    """End what is no longer named, give what is named for the first time: until the same is held later anyhow."""
    now = {(post.title, post.unit, post.locality) for post in held if row.day in post.span}
    for title, unit, locality in sorted(now - set(given), key=str):
        if title in row.ended:
            apply_end_post(EndPost(on=row.day, person=person, title=title, unit=unit, locality=locality), change)
    for post in given:
        if post not in now:
            title, unit, locality = post
            later = [one.span.since for one in held if (one.title, one.unit, one.locality) == post and one.span.since > row.day]
            command = GivePost(on=row.day, person=person, title=title, unit=unit, locality=locality, since_unknown=True)
            apply_post(command, change, before=min(later, default=None))

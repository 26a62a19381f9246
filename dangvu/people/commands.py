"""The only writer of persons and their facts; registration of a member begins here.

`CorrectFacts` is registered by `members`, which also keeps what it derives from facts in step, and `IssueCard`, which asks for membership.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from dangvu.commands import Change, Command, Problem, register
from dangvu.ledger.dated import current, next_id
from dangvu.people.kinds import CARD_REASONS
from dangvu.people.models import Card, CitizenId, Person, PersonFacts, Term
from dangvu.people.names import card_digits, directory_key, plain
from dangvu.people.queries import person_by_card, person_by_record_no, terms
from dangvu.rulebook.queries import rule

PERSONAL = ("record_no", "card_no", "name", "born", "female", "ethnicity", "religion")


@dataclass(frozen=True, kw_only=True)
class CorrectFacts(Command):
    """What we hold a person's facts to be was wrong: a whole new set takes its place."""

    person: int
    record_no: str
    card_no: str = ""
    name: str
    born: date
    female: bool
    ethnicity: str
    religion: str


def term_id(name: str, label: str) -> int | None:
    """The number of a word, added to its list when new; an empty word has none."""
    if not label:
        return None
    known = terms(name)
    if label not in known:
        known[label] = Term.objects.create(id=next_id(Term), list=name, label=label).id
    return known[label]


def new_person(change: Change, facts: dict[str, Any]) -> int:
    """A person with a first set of facts, named as the fields of `CorrectFacts`."""
    person = Person.objects.create(id=change.new_id(Person))
    _hold(person.id, facts, change)
    return person.id


def _hold(person: int, facts: dict[str, Any], change: Change) -> None:
    change.open(
        PersonFacts, person_id=person, record_no=facts["record_no"], card_no=facts["card_no"] or None, name=facts["name"],
        sort_key=directory_key(facts["name"]), search=plain(facts["name"]), born=facts["born"], female=facts["female"],
        ethnicity_id=term_id("ethnicity", facts["ethnicity"]), religion_id=term_id("religion", facts["religion"]),
    )  # fmt: skip


class Identified(Protocol):
    """A command that says who a person is."""

    @property
    def record_no(self) -> str:
        """The number of the member's file."""

    @property
    def name(self) -> str:
        """The name on the birth certificate."""


def identified(command: Identified) -> list[Problem]:
    """A file number and a name."""
    problems = []
    if not command.record_no.strip():
        problems.append(Problem("missing_record_number", "Hãy ghi số lý lịch.", "record_no"))
    if not command.name.strip():
        problems.append(Problem("missing_name", "Hãy ghi họ và tên khai sinh.", "name"))
    return problems


def card_of_another(number: str, person: int | None, field: str) -> list[Problem]:
    """What stands against a number of a card that anybody else bears or bore, however it is written; `person` is who may."""
    if person_by_card(number, besides=person) is None:
        return []
    return [Problem("card_of_another", f"Số thẻ {number} đã thuộc về đảng viên khác; hãy đối chiếu thẻ rồi sửa số.", field)]


def judge_correct(command: CorrectFacts) -> list[Problem]:
    """The person is known, the file number is the person's own, the name is not empty, and a card that is held says its number."""
    problems = identified(command)
    facts = current(PersonFacts, person_id=command.person, erased=False).first()
    if facts is None:
        problems.append(Problem("unknown_person", "Không có hồ sơ này, hoặc đã xóa theo quy định.", "person"))
    card = current(Card, person_id=command.person).order_by("period").last()
    if facts and card and command.card_no != (facts.card_no or ""):
        text = f"Số thẻ ghi theo thẻ đã cấp ngày {card.period.lower:%d/%m/%Y}; nếu số sai, hãy ghi lại việc cấp thẻ của chính ngày ấy."
        problems.append(Problem("card_held", text, "card_no"))
    problems += card_of_another(command.card_no, command.person, "card_no")
    if person_by_record_no(command.record_no) not in {None, command.person}:
        problems.append(Problem("repeated_record_number", f"Số lý lịch {command.record_no} thuộc về đảng viên khác.", "record_no"))
    return problems


def apply_correct(command: CorrectFacts, change: Change) -> None:
    """The old facts close, the new ones open."""
    for row in current(PersonFacts, person_id=command.person):
        change.close(row)
    _hold(command.person, {name: getattr(command, name) for name in PERSONAL}, change)


CITIZEN_ID = re.compile("[0-9]{12}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class RecordCitizenId(Command):
    """The State's number of a person, first or in place of a wrong one; text, for leading zeros are part of it."""

    person: int
    number: str


def judge_citizen_id(command: RecordCitizenId) -> list[Problem]:
    """A known person and twelve digits that nobody else is held to bear; who bears them is not told."""
    problems = []
    if not current(PersonFacts, person_id=command.person, erased=False).exists():
        problems.append(Problem("unknown_person", "Không có hồ sơ này, hoặc đã xóa theo quy định.", "person"))
    if not CITIZEN_ID.fullmatch(command.number):
        return [*problems, Problem("malformed_citizen_id", "Số định danh cá nhân gồm đúng 12 chữ số, kể cả số 0 đứng đầu.", "number")]
    if current(CitizenId, number=command.number).exclude(person_id=command.person).exists():
        problems.append(
            Problem("citizen_id_to_verify", "Chưa ghi được số này: đối chiếu lại với căn cước, rồi đề nghị cấp tỉnh xác minh.", "number")
        )
    return problems


def apply_citizen_id(command: RecordCitizenId, change: Change) -> None:
    """The old number closes, the new one opens."""
    for row in current(CitizenId, person_id=command.person):
        change.close(row)
    change.open(CitizenId, person_id=command.person, number=command.number)


register("people.record_citizen_id", RecordCitizenId, judge=judge_citizen_id, apply=apply_citizen_id, personal=("number",))


@dataclass(frozen=True, kw_only=True)
class IssueCard(Command):
    """A Party card is issued on a day, first or in place of another; the latest one is the number that the person's facts hold."""

    person: int
    number: str
    reason: str


def judge_card(command: IssueCard) -> list[Problem]:
    """A known person, digits as the day's cards have them, and a number that nobody else bears."""
    problems = []
    if not current(PersonFacts, person_id=command.person, erased=False).exists():
        problems.append(Problem("unknown_person", "Không có hồ sơ này, hoặc đã xóa theo quy định.", "person"))
    if command.reason not in CARD_REASONS:
        problems.append(Problem("unknown_reason", "Hãy chọn phát thẻ, đổi thẻ, cấp lại thẻ bị mất hoặc bị hỏng.", "reason"))
    digits, wanted = card_digits(command.number), rule("card_digits", command.on)
    if not (digits.isascii() and digits.isdigit() and len(digits) == wanted.value):
        told = f"Số thẻ cấp ngày này gồm {wanted.value} chữ số, kể cả số 0 đứng đầu; hãy xem lại số và ngày cấp."
        problems.append(Problem("malformed_card", told, "number", wanted.source))
    return problems + card_of_another(command.number, command.person, "number")


def apply_card(command: IssueCard, change: Change) -> None:
    """The card from that day on; the facts hold the number of the latest one."""
    change.assign(Card, {"person_id": command.person}, command.on, number=command.number, reason=command.reason)
    latest = current(Card, person_id=command.person).order_by("period").last()
    facts = current(PersonFacts, person_id=command.person).get()
    if latest is not None and facts.card_no != latest.number:
        change.close(facts)
        change.open(
            PersonFacts, person_id=command.person, record_no=facts.record_no, card_no=latest.number, name=facts.name,
            sort_key=facts.sort_key, search=facts.search, born=facts.born, female=facts.female, ethnicity_id=facts.ethnicity_id,
            religion_id=facts.religion_id,
        )  # fmt: skip

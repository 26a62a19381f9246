"""The official paper of a decision: the letter of a member who moves, or the decision with its list that gives the badges of a round."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dangvu.badges.commands import AwardBadges
from dangvu.badges.queries import standard_on
from dangvu.badges.rules import NAMES, reached
from dangvu.commands import Command
from dangvu.commands.rebuilding import command_from
from dangvu.commands.registry import kinds
from dangvu.documents.papers import Signature, Text
from dangvu.documents.texts import Honoured, Introduced, badges_awarded, badges_table, introduction
from dangvu.ledger.queries import decisions, said
from dangvu.members.party_age import counting_from
from dangvu.members.queries import cell_of, cells_of, three_dates
from dangvu.organisation.queries import unit_on, units_on
from dangvu.pages.transfer_forms import PAPERS
from dangvu.people.names import ERASED
from dangvu.people.queries import facts_of, facts_of_all
from dangvu.transfers.commands import BeginTemporaryStay, SendMember
from dangvu.transfers.queries import on_the_way
from dangvu.web.fields import DayField

NEEDED = {"required": gettext_lazy("Không để trống mục này.")}
A_DAY = timedelta(days=1)


class PaperForm(forms.Form):
    """Its day, and by whom it is signed."""

    on = DayField(label=gettext_lazy("Ngày ký"), error_messages=NEEDED)
    behalf = forms.CharField(
        label=gettext_lazy("Ký thay mặt"), help_text=gettext_lazy("Ví dụ: T/M Ban Thường vụ."), max_length=120, error_messages=NEEDED
    )
    office = forms.CharField(label=gettext_lazy("Chức vụ người ký"), max_length=120, error_messages=NEEDED)
    signer = forms.CharField(label=gettext_lazy("Họ tên người ký"), max_length=120, error_messages=NEEDED)

    def signature(self) -> Signature:
        """As it stands below the text."""
        given = self.cleaned_data
        return Signature((given["behalf"].strip(),), given["office"].strip(), given["signer"].strip())


@dataclass(frozen=True)
class Carried:
    """A decision that a paper can put into writing: its number, the command, and the units and persons that it is about."""

    number: int
    command: SendMember | BeginTemporaryStay | AwardBadges

    @property
    def person(self) -> int | None:
        """Whom a letter introduces."""
        return None if isinstance(self.command, AwardBadges) else self.command.person

    @property
    def unit(self) -> int | None:
        """Whose list of badges it is."""
        return self.command.unit if isinstance(self.command, AwardBadges) else None


def carried(number: int) -> Carried | None:
    """The decision, as the owner of the tables reads it; None where it is of a kind that has no paper here."""
    line = decisions([number]).get(number)
    if line is None or line.kind not in OF_KINDS:
        return None
    command = command_from(kinds()[line.kind], said(number))
    return Carried(number, command) if isinstance(command, SendMember | BeginTemporaryStay | AwardBadges) else None


def text_of(decided: Carried, unit: int, signature: Signature) -> Text:
    """What the paper of a unit about a decision says."""
    return _TEXTS[type(decided.command)](decided, unit, signature)


def _name(unit: int | None, decided: Carried) -> str:
    found = unit_on(unit, decided.command.on) if unit is not None else None
    return found.name if found else ""


def _introduced(decided: Carried, unit: int, signature: Signature) -> Text:
    command: Any = decided.command
    facts, dates = facts_of(command.person), three_dates(command.person)
    letter = next((one for one in on_the_way(command.on) if one.number == decided.number), None)
    is_stay = isinstance(command, BeginTemporaryStay)
    one = Introduced(
        command.person, (facts.name if facts else "") or ERASED, facts.born if facts else None, dates.decided if dates else None,
        dates.official if dates else None, facts.card_no if facts else "", _name(unit, decided),
        _name(command.host if is_stay else command.to, decided) or command.place, _name(cell_of(command.person, command.on), decided),
        until=command.planned - A_DAY if is_stay else None, present_by=letter.terms.present_by if letter else None,
        papers=() if is_stay else tuple(str(PAPERS[name]) for name in command.papers if name in PAPERS),
    )  # fmt: skip
    return introduction(one, signature, ["Như trên", "Lưu Văn phòng"])


def _awarded(decided: Carried, unit: int, signature: Signature) -> Text:
    command: Any = decided.command
    persons = [person for person, _grade, _manner in command.awards]
    since, cells = counting_from(persons, command.on), cells_of(persons, command.on)
    held, names = facts_of_all(persons), {row.id: row.name for row in units_on(sorted(set(cells.values())), command.on)}
    people = []
    for person, grade, manner in command.awards:
        facts, counted = held.get(person), since.get(person, command.on)
        people.append(
            Honoured(
                (facts.name if facts else "") or ERASED, facts.born if facts else None, facts.female if facts else None,
                facts.card_no if facts else "", names.get(cells.get(person, 0), ""), counted, grade, reached(counted, grade), NAMES[manner],
            )
        )  # fmt: skip
    authority = signature.authority[0].removeprefix("T/M ").strip()
    source = standard_on(command.on).source
    return badges_awarded(authority, _name(command.unit, decided), command.on, badges_table(people), source, signature, persons)


_TEXTS: Mapping[type[Command], Callable[[Carried, int, Signature], Text]] = {
    SendMember: _introduced,
    BeginTemporaryStay: _introduced,
    AwardBadges: _awarded,
}
OF_KINDS = {"transfers.send", "transfers.begin_stay", "badges.award"}
"""The kinds of decisions that have a paper here."""

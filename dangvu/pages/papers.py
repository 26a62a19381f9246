"""The official paper of a decision: the letter of a member who moves, or the decision with its list that gives the badges of a round."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dangvu.badges.commands import AwardBadges
from dangvu.badges.queries import badges_of, standard_on
from dangvu.badges.rules import NAMES, reached
from dangvu.commands import Command, Problem, Refused
from dangvu.commands.rebuilding import command_from
from dangvu.commands.registry import kinds
from dangvu.documents.papers import Signature, Text
from dangvu.documents.texts import Honoured, Introduced, badges_awarded, badges_table, introduction
from dangvu.ledger.queries import decisions, said
from dangvu.members.party_age import counting_from
from dangvu.members.queries import cell_of, cells_of, three_dates
from dangvu.organisation.queries import above, first_unit, unit_on, units_on
from dangvu.pages.transfer_forms import PAPERS
from dangvu.people.names import ERASED
from dangvu.people.queries import facts_of, facts_of_all
from dangvu.transfers.commands import BeginTemporaryStay, SendMember
from dangvu.transfers.kinds import ON_THE_WAY, RECEIVED
from dangvu.transfers.queries import letters_of, on_the_way, temporary_stays
from dangvu.web.fields import DayField

NEEDED = {"required": gettext_lazy("Không để trống mục này.")}
A_DAY = timedelta(days=1)
ON_BEHALF = re.compile(r"^\s*T\s*[/.]?\s*M\b\.?\s*", re.IGNORECASE)
"""How "on behalf of" is written before the name of a committee: T/M, TM., T.M."""


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
    """A decision that a paper can put into writing: its number, the command, and the unit whose committee took it and issues the paper."""

    number: int
    command: SendMember | BeginTemporaryStay | AwardBadges
    issuer: int

    @property
    def is_of_province(self) -> bool:
        """Whether the committee of the whole register decides: badges, by the Charter 34 (29-HD/TW 27.2)."""
        return isinstance(self.command, AwardBadges)


def carried(number: int) -> Carried | None:
    """The decision, as the owner of the tables reads it; None where it is of a kind that has no paper here."""
    line = decisions([number]).get(number)
    if line is None or line.kind not in OF_KINDS:
        return None
    command = command_from(kinds()[line.kind], said(number))
    if not isinstance(command, SendMember | BeginTemporaryStay | AwardBadges):
        return None
    issuer = first_unit() if isinstance(command, AwardBadges) else _above_home(number, command)
    return Carried(number, command, issuer) if issuer is not None else None


def _above_home(number: int, command: SendMember | BeginTemporaryStay) -> int | None:
    """The committee directly above the cell that the member leaves (294-QĐ/TW), wherever the member is by now."""
    left = (one.origin for one in letters_of(command.person) if one.number == number)
    home = next(left, None) or cell_of(command.person, command.on)
    return next(iter(above(home, command.on)[::-1]), home) if home is not None else None


def text_of(decided: Carried, signature: Signature, day: date) -> Text:
    """What the paper about a decision says; `Refused` where the decision no longer holds, or is younger than the paper."""
    if not _holds(decided):
        why = "Việc này đã được rút, trả lại, gia hạn, kết thúc hoặc hủy sau khi ghi sổ nên không ra văn bản nữa."
        raise Refused([Problem("no_longer_held", why)])
    if isinstance(decided.command, SendMember) and day < decided.command.on:
        first = f"{decided.command.on:%d/%m/%Y}"
        raise Refused([Problem("before_the_decision", f"Không thể ký trước ngày giới thiệu {first}; hãy xem lại ngày ký.", "on")])
    return _TEXTS[type(decided.command)](decided, signature)


def _holds(decided: Carried) -> bool:
    """Whether what the decision wrote is what is held."""
    command, number = decided.command, decided.number
    if isinstance(command, SendMember):
        return any(one.number == number and one.state in {ON_THE_WAY, RECEIVED} for one in letters_of(command.person))
    if isinstance(command, BeginTemporaryStay):
        return any(one.decision == number for one in temporary_stays(command.person))
    return all(any(one.decision == number for one in badges_of(person)) for person, _grade, _manner in command.awards)


def _name(unit: int | None, decided: Carried) -> str:
    found = unit_on(unit, decided.command.on) if unit is not None else None
    return found.name if found else ""


def _introduced(decided: Carried, signature: Signature) -> Text:
    command: Any = decided.command
    facts, dates = facts_of(command.person), three_dates(command.person)
    letter = next((one for one in on_the_way(command.on) if one.number == decided.number), None)
    is_stay = isinstance(command, BeginTemporaryStay)
    one = Introduced(
        command.person, (facts.name if facts else "") or ERASED, facts.born if facts else None, dates.decided if dates else None,
        dates.official if dates else None, facts.card_no if facts else "", _name(decided.issuer, decided),
        _name(command.host if is_stay else command.to, decided) or command.place, _name(cell_of(command.person, command.on), decided),
        until=command.planned - A_DAY if is_stay else None, present_by=letter.terms.present_by if letter else None,
        papers=() if is_stay else tuple(str(PAPERS[name]) for name in command.papers if name in PAPERS),
    )  # fmt: skip
    return introduction(one, signature, ["Như trên", "Lưu Văn phòng"])


def _awarded(decided: Carried, signature: Signature) -> Text:
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
    authority = ON_BEHALF.sub("", signature.authority[0], count=1).strip()
    source = standard_on(command.on).source
    return badges_awarded(authority, _name(command.unit, decided), command.on, badges_table(people), source, signature, persons)


_TEXTS: Mapping[type[Command], Callable[[Carried, Signature], Text]] = {
    SendMember: _introduced,
    BeginTemporaryStay: _introduced,
    AwardBadges: _awarded,
}
OF_KINDS = {"transfers.send", "transfers.begin_stay", "badges.award"}
"""The kinds of decisions that have a paper here."""

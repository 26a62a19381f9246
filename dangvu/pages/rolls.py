"""The roll that an address asks for: its filters, in words, as parameters and as the question that is put to the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.http import Http404, HttpRequest

from dangvu.members.kinds import PARTICIPATION as CODES
from dangvu.members.sources import MEMBERS
from dangvu.organisation.queries import UnitOn
from dangvu.pages import words
from dangvu.pages.forms import RollForm
from dangvu.pages.frame import Scope
from dangvu.pages.searches import keep, kept
from dangvu.people.names import plain
from dangvu.proposals.queries import PROPOSE
from dangvu.reports.queries import Roll, choices
from dangvu.web.parts import Token

EXPORT = "export"
PARTICIPATION = {number: words.PARTICIPATION[name] for name, number in CODES.items()}


@dataclass(frozen=True)
class AskedRoll:
    """The filters in force, the key under which the words searched for are kept, the unit whose roll it is, and the question."""

    form: RollForm
    chosen: Mapping[str, str]
    key: str
    under: UnitOn
    roll: Roll

    @property
    def is_lost(self) -> bool:
        """Whether words were searched for that are no longer kept."""
        return bool(self.key) and "q" not in self.chosen

    def query(self) -> dict[str, str]:
        """The filters as parameters of an address."""
        return {name: self.key if name == "q" else value for name, value in self.chosen.items()}

    def texts(self) -> dict[str, str]:
        """Each filter in words."""
        return {name: self._text(name, value) for name, value in self.chosen.items()}

    def _text(self, name: str, value: str) -> str:
        shown = dict(getattr(self.form.fields[name], "choices", ())).get(value, f"“{value}”")
        return f"{self.form.fields[name].label}: {shown}" if name != "q" else str(shown)

    def tokens(self, scope: Scope) -> list[Token]:
        """Each filter in words, with the address of the list without it."""
        query = self.query()
        return [
            Token(text, scope.address("members", **{other: value for other, value in query.items() if other != name}))
            for name, text in self.texts().items()
        ]


def asked_roll(request: HttpRequest, scope: Scope) -> AskedRoll:
    """The roll of the address; 404 for a filter by what the reader may not tell people apart by."""
    key = request.GET.get("q", "")
    _refuse_telling_apart(scope, request.GET)
    form = _form(scope, {**request.GET.dict(), "q": kept(key, request.session)})
    chosen = form.in_force()
    under = next((row for row in scope.children if str(row.public_id) == chosen.get("under")), scope.unit)
    divisions = tuple((name, word) for name, word in chosen.items() if name in words.DIVISIONS)
    roll = Roll(under.id, scope.on, scope.known, divisions, chosen.get("participation", ""), plain(chosen.get("q", "")), scope.within)
    return AskedRoll(form, chosen, key, under, roll)


def may_export(scope: Scope) -> bool:
    """Whether the reader may take lists of the unit out of the register, and see them at all."""
    return scope.viewer.sees(scope.unit.id, EXPORT) and scope.viewer.sees(scope.unit.id)


def may_propose(scope: Scope) -> bool:
    """Whether the reader may propose about members of the unit today, and see them at all."""
    return scope.viewer.sees(scope.unit.id, PROPOSE) and scope.viewer.sees(scope.unit.id)


def sent_filters(request: HttpRequest, scope: Scope) -> dict[str, str]:
    """The filters as sent, as parameters; the text that is searched for becomes a key to it."""
    _refuse_telling_apart(scope, request.POST)
    chosen = _form(scope, request.POST.dict()).in_force()
    return {name: keep(value, request.session) if name == "q" else value for name, value in chosen.items()}


def _form(scope: Scope, given: Mapping[str, str]) -> RollForm:
    return RollForm(given, words=_choices(scope.head), below=scope.children, told_apart=scope.may_tell_apart)


def _refuse_telling_apart(scope: Scope, asked: Mapping[str, str]) -> None:
    """A filter by what the reader may not tell people apart by is no filter: the length of the list would answer."""
    if not scope.may_tell_apart and any(name in asked for name, division in MEMBERS.breakdowns.items() if division.sensitive):
        raise Http404("no such filter for this reader")


@lru_cache(maxsize=2)
def _choices(_head: bytes) -> Mapping[str, Sequence[str]]:
    return choices()

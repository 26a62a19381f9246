"""The list of members below a unit, and the file of one member."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dangvu.access.gate import needs
from dangvu.members.indicators import MEMBERS
from dangvu.members.kinds import PARTICIPATION as CODES
from dangvu.organisation.queries import UnitOn
from dangvu.pages import words
from dangvu.pages.forms import RollForm
from dangvu.pages.frame import Scope, with_scope
from dangvu.pages.member_file import member_file
from dangvu.pages.searches import keep, kept
from dangvu.pages.views.proposing import offers
from dangvu.people.names import ERASED, plain
from dangvu.people.queries import person_by_public_id
from dangvu.readings.noting import note
from dangvu.reports.queries import Member, Roll, choices, length, page
from dangvu.web.formats import day
from dangvu.web.parts import Paging, Token, asked_page

A_PAGE = 50
PARTICIPATION = {number: words.PARTICIPATION[name] for name, number in CODES.items()}


@require_http_methods(["GET", "HEAD", "POST"])
@needs("see")
@with_scope
def members(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Fifty members a page, by given name in the order of the Vietnamese alphabet."""
    if scope.published is not None:
        raise Http404("the people of this unit are not the reader's to list")
    if not scope.unit.alive:
        return render(request, "pages/not_alive.html", scope.context(_("Đảng viên")))
    if request.method == "POST":
        return _filtered(request, scope)
    key = request.GET.get("q", "")
    text = kept(key, request.session)
    _refuse_telling_apart(scope, request.GET)
    words_of = _choices(scope.head)
    form = RollForm({**request.GET.dict(), "q": text}, words=words_of, below=scope.children, told_apart=scope.may_tell_apart)
    chosen = form.in_force()
    asked = asked_page(request.GET.get("page"))
    under = _under(scope, chosen.get("under"))
    divisions = tuple((name, word) for name, word in chosen.items() if name in words.DIVISIONS)
    roll = Roll(under.id, scope.on, scope.known, divisions, chosen.get("participation", ""), plain(chosen.get("q", "")), scope.within)
    listed = page(roll, limit=A_PAGE, offset=(asked - 1) * A_PAGE)
    note(request, "search" if text else "list", [one.public_id for one in listed], under.id, scope.on)
    context = scope.context(
        _("Đảng viên"),
        form=form,
        is_lost=bool(key and not text),
        tokens=_tokens(scope, form, chosen, key),
        clear=scope.address("members"),
        paging=Paging(asked, A_PAGE, _length(scope.head, roll)),
        rows=_rows(scope, listed),
        under=under,
        is_wide=True,
    )
    return render(request, "pages/members.html", context)


def _refuse_telling_apart(scope: Scope, asked: Mapping[str, str]) -> None:
    """A filter by what the reader may not tell people apart by is no filter: the length of the list would answer."""
    if not scope.may_tell_apart and any(name in asked for name, division in MEMBERS.breakdowns.items() if division.sensitive):
        raise Http404("no such filter for this reader")


def _filtered(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The filters as sent become the address of the list; the text that is searched for becomes a key to it."""
    _refuse_telling_apart(scope, request.POST)
    form = RollForm(request.POST.dict(), words=_choices(scope.head), below=scope.children, told_apart=scope.may_tell_apart)
    chosen = form.in_force()
    return HttpResponseRedirect(scope.address("members", **_query(chosen, keep(chosen.get("q", ""), request.session))))


def _query(chosen: Mapping[str, str], key: str) -> dict[str, str]:
    """Filters as parameters."""
    return {name: key if name == "q" else value for name, value in chosen.items()}


@lru_cache(maxsize=256)
def _length(_head: bytes, roll: Roll) -> int:
    """Counted once for each state of the register, since a reader who turns pages asks again and again."""
    return length(roll)


@lru_cache(maxsize=2)
def _choices(_head: bytes) -> dict[str, list[str]]:
    return choices()


def _under(scope: Scope, public_id: str | None) -> UnitOn:
    return next((row for row in scope.children if str(row.public_id) == public_id), scope.unit)


def _tokens(scope: Scope, form: RollForm, chosen: Mapping[str, str], key: str) -> list[Token]:
    """Each filter in words, with the address of the list without it."""

    def text(name: str, value: str) -> str:
        shown = dict(getattr(form.fields[name], "choices", ())).get(value, f"“{value}”")
        return f"{form.fields[name].label}: {shown}" if name != "q" else str(shown)

    return [
        Token(
            text(name, value), scope.address("members", **{other: kept_ for other, kept_ in _query(chosen, key).items() if other != name})
        )
        for name, value in chosen.items()
    ]


def _rows(scope: Scope, members: Sequence[Member]) -> list[dict[str, str]]:
    files = scope.files(member.public_id for member in members)
    return [_row(scope, member, files.get(member.public_id, "")) for member in members]


def _row(scope: Scope, member: Member, address: str) -> dict[str, str]:
    return {
        "name": member.name or ERASED,
        "address": address,
        "number": member.card_no or member.record_no,
        "born": day(member.born),
        "sex": words.SEX[member.female],
        "ethnicity": member.ethnicity if scope.may_tell_apart else "",
        "cell": member.cell,
        "decided": day(member.decided),
        "standing": words.STANDING.get(member.standing, ""),
        "participation": PARTICIPATION[member.participation] if member.participation else "",
    }


@require_safe
@needs("see")
@with_scope
def member(request: HttpRequest, scope: Scope, person: UUID) -> HttpResponse:
    """The file of a member as held, on the day looked at, with everything that ever happened."""
    number = person_by_public_id(person)
    found = member_file(number, scope) if number is not None and scope.viewer.sees_person(number) else None
    if found is None:
        raise Http404("no such person")
    note(request, "file", [person], found.cell.id if found.cell else scope.unit.id, scope.on)
    may_unmask = bool(found.citizen_id_end) and scope.viewer.sees_person(number or 0, "unmask")
    unmask = scope.address("citizen_id", person) if may_unmask else ""
    offered = offers(scope, number or 0, person)
    context = scope.context(found.name, file=found, crumbs=found.crumbs, unmask=unmask, offers=offered)
    return render(request, "pages/member.html", context)

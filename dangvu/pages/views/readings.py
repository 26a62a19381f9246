"""One's own record with who has opened it, and the log of everybody's readings; neither is about a unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from http import HTTPStatus
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dangvu.access.acting import registrar
from dangvu.access.gate import needs, viewer_in
from dangvu.dues.queries import own_dues, rates_on
from dangvu.pages.dues_forms import GROUNDS, rate_in_words
from dangvu.pages.frame import NO_UNIT, Scope, shell_of_nothing
from dangvu.pages.history import named
from dangvu.pages.member_file import MemberFile, member_file
from dangvu.pages.searches import keep, kept
from dangvu.pages.views import dues
from dangvu.people.queries import facts_of
from dangvu.periods.clock import HANOI
from dangvu.readings.forms import LogForm
from dangvu.readings.noting import note, own_citizen_id
from dangvu.readings.queries import Asked, Unusual, all_readings, readings_of, unusual_readings
from dangvu.readings.words import KIND_NAMES, OWN_FILE, READ_LOG, UNUSUAL
from dangvu.web.formats import day as written
from dangvu.web.formats import number
from dangvu.web.parts import Paging, Token, asked_page
from dangvu.web.shell import Shell, as_day

A_PAGE = 50
A_YEAR = 12
"""So many months of the own dues are shown, the latest first."""
DIGEST = timedelta(days=7)
"""So many days are looked through for what is unusual; an account that reads by an office near to its people is never looked at."""
Line = TypeVar("Line")


@never_cache
@require_safe
@needs("own")
def own_file(request: HttpRequest) -> HttpResponse:
    """What the register holds of the reader today, and who opened it."""
    shell, person = shell_of_nothing(request), viewer_in(request).person
    file = _own(request, shell, person) if person is not None else None
    context: dict[str, object] = {"shell": shell, "title": OWN_FILE, "file": file}
    if person is None or file is None:
        return render(request, "readings/own_file.html", context)
    found, paging = _stretch(partial(readings_of, person), asked_page(request.GET.get("page")))
    context["citizen_id"] = own_citizen_id(person)
    with registrar():
        context["dues"] = _own_dues(person, shell.today)
    listed = [(one, KIND_NAMES[one.kind]) for one in found]
    return render(request, "readings/own_file.html", {**context, "readings": listed, "paging": paging})


def _own(request: HttpRequest, shell: Shell, person: int) -> MemberFile | None:
    """The reader's own file, asked as the owner, since cells and decisions lie in units that a member does not see.

    Whose it is was said by the database.
    """
    with registrar():
        facts = facts_of(person)
        file = (
            member_file(person, Scope(NO_UNIT, (), (), shell.today, None, shell, viewer_in(request), b"", None), named) if facts else None
        )
    if facts and file:
        note(request, "own", [facts.public_id], file.cell.id if file.cell else None, shell.today)
    return file


def _own_dues(person: int, today: date) -> dict[str, object]:
    """What the register holds of the reader's own dues, asked as the owner."""
    held = own_dues(person, today)
    rate = rates_on(today)[0].get(held.key)
    months = [(dues.written(month), written(on), f"{number(amount)} đ") for month, on, amount in held.months[:A_YEAR]]
    told = f"{rate.label}: {rate_in_words(rate)}" if rate else ""
    return {"rate": told, "exempt": GROUNDS.get(held.reason, ""), "months": months}


def _stretch(ask: Callable[[int, int], tuple[list[Line], int]], page: int) -> tuple[list[Line], Paging]:
    """A page of readings; beyond the last one the first."""
    found, total = ask(A_PAGE, (page - 1) * A_PAGE)
    return (found, Paging(page, A_PAGE, total)) if found or page == 1 else _stretch(ask, 1)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs("read_log")
def read_log(request: HttpRequest) -> HttpResponse:
    """Who read how many people, when, as what and how; nobody who was read is named."""
    shell = shell_of_nothing(request)
    if request.method == "POST":
        form = LogForm(request.POST)
        if form.is_valid():
            return HttpResponseRedirect(shell.at(reverse("read_log"), **_query(request, form)))
        context: dict[str, object] = {
            "shell": shell,
            "title": READ_LOG,
            "form": form,
            "paging": Paging(1, A_PAGE, 0),
            "clear": reverse("read_log"),
        }
        return render(request, "readings/read_log.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    key = request.GET.get("account", "")
    since, until = _day(request, "since"), _day(request, "until")
    kind = request.GET.get("kind", "")
    kind, account = kind if kind in KIND_NAMES else "", kept(key, request.session)
    asked = Asked(_midnight(since) if since else None, _midnight(until + timedelta(days=1)) if until else None, kind, account)
    found, paging = _stretch(partial(all_readings, asked), asked_page(request.GET.get("page")))
    is_first = paging.page == 1 and not (since or until or kind or account)
    form = LogForm(initial={"account": account, "kind": kind, "since": since, "until": until})
    texts = {
        "account": f"{form.fields['account'].label}: {account}" if account else "",
        "kind": str(KIND_NAMES[kind]) if kind else "",
        "since": f"{form.fields['since'].label} {written(since)}" if since else "",
        "until": f"{form.fields['until'].label} {written(until)}" if until else "",
    }
    context = {
        "shell": shell,
        "title": READ_LOG,
        "form": form,
        "is_lost": bool(key and not account),
        "tokens": _tokens(request, shell, texts),
        "clear": reverse("read_log"),
        "paging": paging,
        "lines": [(one, KIND_NAMES[one.kind]) for one in found],
        "unusual": _unusual(shell.today) if is_first else [],
        "is_first": is_first,
        "a_week": DIGEST.days,
        "is_wide": True,
    }
    return render(request, "readings/read_log.html", context)


def _unusual(today: date) -> list[tuple[Unusual, str | Promise, str]]:
    """What the last days ask for a reason for, with the reason why and the count in words."""
    found = unusual_readings(today - DIGEST + timedelta(days=1), today)
    return [(one, UNUSUAL[one.why], _counted(one)) for one in found]


def _counted(one: Unusual) -> str:
    if one.why == "again":
        return ngettext("%(count)s ngày", "%(count)s ngày", one.times) % {"count": number(one.times)}
    return ngettext("%(count)s hồ sơ", "%(count)s hồ sơ", one.times) % {"count": number(one.times)}


def _query(request: HttpRequest, form: LogForm) -> dict[str, str]:
    """Filters as parameters; the name of an account becomes a key to it."""
    given = form.cleaned_data
    days = {name: given[name].isoformat() for name in ("since", "until") if given[name]}
    chosen = {"account": keep(given["account"], request.session), "kind": given["kind"], **days}
    return {name: value for name, value in chosen.items() if value}


def _day(request: HttpRequest, name: str) -> date | None:
    text = request.GET.get(name)
    return as_day(text) if text else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), HANOI)


def _tokens(request: HttpRequest, shell: Shell, texts: Mapping[str, str]) -> list[Token]:
    """Each filter in force with the address of the log without it."""
    others = {name: request.GET[name] for name, text in texts.items() if text}
    return [
        Token(text, shell.at(reverse("read_log"), **{other: value for other, value in others.items() if other != name}))
        for name, text in texts.items()
        if text
    ]

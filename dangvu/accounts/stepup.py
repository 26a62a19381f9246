"""Asking once more before signing, exporting or unmasking, and keeping what was being sent meanwhile."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from dangvu.accounts.assurance import account_of, has_factor, is_assured
from dangvu.accounts.models import CONSOLE
from dangvu.accounts.sessions import CONFIRMED, FACTOR
from dangvu.periods.clock import now
from dangvu.web.views import local_address

HELD = "held"
KEY = "giu"
"""The parameter that names what is held, and the field of a form that was."""
MOST_HELD = 3
LARGEST = 100_000
"""Characters of a form that can be held; a longer one has to be filled in again, and the page says so before it asks."""

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponseBase]


@dataclass(frozen=True)
class Held:
    """A request that waits: its address and, of a form, every field.

    `is_cut` when files or too much text could not be kept, `is_private` when it was not to be kept, since passwords are among it.
    """

    address: str
    back: str
    is_form: bool
    fields: list[list[str]]
    is_cut: bool
    is_private: bool = False


def recently(minutes: int = 5, *, holds: bool = True) -> Callable[[View[Given]], View[Given]]:
    """For views that sign, export or unmask: who has not given the factor within so many minutes is asked, then led back to the act.

    A form is kept in the session, which only the cookie opens, and shown again with one button; it is never sent without the person.
    Where it `holds` nothing, as where passwords are typed, the person comes back to the empty form.
    """

    def demanding(view: View[Given]) -> View[Given]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
            if is_confirmed(request, minutes=minutes):
                response = view(request, *args, **kwargs)
                release(request, request.POST.get(KEY, ""))  # sent and answered; one that failed waits on
                return response
            return redirect(f"{reverse('step_up')}?{urlencode({KEY: hold(request, is_private=not holds)})}")

        return answer

    return demanding


def is_confirmed(request: HttpRequest, *, minutes: int) -> bool:
    """Whether the factor was given within so many minutes; where there is none to give yet, the sign-in itself counts."""
    if not request.user.is_authenticated:
        return False
    if not is_assured(request):
        return not has_factor(account_of(request))
    if request.session.get(FACTOR) == CONSOLE:
        return True
    confirmed = request.session.get(CONFIRMED)
    return confirmed is not None and 0 <= now().timestamp() - confirmed < minutes * 60


def hold(request: HttpRequest, *, is_private: bool = False) -> str:
    """Keep what is being asked for, of what is private the address alone; the key under which it waits."""
    key = secrets.token_urlsafe(9)
    release(request, request.POST.get(KEY, ""))
    waiting: dict[str, Any] = dict(list(request.session.get(HELD, {}).items())[1 - MOST_HELD :])
    request.session[HELD] = {**waiting, key: asdict(_held(request, is_private=is_private))}
    return key


def _held(request: HttpRequest, *, is_private: bool) -> Held:
    is_form = request.method == "POST"
    fields = [[name, value] for name, values in request.POST.lists() for value in values if name not in {"csrfmiddlewaretoken", KEY}]
    is_long = sum(len(name) + len(value) for name, value in fields) > LARGEST
    back = request.headers.get("Referer", "") if is_form else ""
    prefix = f"{request.scheme}://{request.get_host()}/"
    return Held(
        address=request.get_full_path(),
        back=local_address("/" + back.removeprefix(prefix)) if back.startswith(prefix) else reverse("overview"),
        is_form=is_form,
        fields=[] if is_long or is_private else fields,
        is_cut=is_form and (is_long or is_private or bool(request.FILES)),
        is_private=is_form and is_private,
    )


def held(request: HttpRequest) -> Held | None:
    """What waits under the key in the address."""
    kept = request.session.get(HELD, {}).get(request.GET.get(KEY, ""))
    return Held(**kept) if kept else None


def release(request: HttpRequest, key: str) -> None:
    """Nothing waits any more under a key."""
    waiting = dict(request.session.get(HELD, {}))
    if waiting.pop(key, None):
        request.session[HELD] = waiting

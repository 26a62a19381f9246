"""The end of a session, and what a session without a second factor may not open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from dangvu.accounts.assurance import account_of, has_factor, is_assured
from dangvu.accounts.sessions import BEGUN, IDLE, LONGEST, SEEN
from dangvu.periods.clock import now

ENDED, READ, SENT = "het-phien", "xem", "gui"
"""What the address of the sign-in tells after the end of a session: whether something was sent when it was over already."""
NOTED_EVERY = timedelta(minutes=1)
"""Activity is written down at most this often, so that reading does not write; the idle limit is short by as much."""

View = TypeVar("View", bound=Callable[..., Any])


def is_over(session: SessionBase, at: datetime) -> bool:
    """Whether either limit has passed; the first request of a signed-in session starts both, later ones note that it lives."""
    begun = session.setdefault(BEGUN, at.timestamp())
    seen = session.setdefault(SEEN, at.timestamp())
    idle, length = at.timestamp() - seen, at.timestamp() - begun
    if idle >= IDLE.total_seconds() or length >= LONGEST.total_seconds():
        return True
    if idle >= NOTED_EVERY.total_seconds():
        session[SEEN] = at.timestamp()
    return False


class SessionLimits:
    """Signs out sessions that are over; stands after authentication and before the demand to be signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, for an anonymous reader when the session is over; the sign-in then says so, and that nothing sent was written."""
        if request.user.is_authenticated:
            if not is_over(request.session, now()):
                return self.get_response(request)
            logout(request)
        elif settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.session.is_empty():
            return self.get_response(request)
        response = self.get_response(request)
        if response.headers.get("Location", "").startswith(f"{resolve_url(settings.LOGIN_URL)}?"):
            response["Location"] += "&" + urlencode({ENDED: READ if request.method in ("GET", "HEAD") else SENT})
        return response


def before_factor(view: View) -> View:
    """Marks a view that is open to somebody who has signed in but still has to enrol a second factor."""
    view.before_factor = True  # type: ignore[attr-defined]  # read below
    return view


class SecondFactor:
    """Leads whoever signed in without a second factor to enrolling one before any other page; stands after the demand to be signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response; the judgement is made once it is known which view answers."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> HttpResponse | None:
        """A way to the next step of enrolment, None where the view may answer."""
        if not request.user.is_authenticated or is_assured(request) or not getattr(view, "login_required", True):
            return None
        if has_factor(account_of(request)):
            # It was enrolled in another session meanwhile; this one has not shown it and so is none.
            logout(request)
            return redirect("sign_in")
        if getattr(view, "before_factor", False):
            return None
        return redirect("enrol" if account_of(request).has_usable_password() else "choose_password")

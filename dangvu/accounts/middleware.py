"""The end of a session: after 15 minutes without a request, and after 8 hours in any case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

from dangvu.periods.clock import now

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=8)
NOTED_EVERY = timedelta(minutes=1)
"""Activity is written down at most this often, so that reading does not write; the idle limit is short by as much."""

BEGUN, SEEN = "begun", "seen"


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
        """The response, for an anonymous reader when the session is over."""
        if request.user.is_authenticated and is_over(request.session, now()):
            logout(request)
        return self.get_response(request)

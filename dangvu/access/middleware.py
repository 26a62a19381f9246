"""Who reads: every request gets its viewer, of the mandates of that moment."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from dangvu.access.viewer import Viewer, nobody, viewer_of
from dangvu.periods import clock


class Rights:
    """Puts `request.viewer`; stands after authentication and the limits of sessions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response to a reader whose mandates are asked for when they are first needed."""
        request.viewer = SimpleLazyObject(lambda: _viewer(request))  # type: ignore[attr-defined]  # read back by `gate.viewer_in`
        return self.get_response(request)


def _viewer(request: HttpRequest) -> Viewer:
    user, today = request.user, clock.today()
    if not user.is_authenticated or user.pk is None:
        return nobody(today)
    return viewer_of(user.pk, today, user.get_username())

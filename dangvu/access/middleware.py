"""Who reads: every request is one transaction in which the database knows its session, and carries its viewer."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.functional import SimpleLazyObject

from dangvu.access.connections import present, registrar
from dangvu.access.entering import note, strike
from dangvu.access.gate import viewer_in
from dangvu.access.integrations import Shown, secret_in, show
from dangvu.access.viewer import Viewer, nobody, viewer_here
from dangvu.accounts.sessions import FACTOR
from dangvu.periods import clock
from dangvu.web.limits import READER

CHARGED = "charged"
"""Marks a session in which a mandate was held."""

ACCOUNTS = ("dangvu.accounts", "allauth")
"""Whose views sign people in and out: they write accounts, which the web's role may not, and show no record."""


class Rights:
    """Puts `request.viewer`; stands directly after the session, so that also accounts are read within the transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response to a reader whose mandates are asked for when they are first needed."""
        request.viewer = SimpleLazyObject(lambda: _viewer(request))  # type: ignore[attr-defined]  # read back by `gate.viewer_in`
        secret = secret_in(request) if request.path_info.startswith(settings.API_ROOT) else None
        if secret is not None:
            return self._of_integration(request, secret)
        if _signs_people_in(request):
            with registrar():
                return self._of_accounts(request)
        token = request.session.session_key
        if not token:
            return self.get_response(request)  # nobody's session sees nothing, and a probe is answered without a database
        return self._known(request, token)

    def _known(self, request: HttpRequest, secret: str) -> HttpResponse:
        """The answer in a transaction in which the database knows whose this is."""
        with transaction.atomic():
            present(secret)
            response = self.get_response(request)
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                transaction.set_rollback(True)
        return response

    def _of_integration(self, request: HttpRequest, secret: str) -> HttpResponse:
        """Whoever brings a token is whose the token is, whatever cookies come with it."""
        request.COOKIES = {}
        request.session = type(request.session)()
        shown = show(secret, request.META.get("REMOTE_ADDR", ""), clock.now())
        request.shown_token = shown  # type: ignore[attr-defined]  # read back by `integrations.shown_in`
        if shown.by is None:
            return self.get_response(request)
        request.META[READER] = str(shown.by.account)
        request.viewer = SimpleLazyObject(lambda: _viewer_of(shown))  # type: ignore[attr-defined]  # as above
        return self._known(request, secret)

    def _of_accounts(self, request: HttpRequest) -> HttpResponse:
        """A session that got another secret is known under that one alone."""
        before = request.session.session_key
        response = self.get_response(request)
        now = request.session.session_key
        if before and now and now != before and request.user.is_authenticated and request.user.pk is not None:
            strike(before)
            note(now, request.user.pk)
        return response


class LastMandate:
    """Signs out whoever was charged with something in this session and is no longer; stands after the limits of sessions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, for an anonymous reader when the last mandate has ended; without a factor nothing is held yet that could end."""
        if request.user.is_authenticated and request.session.get(FACTOR):
            is_charged = bool(viewer_in(request).mandates)
            if is_charged and not request.session.get(CHARGED):
                request.session[CHARGED] = True
            elif not is_charged and request.session.get(CHARGED):
                logout(request)
        return self.get_response(request)


def _signs_people_in(request: HttpRequest) -> bool:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return getattr(view, "view_class", view).__module__.startswith(ACCOUNTS)


def _viewer_of(shown: Shown) -> Viewer:
    by, today = shown.by, clock.today()
    return viewer_here(by.account, today, by.username) if by else nobody(today)


def _viewer(request: HttpRequest) -> Viewer:
    user, today = request.user, clock.today()
    if not user.is_authenticated or user.pk is None:
        return nobody(today)
    return viewer_here(user.pk, today, user.get_username())

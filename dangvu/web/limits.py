"""How long a page may keep the database, and how many heavy pages one account may have made at once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import Error
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from dangvu.metrics.counting import count_database_error
from dangvu.web.problems import is_for_programs
from dangvu.web.views import sorry

LIMITS = {"statement_timeout": "5s", "lock_timeout": "3s", "idle_in_transaction_session_timeout": "60s"}
"""Of a connection that is opened for a page. Imports and the command line open their own and have none."""

AT_ONCE = 2
"""Heavy pages of one account at a time."""

TURN = "dangvu.turn"
"""The key of `request.META` under which the account stands whose turn the request holds."""

READER = "dangvu.reader"
"""The key of `request.META` under which the account stands of whoever reads without a session."""

_serving = threading.local()

Answer = Callable[[HttpRequest], HttpResponse]


class DatabaseLimits:
    """Connections that are opened while a request is answered have the limits, for as long as they last."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        connection_created.connect(_limit)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response."""
        with _as_server():
            return self.get_response(request)


@contextmanager
def _as_server() -> Iterator[None]:
    _serving.is_on = True
    try:
        yield
    finally:
        _serving.is_on = False


def _limit(connection: BaseDatabaseWrapper, **_named: Any) -> None:
    """Django tells of every new connection of any thread; only those of threads that answer a request are limited."""
    if not getattr(_serving, "is_on", False):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join(["set_config(%s, %s, false)"] * len(LIMITS)), [part for pair in LIMITS.items() for part in pair]
        )
    if _counting not in connection.execute_wrappers:
        connection.execute_wrappers.append(_counting)


def _counting(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: FBT001 - Django's order
    """Run a statement and count it if the database refuses."""
    try:
        return execute(sql, params, many, context)
    except Error as error:
        count_database_error(getattr(error.__cause__, "sqlstate", None))
        raise


class Turns:
    """At most `AT_ONCE` heavy pages of one account are made at a time; the browser asks for a further one again by itself."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self._held: Counter[str] = Counter()
        self._lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response; the turn ends with it."""
        try:
            return self.get_response(request)
        finally:
            self._leave(request.META.pop(TURN, None))

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _named: Any) -> HttpResponse | None:
        """429 for one page too many."""
        match = request.resolver_match
        if match is None or match.view_name not in settings.HEAVY_PAGES:
            return None
        account = request.META.get(READER) or (str(request.user.pk) if request.user.is_authenticated else None)
        if account is None:
            return None
        if self._enter(account):
            request.META[TURN] = account
            return None
        return _one_too_many(request)

    def _enter(self, account: str) -> bool:
        with self._lock:
            if self._held[account] >= AT_ONCE:
                return False
            self._held[account] += 1
            return True

    def _leave(self, account: str | None) -> None:
        if account is None:
            return
        with self._lock:
            self._held[account] -= 1
            if not self._held[account]:
                del self._held[account]


def _one_too_many(request: HttpRequest) -> HttpResponse:
    advice = _("Tài khoản này đang mở hai trang nặng cùng lúc. Trang tự mở lại sau vài giây, khi một trong hai trang đó mở xong.")
    response = sorry(request, HTTPStatus.TOO_MANY_REQUESTS, _("Đang đợi lượt"), advice)
    response["Retry-After"] = "2"
    if request.method == "GET" and not is_for_programs(request):
        response["Refresh"] = "2"
    return response

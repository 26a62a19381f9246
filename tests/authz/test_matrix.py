"""Every address × method × role × place: what must be answered is said here, what is answered comes from the running application.

A new address fails until it has its line; absent and forbidden are told apart by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from dangvu.access.connections import registrar
from dangvu.access.gate import demanded
from dangvu.organisation.queries import unit_by_code, unit_on
from dangvu.people.queries import facts_of
from dangvu.web.problems import FORM
from tests.authz.personas import (
    COUNTS,
    COUNTS_BESIDE,
    EXPORTS,
    FILES,
    IMPORTS,
    KEEPS_ACCOUNTS,
    LEDGER,
    MANDATES,
    PERSONAS,
    PLACES,
    PROPOSES,
    SEES,
    UNMASKS,
    WORKS,
    browser_of,
    lists,
    opens,
    settle,
)
from tests.conftest import Clone
from tests.databases import Database, as_the_web, connected_to
from tests.world import DAY, person

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ANYBODY = frozenset(PERSONAS)
ABSENT = "absent"


@dataclass(frozen=True)
class Line:
    """What an address is about ("unit", "person" or nothing), who may open it, by which methods, and whether it names people."""

    who: frozenset[str]
    about: str = ""
    methods: tuple[str, ...] = ("GET", "HEAD")
    args: tuple[object, ...] = ()
    query: str = ""
    lists: bool = False
    own: bool = False
    """Whether a member opens it about the own record."""
    is_in_path: bool = False


def line(who: set[str] | frozenset[str], about: str = "", *, methods: str = "GET HEAD", **more: object) -> Line:
    return Line(frozenset(who), about, tuple(methods.split()), **more)  # type: ignore[arg-type]  # the rest by name


NEVER: frozenset[str] = frozenset()
"""Addresses of something that a session keeps for itself lead nowhere for whoever has nothing there."""

SOME = uuid4()
FORMS, TO_SEND = "GET HEAD POST", "POST"
MATRIX: dict[str, Line] = {
    "overview": line(ANYBODY),
    "unit": line(COUNTS, "unit"),
    "find_unit": line(COUNTS, "unit", methods=FORMS),
    "arrange": line(PROPOSES, "unit", methods=FORMS),
    "small_cells": line(COUNTS, "unit"),
    "members": line(SEES, "unit", methods=FORMS, lists=True),
    "member": line(SEES, "person", lists=True),
    "citizen_id": line(UNMASKS, "person", methods=FORMS, lists=True),
    "propose_correction": line(PROPOSES, "person", methods=FORMS, own=True, lists=True),
    "propose_transfer": line(PROPOSES, "person", methods=FORMS, lists=True),
    "propose_official": line(PROPOSES, "person", methods=FORMS, lists=True),
    "tasks": line(WORKS),
    "task": line(NEVER, args=(SOME,)),
    "approve_task": line(NEVER, methods=TO_SEND, args=(SOME,)),
    "answer_task": line(NEVER, methods=TO_SEND, args=(SOME,)),
    "export_members": line(EXPORTS, "unit", methods=FORMS, lists=True),
    "saved_filters": line(SEES, "unit", methods=FORMS, lists=True),
    "figures": line(COUNTS, "unit"),
    "figure": line(COUNTS, "unit", args=("members",)),
    "boundaries": line(COUNTS, "unit", args=("members",), query="&tree=2015-01-01"),
    "return": line(COUNTS, "unit"),
    "return_workbook": line(COUNTS, "unit"),
    "report_check": line(COUNTS, "unit", methods=FORMS),
    "report_draft": line(SEES, "unit", args=("txt",), query="&since=2022-01-01&until=2022-11-30", lists=True),
    "report_findings": line(NEVER, args=(SOME,)),
    "report_answer": line(NEVER, methods=TO_SEND, args=(SOME,)),
    "report_copy": line(NEVER, args=(SOME, "txt")),
    "report_done": line(NEVER, methods=TO_SEND, args=(SOME,)),
    "search": line(COUNTS, "unit", methods=FORMS),
    "help": line(ANYBODY),
    "ledger": line(LEDGER, "unit", methods=FORMS),
    "ledger_entry": line(LEDGER, args=(1,)),
    "own_file": line(COUNTS | {"member"}),
    "read_log": line({"data_protection"}, methods=FORMS),
    "import": line(IMPORTS, methods=FORMS),
    "import_check": line(NEVER, args=(SOME,)),
    "import_refused_rows": line(NEVER, args=(SOME,)),
    "import_take": line(NEVER, methods=TO_SEND, args=(SOME,)),
    "import_drop": line(NEVER, methods=TO_SEND, args=(SOME,)),
    "api_description": line(ANYBODY, methods="GET", is_in_path=True),
    "api_units": line(COUNTS, methods="GET"),
    "api_unit": line(COUNTS, "unit", methods="GET", is_in_path=True),
    "api_members": line(SEES, "unit", methods="GET", is_in_path=True, lists=True),
    "api_member": line(SEES, "person", methods="GET", lists=True),
    "api_figures": line(COUNTS, "unit", methods="GET", is_in_path=True),
    "api_records": line(SEES, "unit", methods="GET", args=("members",), is_in_path=True, lists=True),
}
"""The pages of the register, and what programs read."""

OF_ACCOUNTS = {
    "sign_in", "account_login", "mfa_authenticate", "mfa_login_webauthn", "recover", "sign_in_link", "sign_out", "step_up", "go_on",
    "account", "preferences", "mfa_index", "mfa_deactivate_totp", "choose_password", "change_password", "enrol", "mfa_activate_totp",
    "add_passkey", "remove_factor", "recovery_codes", "mfa_view_recovery_codes", "new_codes", "end_session",
}  # fmt: skip
"""One's own account and the way in: they show no record, and `tests/accounts` asks what they let through."""

OF_KEEPERS = {"invitations": (), "recoveries": (), "ask_recovery": (), "approve_recovery": (1,)}
OF_THE_FRAME = {"set_theme", "set_language", "choose_day"}
OF_MACHINES = {"alive", "ready", "metrics"}


@pytest.fixture(scope="module")
def matrix(world_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Client]]:
    """A browser for each role over the world, served by the role of the web."""
    with clone(world_template) as database, django_db_blocker.unblock(), connected_to(database):
        settle()
        with as_the_web(database):
            yield {persona: browser_of(persona) for persona in PERSONAS}


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


def undeclared(found: dict[str, object], declared: set[str]) -> set[str]:
    """Addresses that nobody has decided about, and views that do not say what they demand."""
    return {name for name in found if name not in declared} | {
        name for name, view in found.items() if name in MATRIX and demanded(view) is None
    }


ALL = {*MATRIX, *OF_ACCOUNTS, *OF_KEEPERS, *OF_THE_FRAME, *OF_MACHINES}


def test_every_address_is_decided_about() -> None:
    found = {str(pattern.name): pattern.callback for pattern in patterns()}
    assert undeclared(found, ALL) == set()
    assert set(found) >= ALL


def test_a_new_address_fails_until_it_is_declared() -> None:
    """Control."""
    assert undeclared({"secrets": lambda: None}, ALL) == {"secrets"}
    assert undeclared({"members": lambda: None}, ALL) == {"members"}


def units() -> dict[str, str]:
    """The opaque numbers of all units by code, and one that stands for none."""
    with registrar():
        found = {code: unit_on(unit_by_code(code) or 0, DAY) for code in PLACES["whole"]}
    return {**{code: str(one.public_id) for code, one in found.items() if one}, ABSENT: str(uuid4())}


def files() -> dict[str, str]:
    with registrar():
        found = {number: facts_of(person(number)) for number in FILES}
    return {**{number: str(one.public_id) for number, one in found.items() if one}, ABSENT: str(uuid4())}


def places(one: Line) -> dict[str, str]:
    return {"unit": units(), "person": files(), "": {"": ""}}[one.about]


def address(name: str, one: Line, number: str) -> str:
    if one.about == "person":
        return f"{reverse(name, args=(number,))}?on={DAY}"
    if one.is_in_path:
        return f"{reverse(name, args=(number, *one.args))}?on={DAY}" if one.about else reverse(name)
    unit = f"&unit={number}" if number else ""
    return f"{reverse(name, args=one.args)}?on={DAY}{unit}{one.query}"


def expected(persona: str, one: Line, method: str, place: str) -> set[int]:
    if method not in one.methods:
        return {405}
    where = FILES.get(place, place)
    is_own = one.own and (persona, place) == ("member", "003")
    may = lists if one.lists else opens
    if not is_own and (persona not in one.who or (one.about and not may(persona, where))):
        return {404}
    if one is MATRIX["citizen_id"] and place != "001":
        return {404}  # of whom no number is held
    if method == "POST":
        return {200, 302, 400, 403, 422}  # nothing was sent, on a day that is over
    return {400} if (one, place) == (MATRIX["report_draft"], "SX.02.C") else {200}  # nobody reports for a cell that has ended


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_page_of_the_register(matrix: dict[str, Client], persona: str) -> None:
    wrong, asked = [], 0
    for name, one in MATRIX.items():
        for place, number in places(one).items():
            for method in METHODS if place in {"", "SX", "SX.01.A.1", ABSENT} else ("GET", "POST"):
                got = matrix[persona].generic(method, address(name, one, number)).status_code
                asked += 1
                if got not in expected(persona, one, method, place):
                    wrong.append(f"{method} {name} of {place or 'no place'}: {got}, not {sorted(expected(persona, one, method, place))}")
    assert not wrong, f"{len(wrong)} of {asked}:\n" + "\n".join(wrong[:20])


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_accounts_of_others(matrix: dict[str, Client], persona: str) -> None:
    for name, args in OF_KEEPERS.items():
        got = matrix[persona].get(reverse(name, args=args)).status_code
        assert (got != HTTPStatus.NOT_FOUND) == (persona in KEEPS_ACCOUNTS), (name, got)


def test_nobody_is_shown_anything_before_signing_in(matrix: dict[str, Client]) -> None:
    for name, one in MATRIX.items():
        for place, number in places(one).items():
            for method in one.methods:
                answer = Client().generic(method, address(name, one, number))
                if name.startswith("api_"):
                    assert (answer.status_code, answer["Content-Type"]) == (401, FORM), (name, place, method)
                    continue
                assert (answer.status_code, answer.headers.get("Location", "")[:11]) == (302, "/dang-nhap/"), (name, place, method)


def without_its_number(answer: HttpResponse) -> str:
    """A page of what is not there, but for the number of the incident, the minute and the address."""
    text = re.sub(r"SC-[0-9A-F]{8}|\d\d:\d\d|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", answer.content.decode())
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


@pytest.mark.parametrize(
    "persona", [one for one in PERSONAS if one in COUNTS_BESIDE or MANDATES.get(one, ("", ""))[1] in {"commune", "cell"}]
)
def test_absent_and_forbidden_are_told_apart_by_nobody(matrix: dict[str, Client], persona: str) -> None:
    client = matrix[persona]
    for name, one in MATRIX.items():
        if not one.about:
            continue
        known = places(one)
        absent = client.get(address(name, one, known[ABSENT]))
        for place, number in known.items():
            if place != ABSENT and not (lists if one.lists else opens)(persona, FILES.get(place, place)):
                forbidden = client.get(address(name, one, number))
                assert (forbidden.status_code, without_its_number(forbidden)) == (404, without_its_number(absent)), (name, place)
                assert sorted(forbidden.headers.items()) == sorted(absent.headers.items()), (name, place)

"""Every address × method × role × place: what must be answered is said here, what is answered comes from the running application.

A new address fails until it has its line; absent and forbidden are told apart by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from dangvu.access.connections import registrar
from dangvu.access.gate import demanded
from dangvu.accounts.models import Session
from dangvu.accounts.sessions import CONFIRMED, IDLE, SEEN, digest
from dangvu.organisation.queries import unit_by_code, unit_on
from dangvu.people.queries import citizen_id, facts_of
from dangvu.periods.clock import now
from dangvu.web.problems import FORM
from tests.authz.kept import CASE, CHECKS, HANDS_IN, OWN, SPENT, Kept, hand_in, open_proposals
from tests.authz.losing import LOST, losing
from tests.authz.personas import (
    APPROVES,
    COUNTS,
    COUNTS_BESIDE,
    EXPORTS,
    FILES,
    IMPORTS,
    INSPECTS,
    KEEPS_ACCOUNTS,
    LEDGER,
    MANDATES,
    PERSONAS,
    PLACES,
    PROPOSES,
    SEES,
    UNMASKS,
    WORKS,
    WRITES_DUES,
    browser_of,
    lists,
    opens,
    settle,
)
from tests.conftest import Clone
from tests.databases import Database, as_the_web, connected_to
from tests.readings.completeness import Watched
from tests.world import DAY, PEOPLE, person

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ANYBODY = frozenset(PERSONAS)
ABSENT = "absent"
HEADED = {"", "SX", "SX.01.A.1", "001", OWN, SPENT, ABSENT}
"""Places of which HEAD is asked too, which does what GET does."""
EVERYBODY = (*PEOPLE.values(), "009")


@dataclass(frozen=True)
class Line:
    """What an address is about, who may open it, by which methods, and whether it names people.

    It is about a "unit", a "person", a "task" (a proposal, by the file that it is about), an "upload" or a "draft", which a session
    keeps for itself, or nothing.
    """

    who: frozenset[str]
    about: str = ""
    methods: tuple[str, ...] = ("GET", "HEAD")
    args: tuple[object, ...] = ()
    query: str = ""
    lists: bool = False
    own: bool = False
    """Whether a member opens it about the own record."""
    is_in_path: bool = False
    is_spent: bool = False
    """Whether it throws away what it is about."""
    sent: Mapping[str, str] = field(default_factory=dict)
    """What a form is sent with, where only that shows somebody."""


def line(who: set[str] | frozenset[str], about: str = "", *, methods: str = "GET HEAD", **more: object) -> Line:
    return Line(frozenset(who), about, tuple(methods.split()), **more)  # type: ignore[arg-type]  # the rest by name


NEVER: frozenset[str] = frozenset()
"""Who may open a letter, a case or an entry that does not exist."""

FORMS, TO_SEND = "GET HEAD POST", "POST"
MATRIX: dict[str, Line] = {
    "overview": line(ANYBODY),
    "unit": line(COUNTS, "unit"),
    "find_unit": line(COUNTS, "unit", methods=FORMS),
    "arrange": line(PROPOSES, "unit", methods=FORMS, lists=True),
    "arrange_plan": line(PROPOSES, "unit", methods=FORMS, lists=True),
    "plan": line(NEVER, methods=FORMS, args=(uuid4(),)),  # kept by the session that handed it in: tests/pages/test_plans.py
    "small_cells": line(COUNTS, "unit"),
    "members": line(SEES, "unit", methods=FORMS, lists=True, sent={"q": "thi"}),
    "member": line(SEES, "person", lists=True),
    "citizen_id": line(UNMASKS, "person", methods=FORMS, lists=True, sent={"reason": "Đối chiếu căn cước khi làm lại thẻ"}),
    "propose_correction": line(PROPOSES, "person", methods=FORMS, own=True, lists=True),
    "propose_transfer": line(PROPOSES, "person", methods=FORMS, lists=True),
    "propose_official": line(PROPOSES, "person", methods=FORMS, lists=True),
    "propose_introduction": line(PROPOSES, "person", methods=FORMS, lists=True),
    "propose_stay": line(PROPOSES, "person", methods=FORMS, lists=True),
    "propose_extension": line(PROPOSES, "person", methods=FORMS, lists=True),
    "propose_back": line(PROPOSES, "person", methods=FORMS, lists=True),
    "propose_participation": line(PROPOSES, "person", methods=FORMS, lists=True),
    "propose_residence": line(PROPOSES, "person", methods=FORMS, lists=True),
    "working_days": line(PROPOSES, methods=FORMS),
    "transfers": line(SEES, "unit", lists=True),
    "answer_letter": line(NEVER, methods=FORMS, args=(1, "rut")),
    "propose_case": line(PROPOSES, "person", methods=FORMS, lists=True),
    "propose_readmission": line(PROPOSES, "person", methods=FORMS, lists=True),
    "exits": line(SEES, "unit", lists=True),
    "exit_case": line(NEVER, args=(1,)),
    "act_on_case": line(NEVER, methods=FORMS, args=(1, "bieu-quyet")),
    "propose_members": line(PROPOSES, "unit", methods=FORMS, lists=True),
    "tasks": line(WORKS),
    "approve_together": line(APPROVES, methods=TO_SEND),
    "task": line(PROPOSES | INSPECTS, "task", lists=True),
    "approve_task": line(APPROVES | INSPECTS, "task", methods=TO_SEND, lists=True),
    "answer_task": line(PROPOSES | INSPECTS, "task", methods=TO_SEND, lists=True),
    "defer": line(INSPECTS, methods=FORMS),
    "export_members": line(EXPORTS, "unit", methods=FORMS, lists=True, sent={"purpose": "congress"}),
    "badges": line(SEES, "unit", lists=True),
    "propose_badges": line(IMPORTS, "unit", methods=FORMS, lists=True),
    "export_badges": line(EXPORTS, "unit", methods=FORMS, lists=True),
    "mandates": line(COUNTS, "unit", methods=FORMS, sent={"q": "bi thu"}),
    "give_mandate": line(APPROVES, "unit", methods=FORMS, lists=True),
    "end_mandate": line(NEVER, methods=FORMS, args=(1,)),  # the first decision gave no mandate: tests/pages/test_mandates.py
    "delegate_mandate": line(NEVER, methods=FORMS, args=(1,)),
    "dues": line(COUNTS, "unit"),
    "dues_behind": line(SEES, "unit", lists=True),
    "record_dues": line(WRITES_DUES, "unit", methods=FORMS, args=("2022-11",), lists=True),
    "correct_dues": line(NEVER, "person", methods=FORMS, args=("2022-11",)),  # nobody has paid in the world: tests/pages/test_dues.py
    "dues_rate": line(WRITES_DUES, "person", methods=FORMS, lists=True),
    "propose_exemption": line(PROPOSES, "person", methods=FORMS, lists=True),
    "propose_liable": line(PROPOSES, "person", methods=FORMS, lists=True),
    "issue_paper": line(NEVER, methods=FORMS, args=(1,)),  # no decision with a paper: tests/pages/test_papers.py
    "documents": line(SEES, "unit", lists=True),
    "document_file": line(frozenset(), args=(1, "pdf")),  # the world holds no document: tests/pages/test_documents.py issues some
    "saved_filters": line(SEES, "unit", methods=FORMS, lists=True),
    "figures": line(COUNTS, "unit"),
    "figure": line(COUNTS, "unit", args=("members",)),
    "boundaries": line(COUNTS, "unit", args=("members",), query="&tree=2015-01-01"),
    "return": line(COUNTS, "unit"),
    "return_workbook": line(COUNTS, "unit"),
    "report_check": line(COUNTS, "unit", methods=FORMS),
    "report_draft": line(SEES, "unit", args=("txt",), query="&since=2022-01-01&until=2022-11-30", lists=True),
    "report_findings": line({CHECKS}, "draft"),
    "report_answer": line({CHECKS}, "draft", methods=TO_SEND),
    "report_copy": line({CHECKS}, "draft", args=("txt",)),
    "report_done": line({CHECKS}, "draft", methods=TO_SEND, is_spent=True),
    "search": line(COUNTS, "unit", methods=FORMS, sent={"q": "thi"}),
    "help": line(ANYBODY),
    "ledger": line(LEDGER, "unit", methods=FORMS),
    "ledger_entry": line(LEDGER, args=(1,)),
    "propose_undoing": line(NEVER, methods=FORMS, args=(1,)),  # no act of the tree: tests/pages/test_undoing.py
    "own_file": line(COUNTS | {"member"}),
    "read_log": line({"data_protection"}, methods=FORMS),
    "import": line(IMPORTS, methods=FORMS),
    "import_check": line({HANDS_IN}, "upload"),
    "import_refused_rows": line({HANDS_IN}, "upload"),
    "import_take": line({HANDS_IN}, "upload", methods=TO_SEND),
    "import_drop": line({HANDS_IN}, "upload", methods=TO_SEND, is_spent=True),
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


@dataclass(frozen=True)
class Matrix:
    """A browser for each role over the world, served by the role of the web, and what some of them handed in."""

    browsers: Mapping[str, Client]
    people: Mapping[int, tuple[UUID, str]]
    masked: Mapping[int, str]
    kept: Kept

    def browser(self, persona: str) -> Client:
        """A role that was here a moment ago and has just shown its second factor, however long the others took."""
        client, instant = self.browsers[persona], now()
        with registrar():
            key = digest(client.cookies[settings.SESSION_COOKIE_NAME].value)
            Session.objects.filter(session_key=key).update(expire_date=instant + IDLE)
            session = client.session
            session.update({CONFIRMED: instant.timestamp(), SEEN: instant.timestamp()})
            session.save()
        return client

    def watched(self, persona: str) -> Watched:
        """A role every answer to which is held against the log."""
        return Watched(self.browser(persona), self.people, self.masked)


@pytest.fixture(scope="module")
def matrix(
    world_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Matrix]:
    """The whole of it, in a database of its own."""
    home = override_settings(HOME=tmp_path_factory.mktemp("home"))
    with clone(world_template) as database, django_db_blocker.unblock(), connected_to(database), home:
        settle()
        everybody = {number: facts_of(number) for number in map(person, EVERYBODY)}
        people = {number: (facts.public_id, facts.name) for number, facts in everybody.items() if facts}
        masked = {number: citizen_id(number) for number in people if citizen_id(number)}
        with as_the_web(database):
            browsers = {persona: browser_of(persona) for persona in PERSONAS}
            yield Matrix(browsers, people, masked, hand_in(browsers))


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


@cache
def units(_database: str) -> Mapping[str, str]:
    """The opaque numbers of all units by code, which stay as they are."""
    with registrar():
        found = {code: unit_on(unit_by_code(code) or 0, DAY) for code in PLACES["whole"]}
    return {code: str(one.public_id) for code, one in found.items() if one}


@cache
def files(_database: str) -> Mapping[str, str]:
    with registrar():
        found = {number: facts_of(person(number)) for number in FILES}
    return {number: str(one.public_id) for number, one in found.items() if one}


def places(one: Line, kept: Kept | None = None) -> dict[str, str]:
    """The numbers of everything that an address may be about, by what the book calls it, and one that stands for none."""
    database = str(connection.settings_dict["NAME"])
    match one.about:
        case "unit":
            return {**units(database), ABSENT: str(uuid4())}
        case "person":
            return {**files(database), ABSENT: str(uuid4())}
        case "task":
            return {**open_proposals(), ABSENT: str(uuid4())}
        case "upload" | "draft":
            held = (kept.uploads if one.about == "upload" else kept.drafts) if kept else {}
            left_out = OWN if one.is_spent else SPENT
            return {**{whose: number for whose, number in held.items() if whose != left_out}, ABSENT: str(uuid4())}
    return {"": ""}


def address(name: str, one: Line, number: str) -> str:
    if one.about in {"person", "task", "upload", "draft"}:
        return f"{reverse(name, args=(number, *one.args))}?on={DAY}"
    if one.is_in_path:
        return f"{reverse(name, args=(number, *one.args))}?on={DAY}" if one.about else reverse(name)
    unit = f"&unit={number}" if number else ""
    return f"{reverse(name, args=one.args)}?on={DAY}{unit}{one.query}"


def reaches(persona: str, one: Line, place: str) -> bool:
    """Whether what an address is about lies open to a role, by the book."""
    if one.about in {"upload", "draft"}:
        return place in {OWN, SPENT}
    if one.about == "task" and (place == CASE) != (persona in INSPECTS):
        return False  # what the inspection office decides is shown to it alone, and it is shown nothing else
    return not one.about or place == CASE or (lists if one.lists else opens)(persona, FILES.get(place, place))


def expected(persona: str, one: Line, method: str, place: str) -> set[int]:
    if method not in one.methods:
        return {405}
    is_own = one.own and (persona, place) == ("member", "003")
    if not is_own and (persona not in one.who or not reaches(persona, one, place)):
        return {404}
    if one is MATRIX["citizen_id"] and place != "001":
        return {404}  # of whom no number is held
    if method == "POST":
        return {200, 302, 400, 403, 422}  # nothing was sent, on a day that is over
    return {400} if (one, place) == (MATRIX["report_draft"], "SX.02.C") else {200}  # nobody reports for a cell that has ended


def taken(one: Line, place: str) -> set[str]:
    """By which methods an address is asked about a place besides the first: the others are refused before any place is looked at."""
    return set(one.methods) - (set() if place in HEADED else {"HEAD"})


def asked(matrix: Matrix, persona: str, lines: Mapping[str, Line], methods: Sequence[str] = METHODS) -> tuple[int, list[str], list[str]]:
    """Every address as one role: how many answers, which of them are not those of the book, and which show somebody unnoted."""
    watched, asked, wrong, missing = matrix.watched(persona), 0, list[str](), list[str]()
    for name, one in lines.items():
        for order, (place, number) in enumerate(places(one, matrix.kept).items()):
            for method in methods if not order else [each for each in methods if each in taken(one, place)]:
                answer = watched.ask(address(name, one, number), method, one.sent if method == "POST" and "POST" in one.methods else None)
                asked, wanted = asked + 1, expected(persona, one, method, place)
                if answer.status not in wanted:
                    wrong.append(f"{method} {name} of {place or 'no place'}: {answer.status}, not {sorted(wanted)}")
                if answer.missing:
                    missing.append(f"{method} {name} of {place or 'no place'} shows {sorted(answer.missing)}")
    return asked, wrong, missing


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_page_of_the_register(matrix: Matrix, persona: str) -> None:
    """Answered as the book says, and nobody shown whom the log does not name."""
    count, wrong, missing = asked(matrix, persona, MATRIX)
    assert not wrong, f"{len(wrong)} of {count}:\n" + "\n".join(wrong[:20])
    assert not missing, f"{len(missing)} of {count}:\n" + "\n".join(missing[:20])


@pytest.mark.parametrize(("kind", "persona", "names"), LOST)
def test_a_reading_that_leaves_no_row_is_found(matrix: Matrix, kind: str, persona: str, names: tuple[str, ...]) -> None:
    """Control: with the rows of one kind gone the same questions miss people, on every page of that kind."""
    lines = {name: MATRIX[name] for name in names}
    with losing(kind):
        missing = asked(matrix, persona, lines, ("GET", "POST"))[2]
    assert {name for name in names if any(f" {name} of " in one for one in missing)} == set(names)


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_accounts_of_others(matrix: Matrix, persona: str) -> None:
    client = matrix.browser(persona)
    for name, args in OF_KEEPERS.items():
        got = client.get(reverse(name, args=args)).status_code
        assert (got != HTTPStatus.NOT_FOUND) == (persona in KEEPS_ACCOUNTS), (name, got)


def test_nobody_is_shown_anything_before_signing_in(matrix: Matrix) -> None:
    for name, one in MATRIX.items():
        for place, number in places(one, matrix.kept).items():
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
def test_absent_and_forbidden_are_told_apart_by_nobody(matrix: Matrix, persona: str) -> None:
    client = matrix.browser(persona)
    for name, one in MATRIX.items():
        if not one.about or "GET" not in one.methods:
            continue
        known = places(one, matrix.kept)
        absent = client.get(address(name, one, known[ABSENT]))
        for place, number in known.items():
            if place != ABSENT and not (persona in one.who and reaches(persona, one, place)):
                forbidden = client.get(address(name, one, number))
                assert (forbidden.status_code, without_its_number(forbidden)) == (404, without_its_number(absent)), (name, place)
                assert sorted(forbidden.headers.items()) == sorted(absent.headers.items()), (name, place)

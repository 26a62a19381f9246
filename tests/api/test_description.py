"""Everything that the description promises holds, for an office and for somebody who only counts; and what is broken is found."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from pytest_django import DjangoDbBlocker

from tests.api.asking import EXAMPLES, ask_everything, served
from tests.api.programs import token
from tests.authz.personas import settle
from tests.authz.test_matrix import ABSENT, MATRIX, places
from tests.conftest import Clone
from tests.databases import Database, as_the_web, connected_to

Application = Callable[..., Any]
PERSONAS = {"commune_approver": {"SX.01.A", "001"}, "statistician": {"SX.01.A"}}
"""Who asks, and what of what is asked lies open to them."""


@pytest.fixture(scope="module")
def program(world_template: Database, clone: Clone, django_db_blocker: DjangoDbBlocker) -> Iterator[Application]:
    """The program as a server runs it, over the small world."""
    with clone(world_template) as database, django_db_blocker.unblock(), connected_to(database):
        settle()
        with as_the_web(database):
            yield get_wsgi_application()


@pytest.fixture(scope="module")
def secrets(program: Application) -> Mapping[str, str]:
    return {persona: token(persona, name=persona) for persona in PERSONAS}


def headers(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def numbers() -> list[str]:
    """Of what lies open, what is foreign, and what is not there."""
    held = {**places(MATRIX["member"]), **places(MATRIX["unit"])}
    return [held[code] for code in ("001", "SX.01.A", "001", "SX.01.A", "SX.02.B", ABSENT)]


@pytest.mark.slow
@pytest.mark.parametrize("persona", PERSONAS)
def test_every_answer_is_as_described(program: Application, secrets: Mapping[str, str], persona: str) -> None:
    with served(program) as base:
        found = ask_everything(base, headers(secrets[persona]), numbers())
    assert (found.failures, found.errors) == ({}, [])
    answered = {read.removeprefix("GET /api/v1/") for read, statuses in found.statuses.items() if statuses[200]}
    counted = {"units/", "units/{unit}/", "units/{unit}/figures/"}
    listed = {"members/{member}/", "units/{unit}/members/", "units/{unit}/figures/{code}/records/"}
    assert answered == counted | (listed if "001" in PERSONAS[persona] else set()), "what is open was opened"
    assert found.asked > 6 * EXAMPLES


def lax(program: Application, secret: str) -> Application:
    """An API that asks nobody who they are."""

    def answer(environ: dict[str, Any], start: Any) -> Any:
        return program({**environ, "HTTP_AUTHORIZATION": f"Bearer {secret}"}, start)

    return answer


def careless(program: Application, _secret: str) -> Application:
    """An API whose answers are not of the promised shape."""

    def answer(environ: dict[str, Any], start: Any) -> Any:
        told: list[Any] = []
        body = b"".join(program(environ, lambda status, fields, *_more: told.extend([status, fields])))
        if told[0].startswith("200") and "openapi" not in environ["PATH_INFO"]:
            body = json.dumps({**json.loads(body), "total": "nhiều"}).encode()
        start(told[0], [(name, value) for name, value in told[1] if name != "Content-Length"] + [("Content-Length", str(len(body)))])
        return [body]

    return answer


def lenient(program: Application, _secret: str) -> Application:
    """An API that passes over what it does not understand."""

    def answer(environ: dict[str, Any], start: Any) -> Any:
        return program({**environ, "QUERY_STRING": ""}, start)

    return answer


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spoil", "check"), [(lax, "ignored_auth"), (careless, "response_schema_conformance"), (lenient, "negative_data_rejection")]
)
def test_what_is_broken_is_found(
    program: Application, secrets: Mapping[str, str], spoil: Callable[[Application, str], Application], check: str
) -> None:
    """Control."""
    secret = secrets["commune_approver"]
    with served(spoil(program, secret)) as base:
        assert check in ask_everything(base, headers(secret), numbers(), only="api_units").failures

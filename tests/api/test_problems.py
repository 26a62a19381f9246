"""Whatever goes wrong is told to programs in one form, with the number under which an administrator finds it."""

from __future__ import annotations

import json
import re
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from dangvu.web.limits import READER, Turns
from tests.api.programs import ask, person_id, unit_id
from tests.readings.readers import refuse, signed_in, unforgiving
from tests.world import World

FORM = "application/problem+json"


@pytest.fixture
def commune(world: World) -> Client:
    return unforgiving(signed_in("xa-an-binh"))


def told(answer: object, status: int) -> dict[str, object]:
    """The problem, as every problem is told."""
    assert (answer.status_code, answer["Content-Type"]) == (status, FORM)  # type: ignore[attr-defined,index]  # an answer of the test client
    said: dict[str, object] = answer.json()  # type: ignore[attr-defined]  # likewise
    assert said["status"] == status and said["title"] and said["detail"]
    assert re.fullmatch(r"SC-[0-9A-F]{8}", str(said["incident"]))
    return said


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ({"on": "2022-02-30"}, 400, "không có thật"),
        ({"on": "1929-01-01"}, 400, "trước 03/02/1930"),
        ({"known": "2022-13-01T00:00"}, 400, "không có thật"),
        ({"known": "1412-08-21T02:02:49+23:59"}, 200, ""),
        ({"known": "0001-01-01T00:00:00+14:00"}, 400, "không có thật"),
        ({"since": "2022-12-01"}, 400, "sau ngày kết thúc"),
        ({"codes": "nothing"}, 400, "Không có chỉ tiêu"),
        ({"codes": "attendance_rate", "by": "religion"}, 400, "không phân tích được"),
        ({"by": "star_sign"}, 400, "star_sign"),
        ({"codes": "members\0"}, 400, "ký tự không hợp lệ"),
        ({"by": ""}, 422, "by: không được để trống"),
        ({"on": "30/4/2022"}, 422, "viết ngày dạng"),
        ({"known": "hôm qua"}, 422, "viết thời điểm dạng"),
        ({"kown": "2022-12-01T08:30"}, 422, "không có tham số này"),
        ({"on": ["2022-11-30", "2022-11-29"]}, 422, "chỉ ghi một lần"),
    ],
)
def test_an_address_that_cannot_be_answered(world: World, commune: Client, query: dict[str, object], status: int, words: str) -> None:
    answer = ask(commune, "api_figures", unit_id(world.an_binh), **query)
    if status == 200:
        assert answer.status_code == 200
        return
    assert words in str(told(answer, status)), answer.content.decode()


def test_a_page_that_is_none(world: World, commune: Client) -> None:
    for wrong, words in (("0", "nhỏ hơn"), ("100001", "lớn hơn"), ("hai", "số nguyên")):
        assert words in str(told(ask(commune, "api_members", unit_id(world.an_binh), page=wrong), 422)["errors"])


def test_records_of_a_word_need_both_the_division_and_the_word(world: World, commune: Client) -> None:
    assert "key: không được để trống" in str(told(ask(commune, "api_records", unit_id(world.an_binh), "members", key=""), 422))
    for query in ({"by": "sex"}, {"key": "Nữ"}, {"by": "child", "key": "SX.01.A.1"}):
        told(ask(commune, "api_records", unit_id(world.an_binh), "members", **query), 400)


def test_what_is_not_there_and_what_only_reads(world: World, commune: Client) -> None:
    told(commune.get("/api/v1/khong-co/"), 404)
    told(commune.get("/api/v1/units/1/"), 404)
    told(ask(commune, "api_unit", person_id(world.an)), 404)
    told(ask(commune, "api_records", unit_id(world.an_binh), "no_such_figure"), 404)
    answer = commune.post(reverse("api_units"), {"name": "x"})
    assert told(answer, 405) and answer["Allow"] == "GET"
    told(Client().get(reverse("api_units")), 401)


def test_what_cannot_be_noted_is_not_shown(world: World, commune: Client) -> None:
    for name, args in (("api_members", [unit_id(world.an_binh)]), ("api_records", [unit_id(world.an_binh), "members"])):
        assert "Nguyễn Văn An" in ask(commune, name, *args).content.decode()
    refuse()
    for name, args in (("api_members", [unit_id(world.an_binh)]), ("api_records", [unit_id(world.an_binh), "members"])):
        answer = ask(commune, name, *args)
        assert "nhật ký xem hồ sơ" in str(told(answer, 503)) and answer["Retry-After"] and "Nguyễn Văn An" not in answer.content.decode()
    assert ask(commune, "api_figures", unit_id(world.an_binh)).status_code == 200, "figures show nobody"


def test_a_program_that_asks_for_too_much_at_once_waits_for_its_turn() -> None:
    """Two heavy reads of one account at a time, by whatever it brings."""

    def asked(account: str) -> HttpRequest:
        request = RequestFactory().get(reverse("api_figures", args=[uuid4()]))
        request.resolver_match, request.user = resolve(request.path), AnonymousUser()
        request.META[READER] = account
        return request

    turns = Turns(lambda _request: HttpResponse())
    held = [turns.process_view(asked("1"), None, (), {}) for _ in range(2)]
    refused = turns.process_view(asked("1"), None, (), {})
    assert held == [None, None] and refused is not None
    assert json.loads(refused.content)["status"] == refused.status_code == 429
    assert refused["Content-Type"] == FORM and refused["Retry-After"] == "2" and "Refresh" not in refused
    assert turns.process_view(asked("2"), None, (), {}) is None

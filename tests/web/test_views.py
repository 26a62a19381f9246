"""The acts of the frame, and the pages for what went wrong."""

import logging
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from dangvu.web import views

GET, POST = RequestFactory().get, RequestFactory().post

ELSEWHERE = ["https://example.invalid/", "//example.invalid/", "/\\example.invalid", "///example.invalid", "javascript:alert(1)", "", None]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_no_address_leads_off_the_site(text: str | None) -> None:
    assert views.local_address(text) == "/"


def test_an_address_of_the_site_is_kept() -> None:
    assert views.local_address("/dang-vien/?on=2022-04-30") == "/dang-vien/?on=2022-04-30"


@pytest.mark.parametrize("theme", views.THEMES)
def test_a_theme_is_kept_in_a_cookie_that_scripts_cannot_read(theme: str) -> None:
    response = views.set_theme(POST("/giao-dien/", {"theme": theme, "back": "/dang-vien/"}))
    assert response["Location"] == "/dang-vien/"
    assert response.cookies["theme"].value == theme
    assert response.cookies["theme"]["httponly"]


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(BadRequest):
        views.set_theme(POST("/giao-dien/", {"theme": "x; path=/"}))


def chosen(**query: str) -> HttpResponse:
    return views.choose_day(GET("/thoi-diem/", {"on_ngay": "30", "on_thang": "4", "on_nam": "2022", **query}))


def test_a_chosen_day_replaces_the_day_of_the_page_and_keeps_the_rest() -> None:
    response = chosen(back="/dang-vien/?unit=k3f&on=2021-12-31&page=4&q=S%C3%B4")
    assert response.status_code == 302
    assert response["Location"] == "/dang-vien/?unit=k3f&q=S%C3%B4&on=2022-04-30"


@pytest.mark.parametrize(
    ("boxes", "known"),
    [
        (("1", "12", "2022", "8:30"), "2022-12-01T08:30"),
        (("1", "12", "2022", "8h05"), "2022-12-01T08:05"),
        (("31", "12", "2022", ""), "2023-01-01T00:00"),
        (("", "", "", ""), None),
    ],
)
def test_an_instant_of_the_register_is_chosen_beside_the_day(boxes: tuple[str, ...], known: str | None) -> None:
    sent = dict(zip(("known_ngay", "known_thang", "known_nam", "hour"), boxes, strict=True))
    location = chosen(back="/so/?known=2020-01-01T00:00", **sent)["Location"]
    assert parse_qs(urlsplit(location).query) == {"on": ["2022-04-30"], **({"known": [known]} if known else {})}


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"hour": "8:30"}, "Ghi cả ngày"),
        ({"hour": "25:00"}, "ví dụ 17:30"),
        ({"known_nam": "2022"}, "Ghi đủ"),
        ({"known_ngay": "31", "known_thang": "12", "known_nam": "9999"}, "Chọn ngày sớm hơn"),
    ],
)
def test_an_instant_that_is_not_whole_is_shown_again(sent: dict[str, str], sentence: str) -> None:
    response = chosen(back="/so/", **sent)
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_a_chosen_day_never_leads_off_the_site() -> None:
    assert chosen(back="https://example.invalid/")["Location"] == "/?on=2022-04-30"


def test_an_impossible_day_is_shown_again_with_the_reason() -> None:
    response = chosen(on_ngay="31", back="/dang-vien/")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Ngày 31/4/2022 không có thật" in page
    assert 'value="31"' in page
    assert 'href="/dang-vien/"' in page


def test_no_day_at_all_asks_for_one() -> None:
    page = views.choose_day(GET("/thoi-diem/")).content.decode()
    assert "Ghi ngày, tháng, năm cần xem." in page


Answer = Callable[[HttpRequest], HttpResponse]
SORRY: list[tuple[int, str, Answer]] = [
    (400, "Viết dạng 2022-04-30", lambda request: views.bad_request(request, BadRequest("Viết dạng 2022-04-30"))),
    (400, "Quay lại trang trước", lambda request: views.bad_request(request, ValueError("SECRET"))),
    (400, "Đăng nhập lại", lambda request: views.bad_request(request, SessionInterrupted("SECRET"))),
    (403, "cần quyền", lambda request: views.refused(request, PermissionDenied())),
    (403, "Hỏi Ban Tổ chức", lambda request: views.refused(request, PermissionDenied("Hỏi Ban Tổ chức"))),
    (403, "tải lại trang rồi gửi lại", lambda request: views.csrf_failure(request, reason="SECRET")),
    (404, "ngoài phạm vi", lambda request: views.not_found(request, Http404("SECRET"))),
]


@pytest.mark.parametrize(("status", "sentence", "answer"), SORRY)
def test_a_failure_has_a_sentence_and_a_number_that_is_in_the_log(
    status: int, sentence: str, answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="dangvu.web.views"):
        response = answer(GET("/dang-vien/k3f/"))
    page = response.content.decode()
    assert response.status_code == status
    assert sentence in page
    assert "SECRET" not in page
    number = re.search(r"SC-[0-9A-F]{8}", page)
    assert number is not None
    assert f"{number[0]}: {status} at ?" in caplog.text
    assert "k3f" not in caplog.text


def test_a_fault_has_a_sentence_and_a_number(caplog: pytest.LogCaptureFixture) -> None:
    response = views.broken(GET("/dang-vien/k3f/"))
    assert response.status_code == 500
    assert "Báo người quản trị" in response.content.decode()
    assert re.search(r"SC-[0-9A-F]{8}", response.content.decode())

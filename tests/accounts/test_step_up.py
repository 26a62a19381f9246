"""Asking once more before an act, and that nothing which was being sent is lost or sent by itself."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from dangvu.accounts.models import CONSOLE, Session
from dangvu.accounts.sessions import CONFIRMED, FACTOR
from dangvu.accounts.stepup import KEY, LARGEST, MOST_HELD, recently
from tests.accounts.people import PASSWORD, code_of, enter, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
DONE: list[dict[str, list[str]]] = []


@recently(minutes=5)
def sign(request: HttpRequest) -> HttpResponse:
    """An act that must be confirmed."""
    if "hong" in request.POST:
        raise ZeroDivisionError
    DONE.append({name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"})
    return HttpResponse("đã ký")


urlpatterns = [path("ky/", sign, name="ky"), path("", include("dangvu.config.urls"))]


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    DONE.clear()


@pytest.fixture
def stale(client: Client) -> Client:
    """Somebody who gave the factor six minutes ago."""
    enter(client, somebody())
    session = client.session
    session[CONFIRMED] -= 360
    session.save()
    return client


def confirm(client: Client, address: str, *, ahead: int = 0, password: str = PASSWORD) -> HttpResponse:
    """Password and code on the page of this address."""
    return client.post(address, {"password": password, "code": code_of(somebody_signed_in(), ahead=ahead)})


def somebody_signed_in():  # type: ignore[no-untyped-def]  # the account of the one session
    account = Session.objects.exclude(account=None).get().account
    assert account is not None
    return account


def test_who_has_just_given_the_factor_is_not_asked(client: Client) -> None:
    enter(client, somebody())
    assert client.post(reverse("ky"), {"so": "12"}).content.decode() == "đã ký"


def test_later_one_is_asked_and_led_back_to_the_page(stale: Client) -> None:
    asked = stale.get("/ky/?tu=1")
    assert asked["Location"].startswith(reverse("step_up"))
    assert confirm(stale, asked["Location"])["Location"] == "/ky/?tu=1"
    assert stale.get("/ky/?tu=1").content.decode() == "đã ký"


def test_a_form_waits_whole_and_goes_only_by_the_hand_of_the_person(stale: Client) -> None:
    filled = {"so": "12-QĐ/TU", "nguoi": ["1", "2"], "ghi_chu": '<b>"x"</b>\n& y'}
    asked = stale.post("/ky/?tu=1", filled)
    assert "Nội dung vừa điền được giữ lại" in stale.get(asked["Location"]).content.decode()
    led = confirm(stale, asked["Location"])
    assert DONE == []
    page = stale.get(led["Location"]).content.decode()
    assert DONE == [], "showing the form again is not sending it"
    assert 'action="/ky/?tu=1"' in page
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    kept = [(unescape(name), unescape(value)) for name, value in fields if name not in {"csrfmiddlewaretoken", KEY}]
    assert kept == [("so", "12-QĐ/TU"), ("nguoi", "1"), ("nguoi", "2"), ("ghi_chu", '<b>"x"</b>\n& y')]
    stale.post("/ky/?tu=1", filled)
    assert DONE == [{"so": ["12-QĐ/TU"], "nguoi": ["1", "2"], "ghi_chu": ['<b>"x"</b>\n& y']}]


def test_a_form_waits_until_it_is_sent(stale: Client) -> None:
    asked = stale.post("/ky/", {"so": "12-QĐ/TU"})
    led = confirm(stale, asked["Location"])
    shown = [stale.get(led["Location"]).content.decode() for _look in range(3)]
    assert all("12-QĐ/TU" in page for page in shown), "looking again loses nothing"
    (key,) = re.findall(f'name="{KEY}" value="([^"]+)"', shown[-1])
    with pytest.raises(ZeroDivisionError):
        stale.post("/ky/", {"so": "12-QĐ/TU", KEY: key, "hong": "1"})
    assert "12-QĐ/TU" in stale.get(led["Location"]).content.decode(), "nor does a fault"
    assert stale.post("/ky/", {"so": "12-QĐ/TU", KEY: key}).content.decode() == "đã ký"
    assert stale.get(led["Location"])["Location"] == reverse("overview")


def test_a_form_that_is_sent_too_late_waits_once_more_and_not_twice(stale: Client) -> None:
    asked = stale.post("/ky/", {"so": "12"})
    led = confirm(stale, asked["Location"])
    (key,) = re.findall(f'name="{KEY}" value="([^"]+)"', stale.get(led["Location"]).content.decode())
    session = stale.session
    session[CONFIRMED] -= 360
    session.save()
    stale.post("/ky/", {"so": "12", KEY: key})
    (waiting,) = stale.session["held"].values()
    assert waiting["fields"] == [["so", "12"]]


@pytest.mark.parametrize("content", [{"tep": SimpleUploadedFile("a.txt", b"x")}, {"dai": "x" * (LARGEST + 1)}])
def test_what_cannot_be_kept_is_said_before_and_one_comes_back_to_the_form(stale: Client, content: dict[str, object]) -> None:
    asked = stale.post("/ky/", content, headers={"referer": "http://testserver/dang-vien/?on=2022-11-30"})
    assert "không giữ lại được" in stale.get(asked["Location"]).content.decode()
    led = confirm(stale, asked["Location"])
    assert stale.get(led["Location"])["Location"] == "/dang-vien/?on=2022-11-30"
    assert DONE == []


def test_a_password_is_kept_neither_in_the_session_nor_in_a_page(stale: Client) -> None:
    new = "năm con trâu về làng"
    sent = {"current": PASSWORD, "password": new, "again": new}
    form = f"http://testserver{reverse('change_password')}"
    asked = stale.post(reverse("change_password"), sent, headers={"referer": form})
    told = stale.get(asked["Location"]).content.decode()
    assert "không được giữ lại" in told and new not in told
    assert new not in str(stale.session["held"]) and PASSWORD not in str(stale.session["held"])
    led = confirm(stale, asked["Location"])
    back = stale.get(led["Location"])
    assert back["Location"] == reverse("change_password")
    assert new not in stale.get(back["Location"]).content.decode()
    assert stale.post(reverse("change_password"), sent)["Location"] == reverse("account"), "filled in anew it is taken"


def test_other_forms_are_kept_in_the_session(stale: Client) -> None:
    """Control: the search of the test above finds what is kept."""
    stale.post("/ky/", {"so": PASSWORD})
    assert PASSWORD in str(stale.session["held"])


@pytest.mark.parametrize(
    "referer", ["https://example.invalid/", "http://testserver//example.invalid/", "http://testserver.example.invalid/"]
)
def test_a_referer_from_elsewhere_leads_nowhere(stale: Client, referer: str) -> None:
    asked = stale.post("/ky/", {"tep": SimpleUploadedFile("a.txt", b"x")}, headers={"referer": referer})
    led = confirm(stale, asked["Location"])
    assert stale.get(led["Location"])["Location"] == reverse("overview")


def test_only_the_last_few_forms_wait(stale: Client) -> None:
    keys = [stale.post("/ky/", {"so": str(number)})["Location"] for number in range(MOST_HELD + 2)]
    assert len(stale.session["held"]) == MOST_HELD
    assert "được giữ lại" in stale.get(keys[-1]).content.decode()
    assert "được giữ lại" not in stale.get(keys[0]).content.decode()


def test_the_session_gets_a_new_key(stale: Client) -> None:
    asked = stale.get("/ky/")
    copied = Client()
    copied.cookies[settings.SESSION_COOKIE_NAME] = before = stale.cookies[settings.SESSION_COOKIE_NAME].value
    confirm(stale, asked["Location"])
    assert stale.cookies[settings.SESSION_COOKIE_NAME].value != before
    assert copied.get(reverse("account")).status_code == 302


@pytest.mark.parametrize(("password", "ahead"), [("sai mật khẩu rồi", 0), (PASSWORD, 7)])
def test_a_wrong_password_or_code_confirms_nothing(stale: Client, password: str, ahead: int) -> None:
    asked = stale.post("/ky/", {"so": "12"})
    answer = confirm(stale, asked["Location"], password=password, ahead=ahead)
    assert answer.status_code == 422
    assert stale.post("/ky/", {"so": "12"}).status_code == 302
    assert DONE == []


def test_a_wrong_password_does_not_spend_the_code(stale: Client) -> None:
    asked = stale.get("/ky/")
    confirm(stale, asked["Location"], password="sai mật khẩu rồi")
    assert confirm(stale, asked["Location"])["Location"] == "/ky/"


def test_confirming_does_not_prolong_the_session(stale: Client) -> None:
    session = stale.session
    begun = session["begun"]
    confirm(stale, stale.get("/ky/")["Location"])
    assert stale.session["begun"] == begun


def test_the_session_of_a_console_has_nothing_to_confirm_by(client: Client, settings: pytest.FixtureRequest) -> None:
    settings.ACCOUNTS_INVENTED = "tests.accounts.people.yes"  # type: ignore[attr-defined]
    enter(client, somebody(password=None, has_totp=False))
    session = client.session
    session[FACTOR] = CONSOLE
    del session[CONFIRMED]
    session.save()
    assert client.post("/ky/", {}).content.decode() == "đã ký"


def test_a_stranger_is_asked_to_sign_in_first(client: Client) -> None:
    assert client.post("/ky/", {})["Location"].startswith(reverse("sign_in"))
    assert client.get(reverse("step_up"))["Location"].startswith(reverse("sign_in"))

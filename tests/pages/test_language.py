"""Vietnamese unless this browser has chosen otherwise; then every page in English but for what the register holds."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from dangvu.readings.models import Reading
from tests.pages.site import Site, reader
from tests.world import DAY, World

PAGES = {
    "overview": "Overview", "unit": "Tree of organisations", "members": "List of members", "figures": "All indicators",
    "figure": "How it is counted", "return": "Statistical return", "search": "Find people", "import": "What the file needs",
    "report_check": "Paste the text of the report", "help": "What is often done", "ledger": "Ledger of decisions",
    "export_members": "What the list is taken out for", "saved_filters": "Kept filters", "own_file": "My record", "tasks": "Tasks",
}  # fmt: skip


def address(name: str) -> str:
    return f"{reverse(name, args={'figure': ['members']}.get(name, []))}?on={DAY.isoformat()}"


@pytest.fixture
def english(world: World) -> Client:
    """A browser that has chosen English."""
    client = reader("quan-tri")
    response = client.post(reverse("set_language"), {"language": "en", "back": "/dang-vien/"})
    assert response["Location"] == "/dang-vien/"
    return client


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_vietnamese_whatever_the_browser_speaks_by_itself(site: Site, name: str) -> None:
    response = site.client.get(address(name), headers={"accept-language": "en-US,en;q=0.9"})
    html = response.content.decode()
    assert response["Content-Language"] == "vi" and '<html lang="vi">' in html and PAGES[name] not in html and "Đăng xuất" in html


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_english_where_that_was_chosen(english: Client, name: str) -> None:
    response = english.get(address(name))
    html = response.content.decode()
    assert response.status_code == 200 and response["Content-Language"] == "en" and '<html lang="en">' in html
    assert PAGES[name] in html and "Sign out" in html and "Đăng xuất" not in html


def test_what_the_register_holds_stays_as_it_is(english: Client) -> None:
    html = english.get(address("members")).content.decode()
    assert "Thạch Thị Bình" in html and "Chi bộ ấp Một" in html


def test_a_reason_is_noted_in_vietnamese(english: Client) -> None:
    english.post(address("export_members"), {"purpose": "inspection"})
    assert Reading.objects.get(kind="export").reason == "Kiểm tra, giám sát"


def test_what_went_wrong_is_told_in_the_language_too(english: Client) -> None:
    assert "No such page" in english.get("/khong-co/").content.decode()


def test_only_a_language_that_there_is_is_taken(client: Client) -> None:
    assert client.post(reverse("set_language"), {"language": "fr"}).status_code == 400
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx; DROP"
    assert client.get(reverse("sign_in"))["Content-Language"] == "vi"


def test_the_choice_leads_to_no_other_site_and_stays_with_the_browser(client: Client) -> None:
    response = client.post(reverse("set_language"), {"language": "en", "back": "//evil.example/"})
    assert response["Location"] == "/"
    cookie = response.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["max-age"]


def test_settings_say_what_is_chosen_and_are_reached_from_the_account(english: Client) -> None:
    assert reverse("preferences") in english.get(reverse("account")).content.decode()
    html = english.get(reverse("preferences")).content.decode()
    assert 'value="en" lang="en" aria-pressed="true"' in html and 'value="vi" lang="vi" aria-pressed="false"' in html
    assert 'name="theme" value="auto" aria-pressed="true"' in html

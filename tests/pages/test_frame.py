"""What holds on every page: signed in or turned away, opaque numbers, the unit and day of the address, other days read-only."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from dangvu.pages.urls import urlpatterns
from dangvu.periods.clock import today
from tests.pages.site import Site, reader
from tests.world import DAY

PLAIN = [str(pattern.name) for pattern in urlpatterns if not pattern.pattern.converters]
OF_NO_UNIT = {"ledger", "own_file", "read_log", "defer"}
PAGES = [name for name in PLAIN if name not in {"return_workbook", "approve_together", *OF_NO_UNIT}]
OF_NOW = {"badges", "export_badges", "propose_badges", "dues", "dues_behind", "mandates"}
"""Pages of today's knowledge alone."""
SOMEBODY, SOMETHING = uuid4(), uuid4()
ADDRESSES = [
    *((name, ()) for name in PLAIN),
    ("member", (SOMEBODY,)),
    ("citizen_id", (SOMEBODY,)),
    ("figure", ("members",)),
    ("ledger_entry", (1,)),
    ("propose_undoing", (1,)),
    ("issue_paper", (1,)),
    *((name, (SOMETHING,)) for name in ("import_check", "import_refused_rows", "import_take", "import_drop", "plan")),
    *((name, (SOMETHING,)) for name in ("report_findings", "report_answer", "report_done")),
    *((name, (SOMEBODY,)) for name in ("citizen_id", "propose_correction", "propose_transfer", "propose_official")),
    *((name, (SOMEBODY,)) for name in ("propose_introduction", "propose_stay", "propose_extension", "propose_back")),
    *((name, (SOMEBODY,)) for name in ("propose_participation", "propose_residence", "propose_exemption", "propose_liable", "dues_rate")),
    ("record_dues", ("2026-03",)),
    ("correct_dues", (SOMEBODY, "2026-03")),
    *((name, (SOMEBODY,)) for name in ("propose_case", "propose_readmission")),
    *((name, (1,)) for name in ("end_mandate", "delegate_mandate")),
    ("exit_case", (1,)),
    ("act_on_case", (1, "bieu-quyet")),
    ("answer_letter", (1, "rut")),
    ("document_file", (1, "pdf")),
    ("boundaries", ("members",)),
    *((name, (SOMETHING,)) for name in ("task", "approve_task", "answer_task")),
    ("report_copy", (SOMETHING, "docx")),
    ("report_draft", ("docx",)),
]


def test_every_address_of_the_pages_is_named_here() -> None:
    assert {name for name, _ in ADDRESSES} == {pattern.name for pattern in urlpatterns}


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "args"), ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_led_to_the_sign_in(client: Client, name: str, args: tuple[object, ...], method: str) -> None:
    response = getattr(client, method)(reverse(name, args=args))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("sign_in"))


def test_no_address_outside_the_sign_in_and_the_theme_is_open() -> None:
    open_to_all = set()
    for pattern in get_resolver().url_patterns:
        for one in getattr(pattern, "url_patterns", [pattern]):
            if not getattr(one.callback, "login_required", True):
                open_to_all.add(one.name)
    signing_in = {"sign_in", "account_login", "mfa_authenticate", "mfa_login_webauthn", "sign_in_link", "recover", "sign_out"}
    of_programs = {name for name in open_to_all if str(name).startswith("api_")}  # they answer 401 themselves: tests/authz/test_matrix.py
    assert open_to_all - of_programs == {*signing_in, "set_theme", "set_language", "alive", "ready", "metrics"}


@pytest.mark.parametrize("name", PAGES)
def test_an_unknown_unit_is_not_found(site: Site, name: str) -> None:
    for number in (str(uuid4()), "1", "SX.01", "x' OR 1=1 --"):
        page = site.follow(reverse(name), unit=number)
        assert page.status == 404
        assert "Không tìm thấy trang" in page.html


def test_an_unknown_person_and_an_unknown_figure_are_not_found(site: Site) -> None:
    assert site.get("member", uuid4()).status == 404
    assert site.get("figure", "khong-co").status == 404


@pytest.mark.parametrize("query", ["on=2022-02-30", "on=30/04/2022", "on=1900-01-01", "known=hom-qua"])
def test_a_malformed_day_is_told_to_the_reader(site: Site, query: str) -> None:
    response = site.client.get(f"{reverse('overview')}?{query}")
    assert response.status_code == 400
    assert "trong địa chỉ" in response.content.decode() or "03/02/1930" in response.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_another_day_is_amber_and_leads_back_to_today(site: Site, name: str) -> None:
    page = site.get(name)
    assert 'class="pop asof other-day"' in page.html
    assert "Ở chế độ này không sửa được dữ liệu" in page.html
    back = re.search(r'class="day-bar".*?href="([^"]*)"', page.html, re.DOTALL)
    assert back is not None and "on=" not in back[1]
    assert "day-bar" not in site.get(name, on=None).html


@pytest.mark.parametrize("name", [name for name in PAGES if name not in OF_NOW])
def test_what_was_known_at_an_instant_is_amber_too(site: Site, name: str) -> None:
    page = site.get(name, on=None, known="2022-12-01T08:30")
    assert "theo những gì đã ghi vào sổ đến" in page.html
    assert "08:30 01/12/2022" in page.html
    boxes = dict(re.findall(r'name="(known_\w+|hour)"[^>]*value="([^"]*)"', page.html))
    assert boxes == {"known_ngay": "1", "known_thang": "12", "known_nam": "2022", "hour": "08:30"}


@pytest.mark.parametrize("name", ["overview", "unit", "members", "figures", "return", "search", "help"])
def test_unit_and_day_ride_on_every_link_of_the_frame(site: Site, name: str) -> None:
    page = site.get(name, unit=site.world.an_binh)
    navigation = re.search(r'<nav class="nav".*?</nav>', page.html, re.DOTALL)
    assert navigation is not None
    links = re.findall(r'<a href="([^"]*)"', navigation[0])
    assert len(links) == 17
    for link in links:
        assert f"unit={site.unit(site.world.an_binh)}" in link
        assert "on=2022-11-30" in link


def test_the_switcher_offers_the_units_above_and_below_on_the_same_page(site: Site) -> None:
    page = site.get("members", unit=site.world.an_binh)
    for number in (site.world.hamlet_one, site.world.hamlet_two):
        assert f"{reverse('members')}?unit={site.unit(number)}&amp;on=2022-11-30" in page.html
    assert f"{reverse('unit')}?unit={site.unit(site.world.cau_go)}&amp;on=2022-11-30" in page.html
    assert '<option value="Chi bộ ấp Một">' in page.html


ODD = [
    "on=9999-12-31", "on=1930-02-03", "on=2022-11-30%00", "known=0001-01-01T00:00", "known=9999-12-31T23:59",
    "known=2022-01-01T00:00%2B99:00",
    "q=%00", "q=%F0%9F%98%80", "q=%25_%5C", "page=-1", "page=99999999", "from=0001-01-01", "from=9999-12-31", "by=child", "by=sex&key=%00",
    "by=ethnicity&key=%00",
    "key=Nam", "child=x", "unit=%00", "under=%00", "sex=%00", "participation=%00",
]  # fmt: skip


@pytest.mark.parametrize("query", ODD)
def test_odd_addresses_are_answered_with_a_page_or_a_refusal(site: Site, query: str) -> None:
    opened = [("figure", (code,)) for code in ("members", "admissions", "attendance_rate")]
    for name, args in [*((page, ()) for page in PAGES), *opened]:
        response = site.client.get(f"{reverse(name, args=args)}?{query}")
        assert response.status_code in {200, 302, 400, 404}


@pytest.mark.parametrize("query", ["by=ethnicity&key=%00", "q=%00", "on=2022-11-30%00", "x%00=1", "unit=a&unit=%00"])
def test_nul_is_refused_with_a_sentence_wherever_it_stands(site: Site, query: str) -> None:
    response = site.client.get(f"{reverse('figure', args=['members'])}?{query}")
    assert response.status_code == 400
    assert "ký tự không hợp lệ" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "args"), [("overview", ()), ("unit", ()), ("members", ()), ("figures", ()), ("return", ()), ("figure", ("members",))]
)
def test_no_database_number_stands_in_an_address(site: Site, name: str, args: tuple[str, ...]) -> None:
    page = site.get(name, *args)
    for address in re.findall(r'(?:href|action)="([^"]*)"', page.html):
        assert not re.search(r"(unit|child|under)=(?![0-9a-f]{8}-)", address)
        assert "SX" not in address


def test_an_empty_register_says_how_to_begin(db: None) -> None:
    client = reader("quan-tri")
    for name in PAGES:
        response = client.get(reverse(name))
        assert response.status_code == 200
    assert "Chưa có tổ chức đảng, đảng viên nào trong sổ" in client.get(reverse("overview")).content.decode()


def test_a_unit_that_did_not_live_on_the_day_says_so(site: Site) -> None:
    page = site.get("overview", unit=site.world.post_office)
    assert "Vào ngày này chưa có hoặc không còn tổ chức đảng này" in page.text
    assert "Đảng viên nữ" in site.get("overview", unit=site.world.post_office, on=date(2010, 1, 1)).text


def test_the_day_of_the_last_decision_is_offered(site: Site) -> None:
    page = site.get("overview", on=None)
    assert "lần ghi sổ gần nhất" in page.html
    assert today() - timedelta(days=1) > DAY


@pytest.mark.parametrize("name", PLAIN)
def test_no_browser_keeps_a_page(site: Site, name: str) -> None:
    assert "no-store" in site.get(name).response["Cache-Control"]


def test_pages_may_not_be_framed_nor_run_foreign_code(site: Site) -> None:
    response = site.get("overview").response
    assert response["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Referrer-Policy"] == "same-origin"


def test_one_comes_to_ones_own_account_from_every_page(site: Site) -> None:
    assert f'href="{reverse("account")}"' in site.get("help").html

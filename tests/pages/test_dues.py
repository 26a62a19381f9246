"""The treasurer of a cell writes its list; the office above sees who has paid and sums; the member sees the own amounts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from dangvu.access.commands import GrantMandate
from dangvu.accounts.commands import account_named
from dangvu.accounts.sessions import CONFIRMED
from dangvu.dues.models import UnpaidMonth
from dangvu.dues.queries import amounts, exemptions, keys_of
from dangvu.ledger.models import Decision
from dangvu.members.commands import EndMembership, TransferMember
from dangvu.periods.clock import today
from dangvu.periods.days import add_months
from dangvu.proposals.answering import approve
from dangvu.proposals.models import Proposal
from dangvu.readings.models import Reading
from tests.areas.dues.months import correction, exemption, paid, rate
from tests.areas.proposals.offices import clerk, commune
from tests.pages.site import Page, Site, reader
from tests.pages.test_proposing import filled_in
from tests.pages.test_transfers import days
from tests.world import World, charged, decide

AMOUNTS = ("96.000", "71.500", "38.000")
MEMBERS = "Đảng viên của chi bộ trong tháng"
TAKEN_IN = "Số đã thu"


def this_month() -> date:
    return today().replace(day=1)


def slug(month: date) -> str:
    return f"{month:%Y-%m}"


@pytest.fixture
def treasurer(world: World) -> Site:
    """Of hamlet two, where Bình, Cúc and Dũng are."""
    account_named("thu-quy")
    decide(charged("thu-quy", "cell_treasurer", "SX.01.A.2", holder=world.cuc))
    return Site(reader("thu-quy"), world)


@pytest.fixture
def office(world: World) -> Site:
    """The commune."""
    return Site(reader("xa-an-binh"), world)


def post(site: Site, address: str, fields: dict[str, str]) -> Page:
    response = site.client.post(address, fields)
    return Page(response.status_code, response.content.decode(), response)


def form_of(month: date) -> str:
    return reverse("record_dues", args=[slug(month)])


def box(site: Site, person: int) -> str:
    return f"so_tien_{site.person(person)}"


def test_a_list_becomes_one_decision(treasurer: Site) -> None:
    world, month = treasurer.world, this_month()
    before = Decision.objects.count()
    sent = {
        box(treasurer, world.binh): "96.000",
        box(treasurer, world.cuc): "71 500đ",
        box(treasurer, world.dung): "",
        **days("on", today()),
    }
    answer = post(treasurer, form_of(month), sent)
    assert (answer.status, Decision.objects.count()) == (302, before + 1)
    assert amounts(world.hamlet_two, month, today()) == {world.binh: 96_000, world.cuc: 71_500}
    page = treasurer.follow(answer.response["Location"])
    assert [(row[0], row[1], row[3][:6]) for row in page.rows(MEMBERS)] == [
        ("Thạch Thị Bình", "Đã đóng", "96.000"), ("Lê Thị Cúc", "Đã đóng", "71.500"), ("Trần Quốc Dũng", "Chưa hết tháng", "–"),
    ]  # fmt: skip
    assert "Đã thu: 167.500 đ · Giữ lại: 117.250 đ · Nộp lên: 50.250 đ" in page.text
    assert "Thạch Thị Bình" not in treasurer.follow(form_of(month)).text


def test_a_month_in_which_nobody_paid_is_closed_and_opened_again(treasurer: Site) -> None:
    world, month = treasurer.world, add_months(this_month(), -1)
    assert "Tháng này không ai đóng" not in treasurer.follow(form_of(this_month())).text, "it lasts"
    sent = {box(treasurer, world.binh): "", "nobody": "on", **days("on", today())}
    assert post(treasurer, form_of(month), {**sent, box(treasurer, world.binh): "96.000"}).status == 422, "somebody and nobody"
    answer = post(treasurer, form_of(month), sent)
    assert answer.status == 302
    page = treasurer.follow(answer.response["Location"])
    assert {row[1] for row in page.rows(MEMBERS)} == {"Chưa đóng"} and "Chi bộ đã ghi: tháng này không ai đóng." in page.text
    assert "Ghi nhầm" in treasurer.follow(form_of(month)).text
    again = post(treasurer, form_of(month), sent)
    assert again.status == 422 and "Tháng ấy chi bộ đã ghi sổ" in again.text and UnpaidMonth.objects.count() == 1, "sent twice it stays so"
    paid(world, month=month, on=today())
    assert "không ai đóng" not in treasurer.get("dues", on=None, month=slug(month)).text, "who paid late nevertheless has paid"
    decide(correction(world, (world.binh, None), (world.cuc, None), (world.dung, None), month=month, on=today()))
    back = {"mistaken": "on", **days("on", today())}
    assert post(treasurer, form_of(month), back).status == 302
    again = post(treasurer, form_of(month), back)
    assert again.status == 422 and "sổ không ghi là tháng ấy không ai đóng" in again.text
    page = treasurer.get("dues", on=None, month=slug(month))
    assert {row[1] for row in page.rows(MEMBERS)} == {"Chi bộ chưa ghi tháng này"}


def test_who_came_within_the_month_has_a_row_and_a_box(treasurer: Site) -> None:
    world, month = treasurer.world, add_months(this_month(), -1)
    assert treasurer.follow(form_of(month)).html.count(box(treasurer, world.an)) == 0
    decide(TransferMember(on=month + timedelta(days=9), person=world.an, cell=world.hamlet_two))
    page = treasurer.get("dues", on=None, month=slug(month))
    assert [row[1] for row in page.rows(MEMBERS) if row[0] == "Nguyễn Văn An"] == ["Vào chi bộ trong tháng"]
    assert "thu ở đây nếu nơi cũ chưa thu" in treasurer.follow(form_of(month)).text
    assert post(treasurer, form_of(month), {box(treasurer, world.an): "150.000", **days("on", today())}).status == 302
    assert amounts(world.hamlet_two, month, today()) == {world.an: 150_000}
    assert "Đã đóng: 1" in treasurer.get("dues", on=None, month=slug(month)).text


def test_what_was_paid_in_the_other_cell_is_told_and_not_counted(treasurer: Site) -> None:
    world, month = treasurer.world, add_months(this_month(), -1)
    paid(world, (world.an, 150_000), cell=world.hamlet_one, month=month, on=month + timedelta(days=4))
    decide(TransferMember(on=month + timedelta(days=9), person=world.an, cell=world.hamlet_two))
    page = treasurer.get("dues", on=None, month=slug(month))
    assert [row[1] for row in page.rows(MEMBERS) if row[0] == "Nguyễn Văn An"] == ["Đã đóng ở chi bộ khác"]
    assert "Đã đóng: 0" in page.text and box(treasurer, world.an) not in treasurer.follow(form_of(month)).html


@pytest.mark.parametrize(("amount", "message"), [("", "Chưa ghi số tiền của ai"), ("nhiều", "Ghi số tiền bằng chữ số"), ("0", "lớn hơn 0")])
def test_what_is_wrong_is_told_and_nothing_written(treasurer: Site, amount: str, message: str) -> None:
    before = Decision.objects.count()
    answer = post(treasurer, form_of(this_month()), {box(treasurer, treasurer.world.binh): amount, **days("on", today())})
    assert answer.status == 422 and message in answer.text
    assert Decision.objects.count() == before


def test_a_form_sent_twice_pays_once(treasurer: Site) -> None:
    sent = {box(treasurer, treasurer.world.binh): "96000", **days("on", today())}
    assert post(treasurer, form_of(this_month()), sent).status == 302
    before = Decision.objects.count()
    assert post(treasurer, form_of(this_month()), sent).status == 302, "the second click is told what the first one did"
    assert Decision.objects.count() == before
    assert amounts(treasurer.world.hamlet_two, this_month(), today()) == {treasurer.world.binh: 96_000}


def test_whom_somebody_else_wrote_meanwhile_is_named_and_nothing_is_dropped_unsaid(treasurer: Site) -> None:
    world = treasurer.world
    paid(world, (world.binh, 100_000), month=this_month(), on=today())
    sent = {box(treasurer, world.binh): "96.000", box(treasurer, world.cuc): "71.500", **days("on", today())}
    answer = post(treasurer, form_of(this_month()), sent)
    assert answer.status == 422 and "với số tiền khác: Thạch Thị Bình" in answer.text
    assert amounts(world.hamlet_two, this_month(), today()) == {world.binh: 100_000}
    sent |= {box(treasurer, world.binh): "100 000"}
    assert post(treasurer, form_of(this_month()), sent).status == 302, "the same amount stands, the others are written"
    assert amounts(world.hamlet_two, this_month(), today()) == {world.binh: 100_000, world.cuc: 71_500}


def test_a_correction_of_what_was_corrected_meanwhile_tells_both_amounts(treasurer: Site) -> None:
    world, month = treasurer.world, this_month()
    paid(world, (world.binh, 100_000), month=month, on=today())
    address = reverse("correct_dues", args=[treasurer.person(world.binh), slug(month)])
    decide(correction(world, (world.binh, 120_000), month=month, on=today()))
    answer = post(treasurer, address, {"amount": "90000", "document": "Phiếu thu số 03", "read": "100000"})
    assert answer.status == 422 and "đã đổi từ “100.000 đ” thành “120.000 đ”" in answer.text
    assert amounts(world.hamlet_two, month, today()) == {world.binh: 120_000}
    assert 'name="read" value="120000"' in answer.html
    sent = {"amount": "90000", "document": "Phiếu thu số 03", "read": "120000"}
    assert [post(treasurer, address, sent).status for _click in range(2)] == [302, 302]
    assert amounts(world.hamlet_two, month, today()) == {world.binh: 90_000}


def test_a_slip_is_put_right_by_a_later_decision(treasurer: Site) -> None:
    world, month = treasurer.world, this_month()
    paid(world, (world.binh, 96_000), month=month, on=today())
    page = treasurer.get("dues", on=None, month=slug(month))
    (address,) = page.links("Sửa số tiền của Thạch Thị Bình")
    assert "96.000" in treasurer.follow(address).html
    assert post(treasurer, address, {"amount": "69000", "read": "96000"}).status == 422, "without saying why"
    assert post(treasurer, address, {"amount": "69000", "document": "Phiếu thu số 03", "read": "96000"}).status == 302
    assert amounts(world.hamlet_two, month, today()) == {world.binh: 69_000}
    emptied = {"amount": "", "document": "Chưa thu", "read": "69000"}
    assert [post(treasurer, address, emptied).status for _click in range(2)] == [302, 302]
    assert amounts(world.hamlet_two, month, today()) == {}
    assert treasurer.follow(address).status == 404


def test_the_rate_is_written_without_any_income(treasurer: Site) -> None:
    world = treasurer.world
    address = reverse("dues_rate", args=[treasurer.person(world.binh)])
    page = treasurer.follow(address)
    assert "Hưởng lương hưu: 0,5% lương hưu" in page.text and "không giữ lương" in page.text
    assert "5.000 đ" in page.text
    assert post(treasurer, address, {"key": "pension", **days("on", this_month())}).status == 302
    assert keys_of([world.binh], today()) == {world.binh: "pension"}
    assert post(treasurer, address, {"key": "rural", **days("on", this_month())}).status == 422
    assert "Hưởng lương hưu 0,5% lương hưu" in treasurer.get("dues", on=None).text


def test_who_has_not_given_the_factor_lately_is_asked_before_anything_is_written(treasurer: Site) -> None:
    world, month = treasurer.world, this_month()
    paid(world, (world.cuc, 71_500), month=month, on=today())
    of_cuc = reverse("correct_dues", args=[treasurer.person(world.cuc), slug(month)])
    of_binh = reverse("dues_rate", args=[treasurer.person(world.binh)])
    sent = {
        form_of(month): {box(treasurer, world.binh): "96.000", **days("on", today())},
        of_cuc: {"amount": "38000", "document": "Phiếu thu số 03", "read": "71500"},
        of_binh: {"key": "pension", **days("on", month)},
    }
    session = treasurer.client.session
    session[CONFIRMED] -= 360
    session.save()
    before = Decision.objects.count()
    assert post(treasurer, of_cuc, {"amount": "38000", "read": "71500"}).status == 422, "what cannot be sent is said before"
    answers = [post(treasurer, address, fields) for address, fields in sent.items()]
    assert all(answer.status == 302 and reverse("step_up") in answer.response["Location"] for answer in answers)
    assert Decision.objects.count() == before
    session[CONFIRMED] += 360
    session.save()
    assert [post(treasurer, address, fields).status for address, fields in sent.items()] == [302] * 3
    assert Decision.objects.count() == before + 3, "control: the same forms are written once it is given"


def test_the_office_above_sees_who_has_paid_and_no_amount(office: Site, treasurer: Site) -> None:
    world, month = office.world, this_month()
    decide(rate(world))
    paid(world, month=month, on=today())
    page = office.get("dues", unit=world.hamlet_two, on=None, month=slug(month))
    assert [row[1] for row in page.rows(MEMBERS)] == ["Đã đóng"] * 3
    assert page.rows(TAKEN_IN) == [["Chi bộ ấp Hai", "1", "3", "205.500", "143.850", "61.650"]]
    assert not any(amount in page.html for amount in AMOUNTS) and "0,5% lương hưu" not in page.html
    assert page.links("Thu đảng phí") == [] and office.follow(form_of(month), unit=office.unit(world.hamlet_two)).status == 404
    assert office.follow(reverse("correct_dues", args=[office.person(world.binh), slug(month)])).status == 404
    assert office.follow(reverse("dues_rate", args=[office.person(world.binh)])).status == 404
    assert all(amount in treasurer.get("dues", on=None, month=slug(month)).html for amount in AMOUNTS), "there are amounts to be hidden"


def test_sums_are_those_of_the_children_without_those_of_few(office: Site) -> None:
    world, month = office.world, this_month()
    paid(world, month=month, on=today())
    paid(world, (world.an, 150_000), month=month, on=today(), cell=world.hamlet_one)
    page = office.get("dues", unit=world.an_binh, on=None, month=slug(month))
    assert page.rows(TAKEN_IN) == [
        ["Chi bộ ấp Một", "1", "1", "–", "–", "–"],
        ["Chi bộ ấp Hai", "1", "3", "205.500", "143.850", "61.650"],
        ["Cộng", "2", "4", "205.500", "143.850", "61.650"],
    ]  # fmt: skip
    assert "Không gồm số tiền của 1 chi bộ" in page.text and "150.000" not in page.html


def test_whoever_only_counts_sees_sums_alone(world: World) -> None:
    account = account_named("thong-ke")
    decide(GrantMandate(on=today(), account=account, role="statistician", unit=world.an_binh, document="05-QĐ/TU"))
    paid(world, month=this_month(), on=today())
    page = Site(reader("thong-ke"), world).get("dues", unit=world.hamlet_two, on=None, month=slug(this_month()))
    assert "205.500" in page.text and "Thạch Thị Bình" not in page.html


def test_reading_amounts_is_noted_with_the_month(treasurer: Site) -> None:
    world = treasurer.world
    paid(world, month=this_month(), on=today())
    treasurer.get("dues", on=None, month=slug(this_month()))
    noted = Reading.objects.latest("id")
    assert (noted.kind, sorted(noted.persons)) == ("list", [world.binh, world.cuc, world.dung])
    assert noted.reason.startswith("Số tiền đảng phí tháng ")


def test_the_member_reads_the_own_dues_and_nobody_elses(world: World) -> None:
    decide(GrantMandate(on=today(), account=account_named("binh"), role="member", holder=world.binh, document="05-QĐ/TU"))
    paid(world, month=this_month(), on=today())
    decide(rate(world))
    page = Site(reader("binh"), world).get("own_file", on=None)
    assert "Đảng phí của tôi" in page.text and "96.000 đ" in page.text and "71.500" not in page.html
    assert "Hưởng lương hưu: 0,5% lương hưu" in page.text


def test_who_is_behind_is_listed_by_months(office: Site) -> None:
    world = office.world
    year = today().year - 1
    for month in range(3, 7):
        first = date(year, month, 1)
        paid(world, (world.cuc, 71_500), *(((world.binh, 96_000),) if month > 4 else ()), month=first, on=first)
    page = office.get("dues_behind", unit=world.an_binh, on=None, year=str(year))
    assert page.rows("Còn thiếu đảng phí") == [
        ["Trần Quốc Dũng", "Chi bộ ấp Hai", "4", "03, 04, 05, 06", "Chi bộ cần xem xét"],
        ["Thạch Thị Bình", "Chi bộ ấp Hai", "2", "03, 04", ""],
    ]
    assert "1 người chưa đóng từ 3 tháng trong năm" in page.text
    assert "Không ai còn thiếu" in office.get("dues_behind", unit=world.hamlet_one, on=None, year=str(year)).text


def test_an_exemption_is_proposed_and_approved(world: World) -> None:
    site = Site(reader(clerk().label), world)
    address = reverse("propose_exemption", args=[site.person(world.binh)])
    sent = {**filled_in(site.follow(address)), "reason": "hardship", "document": "21-QĐ/ĐU", **days("on", today())}
    assert post(site, address, {**sent, **days("last", add_months(today(), 14))}).status == 422
    answer = post(site, address, {**sent, **days("last", add_months(today(), 6))})
    assert answer.status == 302
    assert "Hoàn cảnh khó khăn khác" in site.follow(answer.response["Location"]).text
    approve(Proposal.objects.latest("id").public_id, commune(world))
    assert exemptions([world.binh], today()) == {world.binh: "hardship"}
    assert site.get("member", site.person(world.binh), on=None).links("Thôi miễn đảng phí")


def test_liable_again_is_proposed_too(world: World) -> None:
    decide(exemption(world, on=add_months(today(), -2), until=add_months(today(), 2)))
    site = Site(reader(clerk().label), world)
    address = reverse("propose_liable", args=[site.person(world.binh)])
    assert post(site, address, {**filled_in(site.follow(address)), "document": "22-QĐ/ĐU", **days("on", today())}).status == 302
    approve(Proposal.objects.latest("id").public_id, commune(world))
    assert exemptions([world.binh], today()) == {}


@pytest.mark.parametrize(
    ("query", "status"),
    [("month=2026-13", 400), ("month=soon", 400), ("month=2026-3", 400), ("month=9999-12", 400), ("month=2026-03", 200)],
)
def test_a_month_that_is_none_is_told(office: Site, query: str, status: int) -> None:
    assert office.client.get(f"{reverse('dues')}?{query}").status_code == status


def test_on_another_day_nothing_is_written(treasurer: Site) -> None:
    page = treasurer.get("dues", month=slug(this_month()))
    assert page.links("Thu đảng phí") == []
    assert treasurer.client.post(f"{form_of(this_month())}?on=2026-01-01", {}).status_code == 403


def test_a_cell_without_members_says_so(office: Site, world: World) -> None:
    for person in (world.an, world.phuc):
        decide(EndMembership(on=add_months(this_month(), -1), person=person, kind="dead"))
    assert "không có đảng viên trong tháng" in office.get("dues", unit=world.hamlet_one, on=None).text


@pytest.mark.parametrize(("month", "status"), [("9999-12", 400), ("2026-13", 400), ("1900-01", 400), ("2026-03", 200)])
def test_the_list_of_a_month_that_is_none_is_told_too(treasurer: Site, month: str, status: int) -> None:
    assert treasurer.client.get(form_of(this_month()).replace(slug(this_month()), month)).status_code == status


def test_nothing_is_taken_in_tomorrow(treasurer: Site) -> None:
    sent = {box(treasurer, treasurer.world.binh): "96.000", **days("on", today() + timedelta(days=1))}
    answer = post(treasurer, form_of(this_month()), sent)
    assert answer.status == 422 and "không được sau hôm nay" in answer.text
    assert amounts(treasurer.world.hamlet_two, this_month(), add_months(today(), 1)) == {}


def test_a_total_of_nothing_but_withheld_sums_is_no_zero(office: Site) -> None:
    world, month = office.world, this_month()
    paid(world, (world.binh, 96_000), month=month, on=today())
    paid(world, (world.an, 150_000), month=month, on=today(), cell=world.hamlet_one)
    page = office.get("dues", unit=world.an_binh, on=None, month=slug(month))
    assert page.rows(TAKEN_IN)[-1] == ["Cộng", "2", "2", "–", "–", "–"]


def test_a_month_that_is_not_over_or_not_recorded_has_nobody_unpaid(office: Site) -> None:
    page = office.get("dues", unit=office.world.hamlet_two, on=None, month=slug(this_month()))
    assert "Đã đóng: 0 · Chưa hết tháng: 3" in page.text and "Chưa đóng:" not in page.text
    page = office.get("dues", unit=office.world.hamlet_two, on=None, month=slug(add_months(this_month(), -2)))
    assert "Đã đóng: 0 · Chi bộ chưa ghi tháng này: 3" in page.text and "Chưa đóng:" not in page.text


def test_the_rate_shown_is_that_of_the_month(treasurer: Site) -> None:
    """Bình pays as a pensioner since this month; before it she did not, by another list."""
    world = treasurer.world
    decide(rate(world, on=date(2026, 1, 10), key="rural"))
    decide(rate(world, on=this_month()))
    told = {month: treasurer.get("dues", on=None, month=slug(month)).text for month in (this_month(), date(2026, 1, 1), date(2026, 2, 1))}
    assert "Hưởng lương hưu 0,5% lương hưu" in told[this_month()] and "Hưởng lương hưu" not in told[date(2026, 1, 1)]
    assert "Hưởng lương hưu" not in told[date(2026, 2, 1)], "no such key in that list"
    decide(rate(world, person=world.dung, on=date(2026, 1, 1), key="rural"))
    assert "Ở nông thôn" in treasurer.get("dues", on=None, month="2026-01").text
    assert "Ở nông thôn" in treasurer.follow(form_of(date(2026, 1, 1))).text

"""The official paper of a decision: a draft first, then under the next number, once, by whoever decides for the unit."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from dangvu.accounts.sessions import CONFIRMED
from dangvu.badges.commands import WithdrawBadge
from dangvu.documents.queries import documents_about, persons_in
from dangvu.ledger.models import Decision
from dangvu.readings.models import Reading
from dangvu.transfers.commands import BeginTemporaryStay, ExtendTemporaryStay, ReceiveMember, SendMember, WithdrawLetter
from tests.areas.badges.rounds import ROUND, award
from tests.areas.documents.offices import term, with_term
from tests.areas.documents.test_printing import said
from tests.areas.transfers.letters import introduction
from tests.pages.site import Page, Site, reader
from tests.world import DAY, World, charged, decide

SIGNED = {"on_ngay": "05", "on_thang": "12", "on_nam": "2022", "behalf": "T/M Ban Thường vụ", "office": "Bí thư", "signer": "Lê Văn Ký"}


def letter(world: World) -> int:
    """An is introduced to the school in the other district."""
    usual: dict[str, object] = {"person": world.an, "to": world.school, "reason": "work", "papers": ("card",)}
    number: int = decide(SendMember(on=DAY, document="03-GTSHĐ", **usual)).id  # type: ignore[arg-type]  # one dict of many types
    return number


def office(world: World) -> Site:
    """The commune's approver."""
    return Site(reader("xa-an-binh"), world)


def province(world: World) -> Site:
    """Who decides for the whole register."""
    return Site(reader("quan-tri"), world)


def posted(site: Site, number: int, act: str, **more: str) -> Page:
    response = site.client.post(reverse("issue_paper", args=[number]), {**SIGNED, **more, "act": act})
    is_page = "html" in response.headers.get("Content-Type", "") and response.status_code != 302
    return Page(response.status_code, response.content.decode() if is_page else "", response)


def test_who_has_not_given_the_factor_lately_is_asked_before_it_is_issued(world: World) -> None:
    with_term(world)
    number, site = letter(world), office(world)
    session = site.client.session
    session[CONFIRMED] -= 360
    session.save()
    asked = posted(site, number, "issue")
    assert asked.status == 302 and reverse("step_up") in asked.response["Location"]
    assert documents_about(number) == []
    session[CONFIRMED] += 360
    session.save()
    assert posted(site, number, "issue").status == 302 and len(documents_about(number)) == 1


def test_a_letter_is_drafted_and_issued_once(world: World) -> None:
    with_term(world)
    number, site = letter(world), office(world)
    assert "Cấp số và ban hành" in site.get("issue_paper", number, on=None).text
    before = Reading.objects.count()
    drafted = posted(site, number, "docx")
    assert "giới thiệu đồng chí: Nguyễn Văn An" in said(drafted.response.content) and "Thẻ đảng viên" in said(drafted.response.content)
    assert world.an in {one for reading in Reading.objects.order_by("id")[before:] for one in reading.persons}
    assert posted(site, number, "pdf").response.content.startswith(b"%PDF")
    assert documents_about(number) == []
    assert posted(site, number, "issue").status == 302
    (issued,) = documents_about(number)
    assert (issued.kind, persons_in(issued.issue)) == ("Giấy giới thiệu", [world.an])
    assert issued.symbol in site.get("documents", on=None).text
    again = posted(site, number, "issue")
    assert (again.status, f"đã có văn bản số {issued.symbol}" in again.text) == (422, True)
    assert len(documents_about(number)) == 1


def test_the_badges_of_a_round_are_put_into_writing_by_the_province(world: World) -> None:
    with_term(world)
    decide(term(world.province, committee="Tỉnh ủy Sông Xanh", symbol="TU"))
    number = decide(award(world)).id
    assert office(world).get("issue_paper", number, on=None).status == 404  # the commune's list, the province's decision
    assert [posted(office(world), number, act).status for act in ("docx", "issue")] == [404, 404]
    site = province(world)
    drafted = posted(site, number, "docx", behalf="TM. Ban Thường vụ")
    assert said(drafted.response.content).count("TM. BAN THƯỜNG VỤ") == 1  # below the text, not in the heading
    assert "Tặng Huy hiệu Đảng cho 01 đảng viên thuộc Đảng bộ xã An Bình" in said(drafted.response.content)
    assert posted(site, number, "issue").status == 302
    (issued,) = documents_about(number)
    assert (issued.unit, persons_in(issued.issue)) == (world.province, [world.dung])
    assert "Trần Quốc Dũng" in said(drafted.response.content) and "Tặng 30 năm" in said(drafted.response.content)


def test_without_a_term_and_without_a_signer_nothing_is_issued(world: World) -> None:
    number, site = letter(world), office(world)
    assert "Cấp số và ban hành" not in site.get("issue_paper", number, on=None).text
    assert "Chưa ghi nhiệm kỳ" in posted(site, number, "issue").text
    assert posted(site, number, "docx", signer="").status == 422
    assert documents_about(number) == []


def test_only_whoever_decides_about_it_puts_it_into_writing(world: World) -> None:
    number = letter(world)
    assert Site(reader("bi-thu"), world).get("issue_paper", number, on=None).status == 404
    other = Decision.objects.filter(kind="organisation.found").latest("id").id
    assert office(world).get("issue_paper", other, on=None).status == 404
    assert office(world).get("issue_paper", 10**9, on=None).status == 404
    assert office(world).get("issue_paper", number, on=None).status == 200
    assert office(world).client.post(f"{reverse('issue_paper', args=[number])}?on=2022-11-30", SIGNED).status_code == 403


def test_a_letter_of_another_office_is_not_there(world: World) -> None:
    foreign = decide(introduction(world, on=DAY, person=world.giang, to=world.hamlet_one)).id
    assert office(world).get("issue_paper", foreign, on=None).status == 404
    assert [posted(office(world), foreign, act).status for act in ("pdf", "docx", "issue")] == [404, 404, 404]
    assert documents_about(foreign) == []
    assert province(world).get("issue_paper", foreign, on=None).status == 200


def test_a_letter_is_that_of_the_side_left_whatever_the_address_names_also_when_it_was_received(world: World) -> None:
    with_term(world)
    decide(term(world.ben_man, committee="Huyện ủy Bến Mận", symbol="HU"))
    number = letter(world)
    decide(ReceiveMember(on=date(2022, 12, 2), letter=number, introduced=world.an, cell=world.school))
    decide(charged("da-nghi-huu", "commune_approver", "SX.02", since=date(2025, 7, 2)))
    assert posted(Site(reader("da-nghi-huu"), world), number, "docx").status == 404
    before = Reading.objects.count()
    assert posted(office(world), number, "docx").response.content.startswith(b"PK")
    assert world.an in {one for reading in Reading.objects.order_by("id")[before:] for one in reading.persons}
    above = province(world)
    address = f"{reverse('issue_paper', args=[number])}?unit={above.unit(world.ben_man)}"
    assert above.client.post(address, {**SIGNED, "act": "issue"}).status_code == 302
    assert [one.unit for one in documents_about(number)] == [world.an_binh]


def test_a_paper_is_signed_on_a_day_that_has_come_and_not_before_its_letter(world: World) -> None:
    with_term(world)
    number, site = letter(world), office(world)
    to_come = posted(site, number, "issue", on_nam="2062")
    assert (to_come.status, "Ngày ký chưa đến" in to_come.text) == (422, True)
    early = posted(site, number, "issue", on_ngay="29", on_thang="11")
    assert (early.status, "trước ngày giới thiệu 30/11/2022" in early.text) == (422, True)
    assert documents_about(number) == []
    assert posted(site, number, "issue").status == 302


def test_what_was_taken_back_has_no_paper(world: World) -> None:
    with_term(world)
    decide(term(world.province, committee="Tỉnh ủy Sông Xanh", symbol="TU"))
    number, badges = letter(world), decide(award(world)).id
    stay = {"person": world.binh, "place": "Trường Chính trị", "reason": "study", "document": "04-GTSHĐ"}
    away = decide(BeginTemporaryStay(on=date(2022, 12, 1), planned=date(2023, 9, 1), **stay)).id  # type: ignore[arg-type]  # one dict of many types
    site = province(world)
    assert [posted(site, one, "docx").status for one in (number, badges, away)] == [200, 200, 200]
    decide(WithdrawLetter(on=date(2022, 12, 2), letter=number, person=world.an))
    decide(WithdrawBadge(on=ROUND, person=world.dung, grade=30, document="16-QĐ/TU"))
    decide(ExtendTemporaryStay(on=date(2023, 1, 1), person=world.binh, planned=date(2023, 10, 1), document="05-GTSHĐ"))
    for one in (number, badges, away):
        refused = [posted(site, one, act) for act in ("docx", "issue")]
        assert [(page.status, "không ra văn bản nữa" in page.text) for page in refused] == [(422, True), (422, True)]
        assert documents_about(one) == []

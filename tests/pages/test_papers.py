"""The official paper of a decision: a draft first, then under the next number, once, by whoever decides for the unit."""

from __future__ import annotations

from django.urls import reverse

from dangvu.documents.queries import documents_about, persons_in
from dangvu.ledger.models import Decision
from dangvu.readings.models import Reading
from dangvu.transfers.commands import SendMember
from tests.areas.badges.rounds import award
from tests.areas.documents.offices import with_term
from tests.areas.documents.test_printing import said
from tests.pages.site import Page, Site, reader
from tests.world import DAY, World, decide

SIGNED = {"on_ngay": "05", "on_thang": "12", "on_nam": "2022", "behalf": "T/M Ban Thường vụ", "office": "Bí thư", "signer": "Lê Văn Ký"}


def letter(world: World) -> int:
    """An is introduced to the school in the other district."""
    usual: dict[str, object] = {"person": world.an, "to": world.school, "reason": "work", "papers": ("card",)}
    number: int = decide(SendMember(on=DAY, document="03-GTSHĐ", **usual)).id  # type: ignore[arg-type]  # one dict of many types
    return number


def office(world: World) -> Site:
    """The commune's approver."""
    return Site(reader("xa-an-binh"), world)


def posted(site: Site, number: int, act: str, **more: str) -> Page:
    response = site.client.post(reverse("issue_paper", args=[number]), {**SIGNED, **more, "act": act})
    is_page = "html" in response.headers.get("Content-Type", "") and response.status_code != 302
    return Page(response.status_code, response.content.decode() if is_page else "", response)


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


def test_the_badges_of_a_round_are_put_into_writing(world: World) -> None:
    with_term(world)
    number = decide(award(world)).id
    drafted = posted(office(world), number, "docx")
    assert "Tặng Huy hiệu Đảng cho 01 đảng viên thuộc Đảng bộ xã An Bình" in said(drafted.response.content)
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
    foreign = Decision.objects.filter(kind="transfers.begin_stay").latest("id")
    assert office(world).get("issue_paper", number, on=None).status == 200
    assert Site(reader("quan-tri"), world).get("issue_paper", foreign.id, on=None).status == 200
    assert office(world).client.post(f"{reverse('issue_paper', args=[number])}?on=2022-11-30", SIGNED).status_code == 403

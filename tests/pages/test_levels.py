"""Nâng cấp, hạ cấp in the wizard: a unit becomes another kind, and everybody in it stays, divides into cells, or comes together."""

from __future__ import annotations

import re
from html import unescape

from dangvu.access.commands import GrantMandate
from dangvu.access.officer import Officer
from dangvu.accounts.commands import account_named
from dangvu.members.queries import cell_of, holders
from dangvu.periods.clock import today
from dangvu.proposals.answering import approve
from dangvu.proposals.models import Proposal
from tests.areas.reorganisation.country import commune
from tests.pages.site import Site
from tests.pages.test_arranging import ON, Sent, begin, press, propose
from tests.world import decide, unit

SECTION = "Đảng bộ bộ phận"


def second(address: str) -> None:
    """Somebody else of the province carries the proposal out."""
    proposal, account = Proposal.objects.latest("id"), account_named("ban-to-chuc")
    assert str(proposal.public_id) in address
    decide(GrantMandate(on=today(), account=account, role="province_approver", document="06-QĐ/TU"))
    approve(proposal.public_id, Officer(account, "ban-to-chuc"), hash=bytes(proposal.hash))


def test_a_cell_becomes_a_section_of_two_cells(site: Site) -> None:
    k = commune(site.world)
    given: Sent = {
        "unit": "K.1",
        "kind": SECTION,
        "code": "K.1a",
        "name": "Chi bộ K1 Bắc",
        "rest_code": "K.1b",
        "rest_name": "Chi bộ K1 Nam",
    }
    page = begin(site, "upgrade", given, under=k.unit)
    assert "Chức vụ tiếp tục ở đảng bộ" in page.text and "của người ngoài chi bộ thì vẫn còn" in page.text
    none = press(site, page, 4, unit=k.unit)
    assert (none.status, "Chọn ít nhất một" in none.text) == (422, True)  # else everybody would go to the second
    people = re.findall(r'name="persons" value="([^"]*)"', page.main)
    posts = [unescape(one) for one in re.findall(r'name="carried" value="([^"]*)"', page.main)]
    effect = press(site, page, 4, {"persons": people[:5], "carried": posts}, unit=k.unit)
    rows = {row[0]: row[1:] for row in effect.rows("Trước và sau")}
    assert rows["Chi bộ K1"] == ["12", "12", "Chi bộ trực thuộc thành Đảng bộ bộ phận"]
    assert (rows["Chi bộ K1 Bắc"][1], rows["Chi bộ K1 Nam"][1]) == ("5", "7")
    second(propose(site, effect, under=k.unit).response["Location"])
    assert [title for _person, title in holders(k.one, ON)] == ["Bí thư"]
    assert {cell_of(person, ON) for person in k.ones} == {unit("K.1a"), unit("K.1b")}


def test_a_committee_needs_the_codes_of_its_cells(site: Site) -> None:
    k = commune(site.world)
    bare = begin(site, "upgrade", {"unit": "K.1", "kind": SECTION, "code": "K.1a"}, under=k.unit)
    assert (bare.status, "lập hai chi bộ trực thuộc" in bare.text, 'value="K.1a"' in bare.main) == (422, True, True)


def test_a_kind_may_change_within_cells_and_with_the_place(site: Site) -> None:
    """A cell of a commune becomes a base cell under the district: everybody stays in it."""
    k = commune(site.world)
    alone = begin(site, "upgrade", {"unit": "K.1", "kind": "Chi bộ cơ sở"}, under=site.world.province)
    assert "không được trực thuộc" in alone.text  # where it stood it may not stand so
    page = begin(site, "upgrade", {"unit": "K.1", "kind": "Chi bộ cơ sở", "into": "SX.01"}, under=site.world.province)
    rows = {row[0]: row[1:] for row in page.rows("Trước và sau")}
    assert rows["Chi bộ K1"] == ["12", "12", "Chi bộ trực thuộc thành Chi bộ cơ sở; từ Đảng bộ xã K về Đảng bộ huyện Cầu Gỗ"]
    second(propose(site, page, under=site.world.province).response["Location"])
    assert {cell_of(person, ON) for person in k.ones} == {k.one}


def test_a_committee_becomes_a_cell_and_takes_the_members_of_its_cells(site: Site) -> None:
    k = commune(site.world)
    page = begin(site, "downgrade", {"unit": "K", "kind": "Chi bộ cơ sở"}, under=site.world.cau_go)
    posts = [unescape(one) for one in re.findall(r'name="carried" value="([^"]*)"', page.main)]
    assert "Bí thư Lê Văn K000, Chi bộ K1" in page.text
    effect = press(site, page, 4, {"carried": posts[:1]}, unit=site.world.cau_go)
    rows = {row[0]: row[1:] for row in effect.rows("Trước và sau")}
    assert rows["Đảng bộ xã K"] == ["23", "23", "Đảng bộ cơ sở thành Chi bộ cơ sở"] and rows["Chi bộ K3"] == ["4", "–", "kết thúc"]
    second(propose(site, effect, under=site.world.cau_go).response["Location"])
    assert {cell_of(person, ON) for person in (*k.ones, *k.twos, *k.threes)} == {k.unit}

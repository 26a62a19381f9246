"""The file of a member: facts of the day, and a timeline in which every event names its decision."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from dangvu.commands.registry import kinds
from dangvu.exchange.erasing import erase
from dangvu.exchange.movementkinds import MOVEMENTS, movement_kind
from dangvu.ledger.models import Decision
from dangvu.members.commands import ChangeAttributes, EndMembership, RecogniseOfficial, RestoreMember, TransferMember
from dangvu.members.kinds import ENTRIES, EXITS, NAMES, PARTICIPATION, TRANSFER
from dangvu.pages import words
from dangvu.people.commands import CorrectFacts, IssueCard
from dangvu.web.formats import number
from tests.areas.badges.rounds import an_award
from tests.pages.site import Page, Site, words_of
from tests.world import CLERK, decide


def events(page: Page) -> list[str]:
    """The timeline, one text for each event."""
    (timeline,) = re.findall(r'<ol class="tl">(.*?)</ol>', page.main, re.DOTALL)
    return [words_of(event) for event in timeline.split("</li>") if event.strip()]


def test_every_code_of_the_register_has_its_words() -> None:
    assert NAMES.keys() == {*ENTRIES, *EXITS, TRANSFER}
    assert {movement_kind(NAMES[kind]) for kind in MOVEMENTS.values()} == set(MOVEMENTS.values())
    assert words.PARTICIPATION.keys() == PARTICIPATION.keys()
    assert set(kinds()) - set(words.DECISIONS) == set()


def test_facts_are_those_of_the_person_on_the_day(site: Site) -> None:
    page = site.get("member", site.person(site.world.binh))
    for said in ("Số lý lịch 002", "Ngày sinh 02/09/1975 (47 tuổi)", "Giới tính Nữ", "Dân tộc Khmer", "Tôn giáo Phật giáo"):
        assert said in page.text
    for said in ("Quyết định kết nạp 26/08/2005", "Lễ kết nạp 02/09/2005", "Chính thức 02/09/2006", "Tuổi Đảng 17 năm"):
        assert said in page.text
    assert page.links("Chi bộ ấp Hai")
    assert site.get("member", site.person(site.world.binh), on=date(2010, 2, 28)).links("Chi bộ ấp Một")


def test_party_age_goes_on_for_who_was_readmitted_without_the_time_outside(site: Site) -> None:
    """An was admitted on 23 February 2000."""
    decide(EndMembership(on=date(2018, 3, 1), person=site.world.an, kind="struck_off"))
    decide(RestoreMember(on=date(2021, 3, 1), person=site.world.an, cell=site.world.hamlet_one, entry="readmitted"))
    told = {on: site.get("member", site.person(site.world.an), on=on).text for on in (date(2023, 2, 22), date(2023, 2, 24))}
    assert ["Tuổi Đảng 19 năm" in text for text in told.values()] == [True, False]
    assert ["Tuổi Đảng 20 năm" in text for text in told.values()] == [False, True]


def test_a_life_is_told_from_the_last_event_to_the_first(site: Site) -> None:
    told = events(site.get("member", site.person(site.world.phuc)))
    titles = [re.sub(r" Căn cứ và nhật ký.*", "", event) for event in told]
    assert titles[:4] == [
        "01/01/2017 Khôi phục đảng tịch Chi bộ ấp Một",
        "01/01/2017 Đảng viên chính thức",
        "01/04/2015 Khai trừ Thôi sinh hoạt tại Chi bộ ấp Một",
        "22/12/2009 Đảng viên chính thức",
    ]
    assert titles[-1].startswith("15/12/2008 Quyết định kết nạp đảng viên")
    days = [date(int(text[6:10]), int(text[3:5]), int(text[:2])) for text in titles]
    assert days == sorted(days, reverse=True)


def test_each_event_names_the_decision_that_made_it(site: Site) -> None:
    told = events(site.get("member", site.person(site.world.em)))
    entered, left = (next(event for event in told if title in event) for title in ("Kết nạp Chi bộ", "Từ trần"))
    assert "Ghi vào danh sách đảng viên" in entered and "12-QĐ/HU, Ban Thường vụ Huyện ủy Cầu Gỗ" in entered
    assert "Ra khỏi danh sách" in left and "Văn thư thử nghiệm, lúc" in left
    for event in told:
        assert re.search(r"Lần ghi sổ Số [\d.]+: ", event)


def test_a_transfer_is_one_event(site: Site) -> None:
    told = events(site.get("member", site.person(site.world.hanh)))
    moved = [event for event in told if event.startswith("01/07/2012")]
    assert len(moved) == 1
    assert "Chuyển sinh hoạt nội bộ Chi bộ Trường Trung học Bến Mận" in moved[0]


def test_posts_stand_with_their_place(site: Site) -> None:
    page = site.get("member", site.person(site.world.an))
    assert "Bí thư Chi bộ ấp Một" in page.text and "Trưởng ấp Ấp Một" in page.text
    assert "Trưởng ấp" not in site.get("member", site.person(site.world.an), on=date(2019, 12, 31)).text.partition("Dòng thời gian")[0]
    decide(TransferMember(on=date(2021, 1, 1), person=site.world.an, cell=site.world.hamlet_two))
    told = events(site.get("member", site.person(site.world.an)))
    assert any(event.startswith("01/01/2021 Thôi chức vụ Bí thư Chi bộ ấp Một") for event in told)


def test_what_lies_after_the_day_is_marked(site: Site) -> None:
    page = site.get("member", site.person(site.world.phuc), on=date(2016, 1, 1))
    assert "Không có tên trong danh sách vào ngày này" in page.text
    assert any(event.startswith("01/01/2017 Khôi phục đảng tịch Sau ngày đang xem") for event in events(page))
    assert "Sau ngày đang xem" not in site.get("member", site.person(site.world.phuc)).text


def test_attributes_tell_what_changed(site: Site) -> None:
    decide(ChangeAttributes(on=date(2022, 9, 1), person=site.world.cuc, theory="Trung cấp"))
    told = events(site.get("member", site.person(site.world.cuc)))
    (changed,) = [event for event in told if event.startswith("01/09/2022")]
    assert "Lý luận chính trị: Trung cấp." in changed
    assert "Đại học" not in changed


def test_recognition_is_told_with_both_days(site: Site) -> None:
    decide(RecogniseOfficial(on=date(2023, 6, 1), person=site.world.cuc, decided=date(2023, 6, 20)))
    told = events(site.get("member", site.person(site.world.cuc), on=date(2023, 12, 1)))
    assert any(event.startswith("01/06/2023 Đảng viên chính thức") for event in told)
    assert any(event.startswith("20/06/2023 Quyết định công nhận đảng viên chính thức") for event in told)


def corrected(site: Site, **changed: Any) -> Decision:
    facts = {"record_no": "003", "name": "Lê Thị Cúc", "born": date(1992, 6, 1), "female": True, "ethnicity": "Kinh", "religion": "Không"}
    return decide(CorrectFacts(on=date(2022, 12, 2), person=site.world.cuc, **{**facts, **changed}))


def test_a_correction_is_an_event_that_keeps_both_values(site: Site) -> None:
    made = corrected(site, name="Lê Thị Thu Cúc", born=date(1991, 6, 1))
    page = site.get("member", site.person(site.world.cuc), on=None)
    assert "<h1>Lê Thị Thu Cúc</h1>" in page.main
    (event,) = [one for one in events(page) if "Sửa hồ sơ" in one.partition("Căn cứ")[0]]
    assert "Họ tên từ “Lê Thị Cúc” thành “Lê Thị Thu Cúc”; ngày sinh từ “01/06/1992” thành “01/06/1991”." in event
    assert f"Số {number(made.id)}: Sửa hồ sơ" in event


def test_before_the_correction_was_recorded_the_old_facts_are_shown(site: Site) -> None:
    made = corrected(site, name="Lê Thị Thu Cúc")
    before = site.get("member", site.person(site.world.cuc), known="2022-12-01T12:00")
    assert "<h1>Lê Thị Cúc</h1>" in before.main
    assert "Sửa hồ sơ" not in before.text
    assert made.recorded.year > 2022


def test_after_a_lawful_erasure_the_file_names_nobody(site: Site) -> None:
    address = site.person(site.world.em)
    decide(ChangeAttributes(on=date(2005, 1, 1), person=site.world.em, education="Thạc sĩ"))
    erase(site.world.em, CLERK, on=date(2022, 12, 5), body="Ban Thường vụ Tỉnh ủy", document="34-QĐ/TU")
    page = site.get("member", address, on=None)
    assert "<h1>Đã xóa theo quy định</h1>" in page.main
    for gone in ("Phạm", "Số lý lịch", "1968", "Dân tộc", "Thạc sĩ"):
        assert gone not in page.text
    assert "Từ trần" in page.text
    assert "Đã xóa theo quy định" in site.get("figure", "members", on=date(2019, 10, 4)).text
    assert "Đã xóa theo quy định" in site.get("members", on=date(2019, 10, 4)).text


def test_nobody_is_found_before_the_first_decision_about_them(site: Site) -> None:
    assert site.get("member", site.person(site.world.hanh), known="2022-12-01T08:05").status == 404


@pytest.mark.parametrize("name", ["an", "binh", "cuc", "dung", "em", "phuc", "giang", "hanh"])
def test_everybody_has_a_file(site: Site, name: str) -> None:
    page = site.get("member", site.person(getattr(site.world, name)))
    assert page.status == 200
    assert len(events(page)) >= 3


def test_badges_and_cards_are_told_with_what_they_rest_on(site: Site) -> None:
    an_award(site.world)
    decide(IssueCard(on=date(1995, 9, 2), person=site.world.dung, number="87.000004", reason="first", document="03-QĐ/TU"))
    told = events(site.get("member", site.person(site.world.dung), on=date(2024, 3, 1)))
    assert any("03/02/2024 Tặng Huy hiệu 30 năm tuổi Đảng" in one and "15-QĐ/TU" in one for one in told), told
    assert any("02/09/1995 Phát thẻ Số thẻ 87.000004" in one and "03-QĐ/TU" in one for one in told), told
    assert not any("Sửa hồ sơ" in one for one in told), "a card is no correction"

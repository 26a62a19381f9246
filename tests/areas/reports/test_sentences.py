"""Drafts of reports: the wording, the figures in them, and that they pass the check that reports go through."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from dangvu.figurecheck.check import check_file
from dangvu.indicators.evaluation import Unanswerable
from dangvu.organisation.commands import RecordLocalityFact
from dangvu.periods.clock import now
from dangvu.reports.sentences import write_report
from tests.areas.reports.drafts import tally, wrong
from tests.world import World, decide, newcomer

NOVEMBER = date(2022, 11, 30)


@pytest.fixture
def grown(world: World) -> World:
    """Admissions in two years, so that there is something to compare, and poor households."""
    for number in range(14):
        since = date(2021, 3, 1) if number < 6 else date(2022, 5, 10)
        ethnicity, female = ("Khmer" if number % 4 == 0 else "Kinh"), number % 3 == 0
        decide(newcomer(f"{700 + number}", f"Lê Thử {number}", since, world.hamlet_one, ethnicity=ethnicity, female=female))
    for measure, value in (("households", 1000), ("poor_households", 128)):
        decide(RecordLocalityFact(locality=world.place_one, on=date(2022, 1, 1), measure=measure, value=value))
    return world


def test_a_draft_says_what_the_register_holds(grown: World) -> None:
    text = write_report(grown.cau_go, NOVEMBER).text
    for sentence in (
        "(Số liệu tính đến hết ngày 30/11/2022)",
        "Đến ngày 30/11/2022, Đảng bộ huyện Cầu Gỗ có 1 đảng bộ cơ sở và 2 chi bộ.",
        "Đến ngày 30/11/2022, Đảng bộ huyện Cầu Gỗ có 19 đảng viên, tăng 9 đảng viên (90,00%) so với ngày 31/12/2021 (10 đảng viên).",
        "Từ ngày 01/01/2022 đến ngày 30/11/2022, Đảng bộ huyện Cầu Gỗ kết nạp 9 đảng viên, tăng 3 đảng viên (50,00%) "
        "so với cùng kỳ năm 2021 (6 đảng viên).",
        "đạt 83,3% (5/6 lượt đảng viên)",
        "có 128 hộ nghèo trên tổng số 1.000 hộ, tỷ lệ hộ nghèo 12,80%.",
    ):
        assert sentence in text


@pytest.mark.parametrize("unit", ["province", "cau_go", "ben_man", "an_binh", "hamlet_one", "school"])
@pytest.mark.parametrize(("since", "on"), [(None, NOVEMBER), (date(2022, 1, 1), date(2022, 6, 30)), (date(2021, 1, 1), date(2021, 12, 31))])
def test_a_draft_passes_its_own_check(grown: World, unit: str, since: date | None, on: date) -> None:
    text = write_report(getattr(grown, unit), on, since=since).text
    assert wrong(text) == []
    counted = tally(text)
    assert counted["register consistent"] >= 2
    assert counted["register not_decidable"] <= counted["register consistent"]


def test_a_wrong_figure_in_a_draft_is_found(grown: World) -> None:
    text = write_report(grown.cau_go, NOVEMBER).text
    seeded = {
        "có 19 đảng viên": "có 18 đảng viên", "(90,00%)": "(91,00%)", "kết nạp 9 đảng viên": "kết nạp 8 đảng viên",
        "(10 đảng viên)": "(11 đảng viên)", "đạt 83,3%": "đạt 84,3%", "128 hộ nghèo": "129 hộ nghèo", "12,80%": "12,90%",
    }  # fmt: skip
    for right, false in seeded.items():
        assert right in text
        assert wrong(text.replace(right, false, 1)) != [], false


def test_targets_are_measured_against(grown: World) -> None:
    text = write_report(grown.cau_go, NOVEMBER, targets={"admissions": Fraction(12), "attendance_rate": Fraction(90)}).text
    assert "Kết quả kết nạp đạt 75,00% chỉ tiêu được giao (9/12 đảng viên)." in text
    assert "thấp hơn 6,7 điểm % so với chỉ tiêu được giao (90,0%)" in text
    assert wrong(text) == []
    with pytest.raises(Unanswerable, match="women"):
        write_report(grown.cau_go, NOVEMBER, targets={"women": Fraction(5)})


def test_points_are_said_of_rates(grown: World) -> None:
    text = write_report(grown.province, date(2022, 12, 31)).text
    assert "điểm %" not in text  # there was no attendance the year before
    assert "không thay đổi so với ngày" in write_report(grown.school, NOVEMBER).text


def test_a_unit_that_does_not_live_has_no_report(grown: World) -> None:
    with pytest.raises(Unanswerable, match="không hoạt động"):
        write_report(grown.post_office, NOVEMBER)


def test_the_word_file_reads_as_the_plain_text(grown: World, tmp_path: Path) -> None:
    draft = write_report(grown.cau_go, NOVEMBER)
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(draft.docx(now()))
    report = check_file(path)
    assert report.verdict in ("consistent", "not_decidable")
    for line in draft.lines:
        assert line.text in report.text
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in report.text

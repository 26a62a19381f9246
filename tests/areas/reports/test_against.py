"""A report against the register: what is equal, what differs and why, and what cannot be compared."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dangvu.ledger.queries import last_decision
from dangvu.members.commands import EndMembership
from dangvu.organisation.commands import RecordLocalityFact
from dangvu.reports import against
from dangvu.reports.against import Comparison, compare
from dangvu.reports.figures import CATALOGUE, figures
from tests.world import World, decide, newcomer

DAY = "Đến 30/11/2022"


def verdicts(text: str, **given: object) -> list[tuple[str, str, str]]:
    """Figure, verdict and the register's figure of every comparison."""
    return [(one.stated.written, one.verdict, one.system) for one in compare(text, **given)]  # type: ignore[arg-type]  # passed on


def only(text: str, **given: object) -> Comparison:
    (one,) = compare(text, **given)  # type: ignore[arg-type]  # passed on
    return one


def test_figures_of_the_small_world_are_confirmed(world: World) -> None:
    text = (
        f"{DAY}, Đảng bộ tỉnh Sông Xanh có 7 đảng viên, trong đó 3 đảng viên nữ; 2 đảng viên là người Khmer. "
        "Năm 2022, Đảng bộ tỉnh Sông Xanh kết nạp 1 đảng viên, trong đó 1 nữ. "
        "Tỷ lệ đảng viên dự sinh hoạt tháng 10/2022 của Đảng bộ tỉnh Sông Xanh đạt 66,7%."
    )
    assert [row[:2] for row in verdicts(text)] == [
        ("7", "consistent"), ("3", "consistent"), ("2", "consistent"), ("1", "consistent"), ("1", "consistent"), ("66,7%", "consistent"),
    ]  # fmt: skip


@pytest.mark.parametrize("wrong", [("7 đảng viên", "8 đảng viên"), ("3 đảng viên nữ", "2 đảng viên nữ"), ("66,7%", "67,7%")])
def test_a_wrong_figure_is_found_with_its_difference(world: World, wrong: tuple[str, str]) -> None:
    right = f"{DAY}, Đảng bộ tỉnh Sông Xanh có 7 đảng viên, trong đó 3 đảng viên nữ. Tỷ lệ đảng viên dự sinh hoạt tháng 10/2022 đạt 66,7%."
    assert {row[1] for row in verdicts(right)} == {"consistent"}
    different = [one for one in compare(right.replace(*wrong)) if one.verdict == "inconsistent"]
    assert [one.stated.written for one in different] == [wrong[1].split()[0]]
    assert f"văn bản ghi {wrong[1].split()[0]}, lệch 1" in different[0].text


def test_the_sentence_says_what_was_asked(world: World) -> None:
    one = only(f"{DAY}, Đảng bộ huyện Cầu Gỗ có 6 đảng viên.")
    assert one.text == "Số hệ thống: 5 – Đảng viên, Đảng bộ huyện Cầu Gỗ, ngày 30/11/2022; văn bản ghi 6, lệch 1."
    claim = one.claim(f"{DAY}, Đảng bộ huyện Cầu Gỗ có 6 đảng viên.")
    assert (claim.kind, claim.verdict, claim.recomputed, claim.quote) == (
        "register",
        "inconsistent",
        "5",
        "Đảng bộ huyện Cầu Gỗ có 6 đảng viên",
    )


def test_a_rate_is_given_with_what_it_was_computed_from(world: World) -> None:
    one = only("Tỷ lệ đảng viên dự sinh hoạt tháng 10/2022 của Đảng bộ tỉnh Sông Xanh đạt 93,6%.")
    assert "66,7% (4/6)" in one.text
    assert one.difference == "26,9 điểm %"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Đến 30/11/2022, toàn Đảng bộ có 7 đảng viên.", "Chưa rõ số của đơn vị nào"),
        ("Đảng bộ tỉnh Sông Xanh có 7 đảng viên.", "Chưa rõ số của ngày nào"),
        ("Đảng bộ tỉnh Sông Xanh kết nạp 7 đảng viên.", "Chưa rõ số của kỳ nào"),
        ("Đến 30/6/2100, Đảng bộ tỉnh Sông Xanh có 7 đảng viên.", "Ngày chưa đến"),
        ("Đến 30/11/2010, Đảng bộ huyện Bến Mận có 7 hộ nghèo.", "Sổ chưa có số liệu"),
        ("Năm 2021, Đảng bộ tỉnh Sông Xanh có 70 đảng viên.", "văn bản không ghi rõ số của ngày nào"),
        ("Phấn đấu đến 30/11/2022, Đảng bộ tỉnh Sông Xanh có 70 đảng viên.", "có thể không nói về số đã đạt"),
    ],
)
def test_what_is_not_named_is_not_decided(world: World, text: str, missing: str) -> None:
    one = only(text)
    assert one.verdict == "not_decidable"
    assert missing in one.text


def test_the_unit_and_the_day_of_the_report_may_be_given(world: World) -> None:
    text = "Toàn Đảng bộ có 5 đảng viên."
    assert verdicts(text, of=world.cau_go, on=date(2022, 11, 30)) == [("5", "consistent", "5")]
    assert verdicts(text, of=world.province, on=date(2022, 11, 30)) == [("5", "inconsistent", "7")]


@pytest.fixture
def grown(world: World) -> World:
    """Twenty-five more members in the first hamlet since October 2021, four more since May 2022."""
    for number in range(29):
        since = date(2021, 10, 1) if number < 25 else date(2022, 5, 10)
        decide(newcomer(f"{700 + number}", f"Lê Thử {number}", since, world.hamlet_one))
    return world


def test_a_difference_is_explained_by_another_day(grown: World) -> None:
    right = figures(grown.province, date(2022, 4, 30), codes=["members"]).figures["members"].value
    one = only(f"Đến 31/5/2022, Đảng bộ tỉnh Sông Xanh có {right} đảng viên.")
    assert one.verdict == "inconsistent"
    assert one.text.endswith("Đúng bằng số ngày 30/04/2022.")


def test_a_difference_is_explained_by_another_period(grown: World) -> None:
    one = only("Năm 2022, Đảng bộ tỉnh Sông Xanh kết nạp 25 đảng viên.")
    assert one.text.endswith("Đúng bằng số từ 01/01/2021 đến 31/12/2021.")


def test_a_difference_is_explained_by_another_unit(grown: World) -> None:
    right = figures(grown.cau_go, date(2022, 11, 30), codes=["members"]).figures["members"].value
    one = only(f"{DAY}, Đảng bộ tỉnh Sông Xanh có {right} đảng viên.")
    assert one.text.endswith("Đúng bằng số của Đảng bộ huyện Cầu Gỗ.")


def test_a_difference_is_explained_by_a_decision_recorded_since(grown: World) -> None:
    before = figures(grown.province, date(2022, 11, 30), codes=["members"]).figures["members"].value
    decide(EndMembership(on=date(2021, 1, 5), person=grown.an, kind="dead", document="77-QĐ/HU"))
    one = only(f"{DAY}, Đảng bộ tỉnh Sông Xanh có {before} đảng viên.")
    assert f"trước quyết định số {last_decision()} (77-QĐ/HU)" in one.text
    assert one.verdict == "inconsistent"


def test_nothing_is_explained_where_nothing_fits(grown: World) -> None:
    assert "Đúng bằng" not in only(f"{DAY}, Đảng bộ tỉnh Sông Xanh có 999 đảng viên.").text


def test_hedged_and_cut_figures_are_judged_as_the_check_does(world: World) -> None:
    decide(RecordLocalityFact(locality=world.place_one, on=date(2022, 1, 1), measure="households", value=1000))
    decide(RecordLocalityFact(locality=world.place_one, on=date(2022, 1, 1), measure="poor_households", value=128))
    said = f"{DAY}, Đảng bộ xã An Bình có trên 120 hộ nghèo, tỷ lệ hộ nghèo 12,80%."
    assert [row[1] for row in verdicts(said)] == ["consistent", "consistent"]
    assert [row[1] for row in verdicts(said.replace("trên 120", "trên 130"))] == ["inconsistent", "consistent"]


def test_questions_grow_with_units_and_days_and_not_with_figures(world: World) -> None:
    short = f"{DAY}, Đảng bộ tỉnh Sông Xanh có 7 đảng viên."
    counted = []
    for times in (1, 40):
        with CaptureQueriesContext(connection) as queries:
            compare("\n".join([short] * times))
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 12


def test_no_more_is_compared_than_a_report_holds(world: World) -> None:
    short = f"{DAY}, Đảng bộ tỉnh Sông Xanh có 7 đảng viên.\n"
    assert len(compare(short * (against.MOST + 5))) == against.MOST


def test_figures_of_a_period_are_told_from_those_of_a_day() -> None:
    periods = {code for code, one in CATALOGUE.indicators.items() if against.is_of_period(one)}
    assert {"admissions", "exits", "attendance_rate", "transfers_in"} <= periods
    assert not periods & {"members", "cells", "poor_rate", "opening"}


TABLE = f"{DAY}\nĐơn vị\tĐảng viên\tNữ\nĐảng bộ tỉnh Sông Xanh\t7\t3\nĐảng bộ huyện Cầu Gỗ\t5\t2"


def test_figures_in_a_table_are_compared_with_the_register(world: World) -> None:
    assert [row[:2] for row in verdicts(TABLE)] == [("7", "consistent"), ("3", "consistent"), ("5", "consistent"), ("2", "consistent")]
    different = TABLE.replace("\t5\t", "\t6\t")
    (one,) = [one for one in compare(different) if one.verdict == "inconsistent"]
    assert "Số hệ thống: 5 – Đảng viên, Đảng bộ huyện Cầu Gỗ, ngày 30/11/2022; văn bản ghi 6" in one.text
    assert different[slice(*one.stated.span)] == "6"


@pytest.mark.parametrize(
    ("said", "verdict", "system"),
    [("3/7 đảng viên nữ", "consistent", "3/7"), ("2/7 đảng viên nữ", "inconsistent", "3/7"), ("3/8 đảng viên nữ", "inconsistent", "3/7")],
)
def test_both_numbers_of_a_ratio_are_compared(world: World, said: str, verdict: str, system: str) -> None:
    (row,) = verdicts(f"{DAY}, Đảng bộ tỉnh Sông Xanh có {said}.")
    assert row == (said.split()[0], verdict, system)


def test_a_ratio_of_an_unsure_day_is_not_decided(world: World) -> None:
    assert only("Năm 2021, Đảng bộ tỉnh Sông Xanh có 3/8 đảng viên nữ.").verdict == "not_decidable"

"""Figures of the small world, told by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dangvu.indicators.evaluation import Unanswerable
from dangvu.organisation.commands import ChangeUnit, FoundUnit, MoveUnit, RecordLocalityFact
from dangvu.organisation.queries import unit_by_code
from dangvu.reports.figures import CATALOGUE, Answer, figures, records
from dangvu.rulebook.models import Rule
from tests.world import BASE_CELL, CELL, COMMITTEE, DAY, World, decide, newcomer


def values(answer: Answer, *codes: str) -> list[Any]:
    return [answer.figures[code].value for code in codes]


def groups(answer: Answer, code: str) -> dict[str, Any]:
    return {part.key: part.figure.value for part in answer.groups[code]}


def hamlets(world: World) -> None:
    """Both hamlet cells are written as offices write them."""
    for cell in (world.hamlet_one, world.hamlet_two):
        decide(ChangeUnit(on=date(2015, 1, 1), unit=cell, sector="Ấp, khóm"))


def test_members_are_counted_by_what_they_are(world: World) -> None:
    answer = figures(world.province, DAY)
    codes = ("members", "women", "probationary", "official", "exempt", "religious", "opening", "admissions", "exits", "closing")
    assert values(answer, *codes) == [7, 3, 1, 6, 1, 2, 6, 1, 0, 7]


def test_the_mean_age_is_the_sum_of_completed_years_by_those_with_a_birthday(world: World) -> None:
    mean_age = figures(world.province, DAY, codes=["mean_age"]).figures["mean_age"]
    assert (mean_age.value, mean_age.numerator, mean_age.denominator) == (Decimal("50.0"), 350, 7)


@pytest.mark.parametrize(
    ("day", "members", "exempt"),
    [
        (date(2019, 10, 4), 7, 1),  # Em's last day
        (date(2019, 10, 5), 6, 1),  # the day Em is no longer counted on
        (date(2018, 1, 1), 7, 1),  # Dũng exempt from this day
        (date(2017, 12, 31), 7, 0),
        (date(2016, 12, 31), 6, 0),  # Phúc expelled, not yet restored
        (date(1992, 4, 30), 0, 0),  # before anything was founded
    ],
)
def test_each_day_is_counted_as_it_was(world: World, day: date, members: int, exempt: int) -> None:
    assert values(figures(world.province, day), "members", "exempt") == [members, exempt]


def test_units_are_counted_on_their_days(world: World) -> None:
    codes = ("units", "cells", "grassroots_committees", "basic_cells")
    assert values(figures(world.province, date(2012, 6, 30)), *codes) == [8, 4, 1, 2]
    assert values(figures(world.province, date(2012, 7, 1)), *codes) == [7, 3, 1, 1]


def test_cells_are_judged_by_their_members(world: World) -> None:
    hamlets(world)
    codes = ("cells_under_10", "cells_without_woman", "hamlet_cells", "hamlet_cells_without_woman")
    assert values(figures(world.province, DAY), *codes) == [3, 1, 2, 1]


def test_a_cell_without_members_is_small_and_without_a_woman(world: World) -> None:
    decide(FoundUnit(on=date(2022, 1, 1), code="SX.01.A.3", name="Chi bộ ấp Ba", kind=CELL, parent=world.an_binh))
    assert values(figures(world.province, DAY), "cells", "cells_under_10", "cells_without_woman") == [4, 4, 2]


def test_the_threshold_of_a_small_cell_is_the_rule_of_the_day(world: World) -> None:
    Rule.objects.filter(key="small_cell_members").update(value=3)
    assert values(figures(world.province, DAY), "cells_under_10") == [2]


def test_coverage_has_met_not_met_and_no_data(world: World) -> None:
    hamlets(world)
    codes = (
        "hamlet_cells_in_scope",
        "hamlet_cells_with_member",
        "hamlet_cells_without_member",
        "hamlet_cells_without_data",
        "coverage_rate",
    )
    assert values(figures(world.province, DAY), *codes) == [1, 0, 1, 0, 0]
    assert values(figures(world.province, date(2019, 12, 31)), *codes) == [None, None, None, 2, None]
    assert values(figures(world.ben_man, DAY), *codes) == [0, 0, 0, 0, None]
    decide(newcomer("101", "Sơn Văn Tài", date(2022, 9, 9), world.hamlet_one, ethnicity="Khmer"))
    assert values(figures(world.province, DAY), *codes) == [1, 1, 0, 0, 100]


def test_coverage_may_be_asked_for_another_group(world: World) -> None:
    hamlets(world)
    answer = figures(world.province, DAY, group="Hoa")
    assert values(answer, "hamlet_cells_in_scope", "hamlet_cells_without_data") == [None, 2]


def test_population_is_counted_once_for_each_place_and_absent_elsewhere(world: World) -> None:
    assert values(figures(world.province, DAY), "population", "households", "members_per_population") == [2110, None, Decimal("0.33")]
    assert values(figures(world.province, date(2021, 12, 31)), "population") == [2100]
    assert values(figures(world.ben_man, DAY), "population", "poor_rate", "members_per_population") == [None, None, None]


def test_population_by_ethnicity_adds_up_with_the_rest(world: World) -> None:
    answer = figures(world.province, DAY, codes=["population"], by="ethnicity")
    assert groups(answer, "population") == {"Chưa tách": 1612, "Khmer": 498}


def test_places_below_the_place_of_a_unit_are_covered(world: World) -> None:
    decide(FoundUnit(on=date(2020, 1, 1), code="SX.02.E", name="Đảng bộ xã", kind=COMMITTEE, parent=world.ben_man, locality=world.place))
    assert values(figures(world.ben_man, DAY), "population") == [2110]
    assert groups(figures(world.ben_man, DAY, codes=["population"], by="ethnicity"), "population") == {"Chưa tách": 1612, "Khmer": 498}


def test_a_place_that_two_children_cover_is_counted_once_in_the_whole(world: World) -> None:
    decide(
        FoundUnit(on=date(2020, 1, 1), code="SX.02.E", name="Chi bộ Quân sự", kind=BASE_CELL, parent=world.ben_man, locality=world.place)
    )
    answer = figures(world.province, DAY, codes=["population"], child=True)
    assert (answer.figures["population"].value, groups(answer, "population")) == (2110, {"SX.01": 2110, "SX.02": 2110})


def test_where_a_place_and_one_below_it_are_both_counted_the_upper_count_stands(world: World) -> None:
    decide(
        FoundUnit(on=date(2020, 1, 1), code="SX.02.E", name="Chi bộ Quân sự", kind=BASE_CELL, parent=world.ben_man, locality=world.place)
    )
    decide(RecordLocalityFact(on=date(2022, 1, 1), locality=world.place, measure="population", value=2500))
    decide(RecordLocalityFact(on=date(2022, 1, 1), locality=world.place_one, measure="households", value=300))
    decide(RecordLocalityFact(on=date(2022, 1, 1), locality=world.place_one, measure="poor_households", value=12))
    answer = figures(world.province, DAY, child=True)
    assert values(answer, "population", "households", "poor_rate") == [2500, 300, Decimal("4.00")]
    assert groups(answer, "population") == {"SX.01": 2110, "SX.02": 2500}
    assert [record.label for record in records(world.province, "population", DAY)] == ["Xã An Bình"]


def test_attendance_sums_the_months_whose_first_day_lies_in_the_period(world: World) -> None:
    codes = ("attendance_due", "attendance_present", "attendance_rate")
    assert values(figures(world.province, DAY), *codes) == [8, 6, Decimal("75.0")]
    assert values(figures(world.province, date(2022, 9, 30), since=date(2022, 9, 1)), *codes) == [2, 2, Decimal("100.0")]
    assert values(figures(world.province, date(2022, 9, 30), since=date(2022, 9, 2)), *codes) == [0, 0, None]


def test_attendance_stays_with_the_unit_of_the_months_first_day(world: World) -> None:
    decide(MoveUnit(on=date(2022, 10, 15), unit=world.an_binh, parent=world.ben_man))
    answer = figures(world.province, DAY, codes=["attendance_due"], child=True)
    assert groups(answer, "attendance_due") == {"SX.01": 6, "SX.02": 2}


def test_events_without_a_period_are_those_of_the_year_so_far(world: World) -> None:
    assert figures(world.province, DAY).since == date(2022, 1, 1)
    assert values(figures(world.province, date(2022, 5, 31)), "admissions") == [0]
    assert values(figures(world.province, date(2022, 6, 1)), "admissions") == [1]


def test_both_days_of_a_period_belong_to_it(world: World) -> None:
    day = date(2019, 10, 5)
    assert values(figures(world.province, day, since=day), "opening", "exits", "closing") == [7, 1, 6]


def test_exits_are_divided_by_kind(world: World) -> None:
    answer = figures(world.province, DAY, since=date(2015, 1, 1), codes=["exits"], by="kind")
    assert groups(answer, "exits") == {"dead": 1, "expelled": 1}
    assert [part.share for part in answer.groups["exits"]] == [Decimal("50.00"), Decimal("50.00")]


def test_members_are_divided_by_words_as_stored(world: World) -> None:
    expected = {
        "sex": {"Nam": 4, "Nữ": 3},
        "ethnicity": {"Kinh": 5, "Khmer": 2},
        "religion": {"Không": 5, "Công giáo": 1, "Phật giáo": 1},
        "age_band": {"18–30": 1, "41–45": 1, "46–50": 2, "51–55": 2, "Trên 60": 1},
        "education": {"Trung học phổ thông": 5, "Thạc sĩ": 1, "Đại học": 1},
        "theory": {"Chưa rõ": 6, "Cao cấp": 1},
        "status": {"Chính thức": 6, "Dự bị": 1},
        "party_age_band": {"Dưới 10": 1, "10–19": 3, "20–29": 3},
        "sector": {"Chưa rõ": 7},
        "unit_type": {"Chi bộ trực thuộc": 5, "Chi bộ cơ sở": 2},
    }
    for by, words in expected.items():
        answer = figures(world.province, DAY, codes=["members"], by=by)
        assert groups(answer, "members") == words, by
        assert list(groups(answer, "members")) == list(words), by


def test_a_division_by_child_lists_children_that_have_nothing(world: World) -> None:
    answer = figures(world.province, DAY, codes=["members", "exempt"], child=True)
    assert groups(answer, "members") == {"SX.01": 5, "SX.02": 2}
    assert groups(answer, "exempt") == {"SX.01": 1, "SX.02": 0}
    assert figures(world.province, DAY, codes=["members", "exempt"], by="child") == answer


def test_a_unit_counts_itself_among_its_children(world: World) -> None:
    answer = figures(world.an_binh, DAY, codes=["units", "members"], child=True)
    assert groups(answer, "units") == {"SX.01.A": 1, "SX.01.A.1": 1, "SX.01.A.2": 1}
    assert groups(answer, "members") == {"SX.01.A.1": 2, "SX.01.A.2": 3}


def test_both_divisions_name_the_child(world: World) -> None:
    answer = figures(world.province, DAY, codes=["members"], by="ethnicity", child=True)
    found = [(part.child, part.key, part.figure.value, part.share) for part in answer.groups["members"]]
    assert found == [
        ("SX.01", "Kinh", 4, Decimal("57.14")),
        ("SX.01", "Khmer", 1, Decimal("14.29")),
        ("SX.02", "Khmer", 1, Decimal("14.29")),
        ("SX.02", "Kinh", 1, Decimal("14.29")),
    ]


def test_the_answer_as_json_is_the_contract_of_the_command_line(world: World) -> None:
    answer = figures(world.province, DAY, codes=["women", "attendance_rate"], child=True).as_json()
    assert answer == {
        "unit": "SX",
        "on": "2022-11-30",
        "figures": {
            "women": {"value": 3, "numerator": 3, "denominator": None},
            "attendance_rate": {"value": 75.0, "numerator": 6, "denominator": 8},
        },
        "groups": {
            "women": [{"key": "SX.01", "value": 2, "share": 66.67}, {"key": "SX.02", "value": 1, "share": 33.33}],
            "attendance_rate": [{"key": "SX.01", "value": 83.3, "share": None}, {"key": "SX.02", "value": 50.0, "share": None}],
        },
    }
    both = figures(world.province, DAY, codes=["women"], by="sex", child=True).as_json()["groups"]["women"]
    assert both[0] == {"child": "SX.01", "key": "Nữ", "value": 2, "share": 66.67}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"codes": ["nothing"]}, "Không có chỉ tiêu “nothing”"),
        ({"by": "colour"}, "Không có cách phân tích “colour”"),
        ({"codes": ["population"], "by": "sex"}, "không phân tích được theo “sex”"),
        ({"codes": ["members"], "by": "kind"}, "không phân tích được theo “kind”"),
        ({"codes": ["members_per_population"], "by": "sex"}, "không phân tích được theo “sex”"),
        ({"since": date(2022, 12, 1)}, "sau ngày kết thúc"),
    ],
)
def test_what_cannot_be_answered_is_said(world: World, asked: dict[str, Any], message: str) -> None:
    with pytest.raises(Unanswerable, match=message):
        figures(world.province, DAY, **asked)


def test_a_unit_that_never_was_is_refused(world: World) -> None:
    with pytest.raises(Unanswerable, match="Không có tổ chức đảng này"):
        figures(987654, DAY)


def test_a_day_before_the_register_is_refused(world: World) -> None:
    with pytest.raises(Unanswerable, match="03/02/1930"):
        figures(world.province, date(1930, 2, 2))


def test_a_division_without_codes_gives_the_figures_it_applies_to(world: World) -> None:
    answer = figures(world.province, DAY, by="sector")
    assert set(answer.figures) == {code for code, one in CATALOGUE.indicators.items() if one.allows("sector")}
    assert "cells_without_woman" in answer.figures and "population" not in answer.figures


def test_the_number_of_queries_does_not_grow_with_units(world: World) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            figures(world.an_binh, DAY, child=True)
        return len(queries)

    before = asked()
    for number in range(10, 30):
        decide(FoundUnit(on=date(2020, 1, 1), code=f"SX.01.A.{number}", name=f"Chi bộ ấp {number}", kind=CELL, parent=world.an_binh))
    assert (asked(), before) == (before, 4)
    assert unit_by_code("SX.01.A.29") is not None

"""The reference workbooks from file to figures, with every figure that their authors expect."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from dangvu.organisation.queries import unit_by_code
from dangvu.reports.figures import Answer, figures
from tests.cli.program import dangvu
from tests.conftest import Clone
from tests.databases import Database, connected_to

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
EXITS = {
    "Xóa tên": "struck_off",
    "Xin ra khỏi Đảng": "left_on_request",
    "Khai trừ": "expelled",
    "Từ trần": "dead",
    "Chuyển đi": "transferred_out",
}
pytestmark = [pytest.mark.shared, pytest.mark.slow]


@dataclass
class Taken:
    """A workbook that the program took, with its report and what its authors expect."""

    database: Database
    home: Path
    report: dict[str, Any]
    expected: dict[str, Any]
    blocker: DjangoDbBlocker

    @contextmanager
    def asked(self) -> Iterator[int]:
        """The province, while questions go to the register that was filled."""
        with self.blocker.unblock(), connected_to(self.database):
            province = unit_by_code("TV")
            assert province is not None
            yield province


@pytest.fixture(scope="module", params=["travinh_2022", "travinh_2022_mess1"])
def taken(
    request: pytest.FixtureRequest,
    empty_template: Database,
    clone: Clone,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Taken]:
    workbook = SHARED / f"{request.param}.xlsx"
    if not workbook.exists():
        pytest.skip("the reference workbooks are not beside the checkout")
    home = tmp_path_factory.mktemp("home")
    with clone(empty_template) as database:
        ended = dangvu(database, home, "import", workbook, "--json")
        assert ended.code == 0, ended.err
        expected = json.loads(workbook.with_suffix(".expected.json").read_text())
        yield Taken(database, home, ended.json(), expected, django_db_blocker)


def test_every_row_read_is_accepted_or_rejected_and_only_the_expected_ones_are_rejected(taken: Taken) -> None:
    for counts in taken.report["sheets"].values():
        assert counts["accepted"] + counts["rejected"] == counts["read"]
    wrong = {(sheet, row) for key in ("bad_rows", "dependent_rows") for sheet, row, *_ in taken.expected.get(key, [])}
    rejected = {(problem["sheet"], problem["row"]) for problem in taken.report["problems"] if problem["rejected"]}
    assert rejected == wrong
    assert sum(counts["rejected"] for counts in taken.report["sheets"].values()) == len(wrong)
    flagged = {(problem["sheet"], problem["row"]) for problem in taken.report["problems"]} - rejected
    assert len(flagged) <= 48


def of_key(answer: Answer, code: str, key: str) -> dict[str | None, Any]:
    return {part.child: part.figure.value for part in answer.groups[code] if part.key == key}


def snapshot(province: int, on: date) -> dict[str, Any]:
    """The figures of a day under the names of the expected file."""
    whole = figures(province, on)
    value = {code: figure.value for code, figure in whole.figures.items()}
    khmer = {part.key: part for part in figures(province, on, by="ethnicity", codes=["members"]).groups["members"]}["Khmer"]
    children = figures(province, on, child=True, codes=["members"]).groups["members"]
    by_child = of_key(figures(province, on, by="ethnicity", child=True, codes=["members"]), "members", "Khmer")
    units = {part.key: part.figure.value for part in figures(province, on, by="unit_type", codes=["units"]).groups["units"]}
    return {
        "as_of": on.isoformat(),
        **{name: value[name] for name in ("members", "women", "religious", "exempt", "probationary")},
        "khmer": khmer.figure.value,
        "khmer_percent": float(khmer.share or 0),
        "by_direct_unit": {part.key: part.figure.value for part in children},
        "by_direct_unit_khmer": by_child,
        "cells_live": value["cells"],
        "cells_under_10": value["cells_under_10"],
        "cells_without_women": value["cells_without_woman"],
        "hamlet_cells_khmer_5pct": value["hamlet_cells_in_scope"],
        "of_which_without_khmer_member": value["hamlet_cells_without_member"],
        "grassroots": {kind: units[kind] for kind in ("Đảng bộ cơ sở", "Chi bộ cơ sở", "Chi bộ trực thuộc")},
    }


def test_every_snapshot_is_as_expected(taken: Taken) -> None:
    with taken.asked() as province:
        found = [snapshot(province, date.fromisoformat(wanted["as_of"])) for wanted in taken.expected["snapshots"]]
    assert found == taken.expected["snapshots"]


def test_localities_are_as_expected(taken: Taken) -> None:
    on = date(2022, 4, 30)
    codes = ["population", "households", "poor_households", "near_poor_households"]
    with taken.asked() as province:
        value = {code: figure.value for code, figure in figures(province, on).figures.items()}
        parts = figures(province, on, by="ethnicity", codes=codes).groups
        khmer = {code: next(part.figure.value for part in parts[code] if part.key == "Khmer") for code in codes[:3]}
        by_people = figures(province, on, by="ethnicity", codes=["poor_rate"]).groups["poor_rate"]
    assert {
        "population": value["population"],
        "khmer_population": khmer["population"],
        "households": value["households"],
        "khmer_households": khmer["households"],
        "poor": value["poor_households"],
        "khmer_poor": khmer["poor_households"],
        "near_poor": value["near_poor_households"],
        "poor_percent": float(value["poor_rate"] or 0),
        "khmer_poor_percent": float(next(part.figure.value or 0 for part in by_people if part.key == "Khmer")),
        "near_poor_percent": round(100 * float(value["near_poor_households"] or 0) / float(value["households"] or 1), 2),
    } == {name: wanted for name, wanted in taken.expected["localities"].items() if name != "members_per_population_percent"}


def test_events_and_attendance_are_as_expected(taken: Taken) -> None:
    expected = taken.expected
    if "admissions" not in expected:
        pytest.skip("the authors expect none of this workbook")
    with taken.asked() as province:

        def events(code: str, since: date, on: date, by: str) -> tuple[Any, dict[str, Any]]:
            found = figures(province, on, since=since, by=by, codes=[code])
            return found.figures[code].value, {part.key: part.figure.value for part in found.groups[code]}

        for year, wanted in expected["admissions"].items():
            total, groups = events("admissions", date(int(year), 1, 1), date(int(year), 12, 31), "ethnicity")
            assert {"total": total, "khmer": groups["Khmer"]} == wanted, year
        assert events("admissions", date(2022, 1, 1), date(2022, 4, 30), "kind")[0] == expected["admissions_2022_to_april"]
        total, groups = events("admissions", date(2017, 1, 1), date(2022, 6, 30), "ethnicity")
        share = round(100 * groups["Khmer"] / total, 2)
        assert {"total": total, "khmer": groups["Khmer"], "khmer_percent": share} == expected["admissions_2017_to_june_2022"]
        kinds = events("exits", date(2019, 1, 1), date(2022, 4, 30), "kind")[1]
        assert {name: kinds.get(code) for name, code in EXITS.items()} == expected["exits_2019_to_april_2022"]
        for year, wanted in expected["attendance"].items():
            found = figures(province, date(int(year), 12, 31), since=date(int(year), 1, 1)).figures
            rate = found["attendance_rate"]
            assert {"must": rate.denominator, "present": rate.numerator, "percent": float(rate.value or 0)} == wanted
            assert (found["attendance_due"].value, found["attendance_present"].value) == (wanted["must"], wanted["present"])


def test_members_per_population_is_as_expected(taken: Taken) -> None:
    if "admissions" not in taken.expected:
        pytest.skip("the authors give the share of the clean workbook")
    with taken.asked() as province:
        share = figures(province, date(2022, 4, 30), codes=["members_per_population"]).figures["members_per_population"]
    assert float(share.value or 0) == taken.expected["localities"]["members_per_population_percent"]


def test_the_command_line_says_the_same_and_its_records_make_up_the_figure(taken: Taken) -> None:
    wanted = taken.expected["snapshots"][-1]
    day = wanted["as_of"]
    ended = dangvu(taken.database, taken.home, "figures", "TV", "--on", day, "--by", "ethnicity", "--code", "members", "--code", "women")
    answer = ended.json()
    assert ended.code == 0
    assert (answer["unit"], answer["on"]) == ("TV", day)
    assert answer["figures"]["members"] == {"value": wanted["members"], "numerator": wanted["members"], "denominator": None}
    assert {"key": "Khmer", "value": wanted["khmer"], "share": wanted["khmer_percent"]} in answer["groups"]["members"]
    records = dangvu(taken.database, taken.home, "records", "TV.07", "women", "--on", day).json()
    women = dangvu(taken.database, taken.home, "figures", "TV.07", "--on", day, "--code", "women").json()["figures"]["women"]["value"]
    assert len(records) == women
    assert set(records[0]) == {"id", "label", "amount"}


def test_the_same_file_again_changes_nothing(taken: Taken) -> None:
    again = dangvu(taken.database, taken.home, "import", SHARED / f"{taken_name(taken)}.xlsx", "--json").json()
    assert again["decision"] is None
    assert again["sheets"] == taken.report["sheets"]
    assert again["unchanged"] == {name: counts["accepted"] for name, counts in taken.report["sheets"].items()}


def taken_name(taken: Taken) -> str:
    return "travinh_2022_mess1" if taken.expected["dependent_rows"] else "travinh_2022"

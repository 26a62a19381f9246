"""The rows of the invented province: the same everywhere, sound by the rules of the import, in proportion at every size."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date, timedelta

import pytest

from dangvu.commands import Refused
from dangvu.demo.batch import province
from dangvu.demo.build import build
from dangvu.demo.plan import MEMBERS, Size, plan
from dangvu.demo.printed import JUNE
from dangvu.demo.shares import allot
from dangvu.exchange.checking import check
from dangvu.exchange.known import Known
from dangvu.exchange.rows import EXITS, Sheet, Sheets
from dangvu.exchange.taking import Batch
from tests.databases import Database

FINGERPRINT = """
import hashlib
from dangvu.demo.batch import province
whole = hashlib.sha256()
for lines in province("S").lines.values():
    for line in lines:
        whole.update(line.values.encode())
print(whole.hexdigest())
"""


def fingerprint(hash_seed: str) -> str:
    environment = {"PYTHONHASHSEED": hash_seed, "DJANGO_SETTINGS_MODULE": "dangvu.config.settings", "DANGVU_SECRET_KEY": "thử"}
    done = subprocess.run([sys.executable, "-c", FINGERPRINT], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def small_rows() -> Batch:
    return province("S")


def sheets_of(batch: Batch) -> Sheets:
    def sheet(name: str) -> Sheet:
        return Sheet(name, (), {}, 1, [], list(batch.rows[name]))

    return Sheets(
        JUNE, sheet("units"), sheet("localities"), list(batch.rows["facts"]), sheet("members"), sheet("movements"), sheet("meetings")
    )


def test_two_processes_make_the_same_rows() -> None:
    assert fingerprint("1") == fingerprint("2") != ""


def test_the_check_of_an_import_finds_nothing_to_say(small_rows: Batch) -> None:
    assert check(sheets_of(small_rows), Known(today=JUNE)).problems == []


def test_the_check_would_say_it_if_there_were_something(small_rows: Batch) -> None:
    sheets = sheets_of(small_rows)
    assert sheets.movements
    sheets.movements.rows[0] = sheets.movements.rows[0]._replace(record_no="không có")
    sheets.movements.cells = [[]] * 10
    assert [problem.code for problem in check(sheets, Known(today=JUNE)).problems] == ["unknown_member"]


@pytest.mark.parametrize("size", ["S", "M"])
def test_a_size_has_as_many_members_as_it_says(size: Size) -> None:
    rows = province(size).rows
    left = Counter(row.kind for row in rows["movements"] if row.kind in EXITS)
    assert len(rows["members"]) - left.total() == MEMBERS[size]
    assert left == sum((Counter(kinds) for kinds in plan(size).exits), Counter())


def test_sizes_are_in_proportion() -> None:
    small, middle, large = plan("S"), plan("M"), plan("L")
    for name in ("khmer", "exempt", "hamlets", "basic_cells", "population", "poor"):
        for other in (small, large):
            assert getattr(other, name) / other.members == pytest.approx(getattr(middle, name) / middle.members, rel=0.05), name


def test_nobody_bears_the_name_of_another_group(small_rows: Batch) -> None:
    families = {
        people: {row.name.split()[0] for row in small_rows.rows["members"] if row.ethnicity == people} for people in ("Kinh", "Khmer")
    }
    assert "Thạch" in families["Khmer"] - families["Kinh"]
    assert "Nguyễn" in families["Kinh"] - families["Khmer"]


def test_members_are_of_age_and_serve_their_probation(small_rows: Batch) -> None:
    for row in small_rows.rows["members"]:
        assert row.decided - row.born >= timedelta(days=18 * 365 + 5)
        assert row.decided <= row.ceremony <= JUNE
        assert row.official is None or row.official >= row.ceremony.replace(year=row.ceremony.year + 1, day=min(row.ceremony.day, 28))
        assert bool(row.card) == bool(row.official)
        assert row.official or row.ceremony > date(2021, 6, 1) or row.record_no in {m.record_no for m in small_rows.rows["movements"]}


def test_every_cell_has_one_secretary(small_rows: Batch) -> None:
    secretaries = Counter(row.cell for row in small_rows.rows["members"] if row.party_post == "Bí thư chi bộ")
    cells = {row.code for row in small_rows.rows["units"] if row.kind.startswith("Chi bộ") and not row.ended}
    assert secretaries == Counter(cells)


def test_parts_add_up_and_are_fair() -> None:
    weights = [3.0, 0.0, 1.0, 2.5, 0.0]
    for total in range(60):
        parts = allot(total, weights)
        assert sum(parts) == total
        assert all(abs(part - total * weight / 6.5) <= 1 for part, weight in zip(parts, weights, strict=True))
        assert parts[1] == parts[4] == 0


def test_a_register_that_holds_something_is_left_alone(committed_world: Database) -> None:
    with pytest.raises(Refused) as refused:
        build("S")
    assert [problem.code for problem in refused.value.problems] == ["register_not_empty"]

"""A plan of reorganisation in a workbook: one line a unit, one act, and every fault told with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dangvu.commands import Refused
from dangvu.exchange.plans import USES, Line, act_of, read_plan
from dangvu.filegate.refused import Refused as FileRefused
from dangvu.members.queries import cell_of
from dangvu.organisation.lineage import successors_on
from dangvu.organisation.queries import children, unit_on
from dangvu.reorganisation.commands import Reorganise
from tests.areas.reorganisation.country import DAY, Commune, commune
from tests.cli.program import dangvu
from tests.databases import Database
from tests.exchange.planning import written
from tests.world import CELL, COMMITTEE, World, decide, unit


def test_a_failed_formula_in_a_plan_is_told_with_its_line_and_not_read_as_empty(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_plan(written(tmp_path / "a.xlsx", [(1, "Đổi tên", "K.1", "X", "", "#REF!"), (2, "Giải thể", "K.2")]))
    (problem,) = refused.value.problems
    assert (problem.code, problem.message.split(":")[0]) == ("failed_formula", "Dòng 4") and "#REF!" in problem.message


@pytest.fixture
def k(world: World) -> Commune:
    """The commune K below the body of Cầu Gỗ."""
    return commune(world)


PLAN = (
    (1, "Thành lập", "N", "Đảng bộ xã Mới", COMMITTEE, "SX.01", ""),
    (2, "Hợp nhất", "K", "", "", "", "N"),
    (3, "Hợp nhất", "M", "", "", "", "N"),
    (4, "Sáp nhập", "K.3", "", "", "", "K.1"),
    (5, "Đổi tên", "K.1", "Chi bộ ấp Kênh", "", "", ""),
    (6, "Chuyển giao", "SX.01.A", "", "", "SX.02", ""),
)


def test_a_plan_becomes_one_act(world: World, k: Commune, tmp_path: Path) -> None:
    m = commune(world, "M")
    lines = read_plan(written(tmp_path / "pa.xlsx", PLAN))
    assert lines[0] == Line(4, "found", "N", "Đảng bộ xã Mới", COMMITTEE, "SX.01")
    decide(Reorganise(on=DAY, document="9-NQ", **act_of(lines, DAY)))
    new = unit("N")
    assert {child.id for child in children(new, DAY)} == {k.one, k.two, m.one, m.two, m.three}
    assert {cell_of(person, DAY) for person in k.threes} == {k.one}
    assert unit_on(k.one, DAY).name == "Chi bộ ấp Kênh"  # type: ignore[union-attr]  # it lives
    assert successors_on(m.unit, DAY) == successors_on(k.unit, DAY) == [new]
    assert world.an_binh in {child.id for child in children(world.ben_man, DAY)}


def test_each_faulty_line_is_told_and_nothing_is_taken(k: Commune, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_plan(written(tmp_path / "a.xlsx", [(1, "Giải tán", "K.1"), (2, "Sáp nhập", ""), (3, "Đổi tên", "K.2", "X")]))
    assert [(problem.code, problem.message.split(":")[0]) for problem in refused.value.problems] == [
        ("unknown_act", "Dòng 4"), ("missing_code", "Dòng 5"),
    ]  # fmt: skip
    faulty = [
        (1, "Sáp nhập", "K.9", "", "", "", "K.1"), (2, "Sáp nhập", "K.2", "", "", "", "K.8"),
        (3, "Kết thúc", "K", "", "", "", "K.1; SX.01.A"), (4, "Sáp nhập", "K.3", "", "", "", "K.1, K.2"),
    ]  # fmt: skip
    with pytest.raises(Refused) as refused:
        act_of(read_plan(written(tmp_path / "b.xlsx", faulty)), DAY)
    assert [(problem.code, problem.message.split(":")[0]) for problem in refused.value.problems] == [
        ("unknown_unit", "Dòng 4"), ("unknown_unit", "Dòng 5"), ("several_heirs", "Dòng 6"), ("several_heirs", "Dòng 7"),
    ]  # fmt: skip
    assert "K.1" in refused.value.problems[2].message


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        (Line(4, "move", "K.1"), "missing_column", "Mã cấp trên mới"),
        (Line(4, "rename", "K.1"), "missing_column", "Tên mới"),
        (Line(4, "upgrade", "K.1"), "missing_column", "Loại hình mới"),
        (Line(4, "downgrade", "K", name="X"), "missing_column", "Loại hình mới"),
        (Line(4, "split", "K.1"), "missing_column", "Mã tổ chức kế thừa"),
        (Line(4, "merge", "K.2"), "missing_column", "Mã tổ chức kế thừa"),
        (Line(4, "found", "Z", kind=CELL, parent="K"), "missing_column", "Tên mới"),
        (Line(4, "merge", "K.2", parent="K", heirs=("K.1",)), "column_not_used", "Mã cấp trên mới"),
        (Line(4, "end", "K.2", "Tên khác", heirs=("K.1",)), "column_not_used", "Tên mới"),
        (Line(4, "found", "Z", "Chi bộ Z", CELL, "K", ("K.1",)), "column_not_used", "Mã tổ chức kế thừa"),
        (Line(4, "rename", "K.1", "Chi bộ Z", CELL), "column_not_used", "Loại hình mới"),
        (Line(4, "move", "K.1", parent="M", locality="L"), "column_not_used", "Mã địa bàn"),
    ],
)
def test_a_line_says_all_that_its_act_needs_and_nothing_besides(k: Commune, line: Line, code: str, column: str) -> None:
    with pytest.raises(Refused) as refused:
        act_of([line], DAY)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert refused.value.problems[0].message.startswith("Dòng 4: ") and f"“{column}”" in refused.value.problems[0].message


FILLED = {"name": "Chi bộ Z", "kind": CELL, "parent": "K", "heirs": ("K.1",), "sector": "Nông nghiệp"}


@pytest.mark.parametrize("act", USES)
def test_no_line_is_dropped(k: Commune, act: str) -> None:
    """With what it needs, and with all that it may say, every line adds a step."""
    needed, also = USES[act]
    for columns in (needed, (needed | also) & FILLED.keys()):
        steps = act_of([Line(4, act, "Z" if act == "found" else "K.3", **{name: FILLED[name] for name in columns})], DAY)  # type: ignore[arg-type]  # one dict of two types
        told = {one for name in steps if name != "act" for one in steps[name]}
        assert told, columns
        said = repr(sorted(map(repr, told)))
        assert all(str(FILLED[name]) in said for name in columns & {"name", "kind", "sector"})


def test_a_body_with_several_successors_tells_where_each_part_goes(world: World, k: Commune, tmp_path: Path) -> None:
    m = commune(world, "M")
    lines = [
        (1, "Kết thúc hoạt động", "K", "", "", "", "M; SX.01.A"), (2, "Chuyển giao", "K.1", "", "", "M", ""),
        (3, "Chuyển giao", "K.2", "", "", "SX.01.A", ""), (4, "Chuyển giao", "K.3", "", "", "SX.01.A", ""),
    ]  # fmt: skip
    decide(Reorganise(on=DAY, **act_of(read_plan(written(tmp_path / "c.xlsx", lines)), DAY)))
    assert sorted(successors_on(k.unit, DAY)) == sorted([world.an_binh, m.unit])


def test_a_file_without_such_a_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Việc"):
        read_plan(written(tmp_path / "d.xlsx", [("x",)], headings=("Mã tổ chức", "Tên mới")))
    with pytest.raises(FileRefused):
        read_plan(tmp_path / "none.xlsx")


def test_a_place_or_a_kind_of_act_that_nobody_knows_is_told(k: Commune) -> None:
    with pytest.raises(Refused) as refused:
        act_of([Line(3, "found", "Z", "Chi bộ Z", CELL, "K", locality="nowhere")], DAY)
    assert [problem.code for problem in refused.value.problems] == ["unknown_locality"]


def test_the_verb_rehearses_and_carries_out(fresh_world: Database, tmp_path: Path) -> None:
    file = written(tmp_path / "pa.xlsx", [(1, "Sáp nhập", "SX.01.A.2", "", "", "", "SX.01.A.1")])
    tried = dangvu(fresh_world, tmp_path, "reorganise", file, "--on", "2023-01-01")
    assert (tried.code, "Chỉ xem trước" in tried.out) == (0, True), tried.err
    done = dangvu(fresh_world, tmp_path, "reorganise", file, "--on", "1/1/2023", "--carry-out", "--document", "1-NQ", "--json")
    assert done.code == 0, done.err
    told = done.json()
    assert (told["before"], told["after"], told["moved"]) == (5, 5, 3)
    again = dangvu(fresh_world, tmp_path, "reorganise", file, "--on", "2023-01-01", "--carry-out")
    assert (again.code, "không tồn tại" in again.err) == (1, True)
    assert dangvu(fresh_world, tmp_path, "rebuild", "--check").code == 0
    assert date(2023, 1, 1) < DAY


def test_the_verb_that_undoes_imports_undoes_an_act_too(fresh_world: Database, tmp_path: Path) -> None:
    file = written(tmp_path / "pa.xlsx", [(1, "Đổi tên", "SX.01.A.1", "Chi bộ ghi nhầm", "", "", "")])
    done = dangvu(fresh_world, tmp_path, "reorganise", file, "--on", "1/2/2023", "--carry-out", "--json")
    assert done.code == 0, done.err
    number = done.json()["decision"]
    undone = dangvu(fresh_world, tmp_path, "undo", number, "--document", "2-CV")
    assert (undone.code, f"đã hủy việc sắp xếp số {number}" in undone.err) == (0, True), undone.err
    again = dangvu(fresh_world, tmp_path, "undo", number)
    assert (again.code, "đã được hủy" in again.err) == (1, True)
    tried = dangvu(fresh_world, tmp_path, "reorganise", file, "--on", "1/2/2023", "--json")
    assert [line["before"]["name"] for line in tried.json()["units"] if line["code"] == "SX.01.A.1"] == ["Chi bộ ấp Một"]
    assert dangvu(fresh_world, tmp_path, "rebuild", "--check").code == 0

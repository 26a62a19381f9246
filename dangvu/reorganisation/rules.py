"""Judgements about acts of reorganisation: a picture and the steps in, problems out. Each names the unit and the remedy."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator

from dangvu.commands.problems import Problem
from dangvu.reorganisation.picture import Outcome, Steps
from dangvu.reorganisation.steps import Ref

_EVERYTHING = frozenset({"founded", "changed", "placed", "moved", "carried", "ended", "lineage"})
_CLOSING = _EVERYTHING - {"founded", "changed"}

STEPS_OF = {
    "found": (frozenset({"founded", "moved", "carried"}), {"founded"}),
    "split": (_EVERYTHING, {"founded", "lineage"}),
    "merge": (_EVERYTHING - {"founded"}, {"ended", "lineage"}),
    "consolidate": (_EVERYTHING - {"changed"}, {"founded", "ended", "lineage"}),
    "dissolve": (_CLOSING, {"ended"}),
    "end": (_CLOSING, {"ended"}),
    "upgrade": (_EVERYTHING - {"ended"}, {"changed"}),
    "downgrade": (_EVERYTHING - {"founded"}, {"changed"}),
    "move": (frozenset({"placed"}), {"placed"}),
    "rename": (frozenset({"changed"}), {"changed"}),
    "members": (frozenset({"moved", "carried"}), {"moved"}),
    "plan": (_EVERYTHING, set[str]()),
}
"""The steps that each act may hold, and those without which it is none (tài liệu nghiệp vụ 1.5)."""

BY_NAME = {"members", "plan"}
"""Acts in which persons moved by name may leave what the lineage tells of."""


def form(steps: Steps) -> list[Problem]:
    """An act of a known kind, with the steps that make it one."""
    if steps.act not in STEPS_OF:
        return [Problem("unknown_act", "Hãy chọn loại việc sắp xếp tổ chức.", "act")]
    allowed, needed = STEPS_OF[steps.act]
    there = {name for name in _EVERYTHING if getattr(steps, name)}
    if not there or needed - there:
        return [Problem("incomplete_act", "Việc sắp xếp này còn thiếu tổ chức hoặc đảng viên; hãy ghi đủ.", "act")]
    if there - allowed:
        return [Problem("foreign_step", "Nội dung không thuộc loại việc đã chọn; hãy chọn loại việc khác hoặc lập phương án chung.", "act")]
    return _one_side(steps)


def _one_side(steps: Steps) -> list[Problem]:
    """Absorbed into one that survives, consolidated into one that is new, split from one."""
    after = {pair.successor for pair in steps.lineage}
    before = {pair.predecessor for pair in steps.lineage}
    match steps.act:
        case "merge" if len(after) != 1 or not all(isinstance(ref, int) for ref in after):
            return [Problem("one_successor", "Sáp nhập vào đúng một tổ chức đang hoạt động; hãy chọn một tổ chức tiếp nhận.", "lineage")]
        case "consolidate" if len(after) != 1 or not after <= steps.new.keys() or len(before) < 2:
            return [Problem("one_successor", "Hợp nhất từ hai tổ chức trở lên thành đúng một tổ chức mới.", "lineage")]
        case "split" if len(before) != 1:
            return [Problem("one_predecessor", "Chia tách từ đúng một tổ chức; hãy ghi mỗi lần một tổ chức.", "lineage")]
    return []


def references(outcome: Outcome) -> Iterator[Problem]:
    """Everything named exists on the day or is founded here; every code is free, and nothing is said twice or against itself."""
    steps, picture = outcome.steps, outcome.picture
    for ref in sorted(
        {ref for ref in steps.refs() if (ref not in steps.new if isinstance(ref, str) else ref not in picture.units)}, key=str
    ):
        yield Problem(
            "unit_not_alive", f"Tổ chức “{outcome.name(ref)}” không tồn tại vào ngày có hiệu lực; hãy xem lại ngày hoặc tổ chức.", "unit"
        )
    for code, times in Counter(row.code for row in steps.founded).items():
        if not code:
            yield Problem("missing_code", "Hãy ghi mã của tổ chức thành lập.", "founded")
        elif times > 1 or code in picture.taken:
            yield Problem("repeated_code", f"Mã tổ chức đảng {code} đã được dùng; hãy chọn mã khác.", "founded")
    for row in steps.founded:
        if not row.name:
            yield Problem("missing_name", f"Hãy ghi tên của tổ chức có mã {row.code}.", "founded")
    for change in steps.changed:
        if not (change.name or change.kind or change.sector):
            yield Problem("missing_name", f"Hãy ghi tên mới hoặc loại hình mới của “{outcome.name(change.unit)}”.", "changed")
    placed, changed = [*steps.ended, *(row.unit for row in steps.placed)], [*set(steps.ended), *(row.unit for row in steps.changed)]
    for unit in dict.fromkeys((*_twice(placed), *_twice(changed))):
        yield Problem("named_twice", f"{outcome.name(unit)} được ghi hai lần trong cùng một việc; hãy giữ một.", "unit")


def direction(outcome: Outcome) -> Iterator[Problem]:
    """What rises or falls becomes another kind, a cell no committee by falling and a committee no cell by rising."""
    act, picture = outcome.steps.act, outcome.picture
    if act not in {"upgrade", "downgrade"}:
        return
    for row in outcome.steps.changed:
        seen = picture.units[row.unit]
        if not row.kind or row.kind == seen.kind:
            yield Problem("same_kind", f"“{seen.name}” đang là {seen.kind}; hãy chọn loại tổ chức khác.", "kind")
        elif seen.is_cell != (row.kind in picture.cell_kinds) and seen.is_cell != (act == "upgrade"):
            other = "hạ cấp" if act == "upgrade" else "nâng cấp"
            yield Problem("other_direction", f"“{seen.name}” từ {seen.kind} thành {row.kind} là {other}; hãy chọn việc ấy.", "act")


def _twice(refs: Iterable[int]) -> list[int]:
    return [ref for ref, times in Counter(refs).items() if times > 1]


def endings(outcome: Outcome) -> Iterator[Problem]:
    """What ends or becomes another kind has no later turn; what ends has nothing below it, nobody in it, and tells in what it went on."""
    picture, steps = outcome.picture, outcome.steps
    went = {pair.predecessor for pair in steps.lineage} | {cell for cell in steps.whole if picture.units[cell].is_cell}
    for unit in (*steps.ended, *(row.unit for row in steps.changed if row.kind)):
        if picture.units[unit].turns_later:
            yield Problem("later_state", f"Đã ghi một thay đổi của “{outcome.name(unit)}” sau ngày này; hãy sửa thay đổi đó trước.", "on")
    for unit in steps.ended:
        name = outcome.name(unit)
        if below := outcome.below(unit):
            yield Problem(
                "units_below", f"“{name}” kết thúc khi còn {outcome.names(iter(below))} trực thuộc; hãy chuyển hoặc kết thúc.", "ended"
            )
        if unit not in went and unit in outcome.populated:
            yield Problem("no_successor", f"“{name}” kết thúc khi còn đảng viên; hãy ghi tổ chức kế thừa.", "lineage")
    for cell, persons in picture.staying.items():
        left = persons - {person for person in steps.persons() if picture.cell_of.get(person) == cell}
        if not outcome.is_cell(cell) and cell not in steps.whole and left:
            name = outcome.name(cell)
            yield Problem("members_left", f"“{name}” còn {len(left)} đảng viên chưa có nơi sinh hoạt mới; hãy chuyển hết.", "moved")


def moves(outcome: Outcome) -> Iterator[Problem]:
    """Members go from the cell in which they are to another one that exists afterwards, each once."""
    steps, picture = outcome.steps, outcome.picture
    for row in steps.moved:
        if row.to == row.cell:
            yield Problem("same_cell", f"“{outcome.name(row.cell)}” là cả nơi đi lẫn nơi đến.", "moved")
        if not outcome.picture.units[row.cell].is_cell:
            yield Problem(
                "no_such_cell", f"“{outcome.name(row.cell)}” không phải chi bộ vào ngày này nên không có đảng viên để chuyển; "
                "hãy chọn chi bộ trực thuộc.", "moved",
            )  # fmt: skip
            continue
        if not outcome.is_cell(row.to):
            yield Problem(
                "no_such_cell", f"“{outcome.name(row.to)}” không phải chi bộ đang hoạt động sau sắp xếp; hãy chọn chi bộ khác.", "moved"
            )
        if strangers := sum(picture.cell_of.get(person) != row.cell for person in row.persons):
            yield Problem(
                "not_in_cell", f"{strangers} đảng viên không thuộc “{outcome.name(row.cell)}” vào ngày này; hãy xem lại danh sách.", "moved"
            )
    if _twice(steps.persons()) or _twice(row.cell for row in steps.moved if not row.persons):
        yield Problem("moved_twice", "Có đảng viên hoặc chi bộ được chuyển hai lần trong cùng một việc; hãy giữ một.", "moved")
    for post in steps.carried:
        if (post.person, post.title, post.unit) not in picture.posts:
            yield Problem(
                "post_not_held", f"Chức vụ {post.title} ở “{outcome.name(post.unit)}” không có người này giữ vào ngày đó.", "carried"
            )


def succession(outcome: Outcome) -> Iterator[Problem]:
    """What something went on in exists afterwards; a whole cell that goes elsewhere tells so."""
    steps = outcome.steps
    pairs = {(pair.predecessor, pair.successor) for pair in steps.lineage}
    if len(pairs) < len(steps.lineage) or any(one == other for one, other in pairs):
        yield Problem("named_twice", "Có cặp tổ chức kế thừa ghi hai lần hoặc kế thừa chính mình; hãy xem lại.", "lineage")
    for successor in sorted({other for _one, other in pairs if not outcome.is_alive(other)}, key=str):
        yield Problem(
            "unit_not_alive", f"“{outcome.name(successor)}” không còn sau sắp xếp nên không kế thừa được; hãy chọn tổ chức khác.", "lineage"
        )
    for cell, to in steps.whole.items():
        if (cell, to) not in pairs and cell not in outcome.path(to) and outcome.picture.heads.get(cell):
            one, other = outcome.name(cell), outcome.name(to)
            yield Problem("no_successor", f"“{one}” chuyển hết đảng viên sang “{other}” mà chưa ghi kế thừa; hãy ghi cặp này.", "lineage")


def nesting(outcome: Outcome, allowed: dict[str, list[str]], source: str) -> Iterator[Problem]:
    """Whatever is founded, placed or of another kind fits what stands above it and below it afterwards."""
    steps = outcome.steps
    lower: set[Ref] = {*steps.new, *(row.unit for row in steps.placed)}
    for row in steps.changed:
        if row.kind:
            lower |= {row.unit, *outcome.below(row.unit)}
    for ref in sorted(lower, key=str):
        parent = outcome.parent(ref)
        if isinstance(ref, int) and ref not in outcome.picture.parents and any(row.unit == ref for row in steps.placed):
            yield Problem(
                "root", f"“{outcome.name(ref)}” là tổ chức cao nhất, không chuyển xuống dưới tổ chức khác bằng việc này.", "placed"
            )
        elif parent is None and isinstance(ref, str) and outcome.kind(ref) not in allowed:
            yield Problem(
                "nesting",
                f"“{outcome.name(ref)}” ({outcome.kind(ref)}) không thể là tổ chức cao nhất; hãy chọn cấp trên.",
                "parent",
                source,
            )
        elif parent is not None and outcome.is_alive(ref) and outcome.kind(ref) not in allowed.get(outcome.kind(parent), []):
            yield Problem(
                "nesting",
                f"Theo quy định có hiệu lực vào ngày này, “{outcome.name(ref)}” ({outcome.kind(ref)}) không được trực thuộc "
                f"“{outcome.name(parent)}” ({outcome.kind(parent)}); hãy chọn cấp trên hoặc loại hình khác.", "parent", source,
            )  # fmt: skip


def enough(outcome: Outcome, least: int, source: str) -> Iterator[Problem]:
    """A cell is founded with so many official members at least (Điều lệ Đảng, Điều 21)."""
    for row in outcome.steps.founded:
        crew = outcome.crews.get(row.code)
        official = crew.official if crew else 0
        if outcome.is_cell(row.code) and official < least:
            yield Problem(
                "too_few_official", f"“{row.name}” chỉ có {official} đảng viên chính thức, cần ít nhất {least}; hãy chuyển thêm đảng viên.",
                "moved", source,
            )  # fmt: skip


def scope(outcome: Outcome, decider: int | None) -> Iterator[Problem]:
    """Everything touched stands at or below the unit whose committee decides."""
    if decider is None:
        return
    if decider not in outcome.picture.units:
        yield Problem("unit_not_alive", "Tổ chức quyết định không tồn tại vào ngày có hiệu lực.", "unit")
        return
    outside = [unit for unit in sorted(set(outcome.steps.units())) if decider not in outcome.path_before(unit)]
    outside_new = [row.code for row in outcome.steps.founded if decider not in outcome.path(row.code)]
    if outside or outside_new:
        names = outcome.names(iter([*outside, *outside_new]))
        yield Problem("outside", f"{names} không trực thuộc “{outcome.name(decider)}”; hãy trình cấp trên chung quyết định.", "unit")


Deciders = Callable[[str], tuple[Collection[str], str] | None]
"""The kinds of bodies that decide a kind of move, with the source; None where the rulebook of the day has none."""

CELL_OUT, BASE_OUT = "reorg_cell_decided_by", "reorg_base_decided_by"


def competence(outcome: Outcome, decider: int | None, deciders: Deciders, grassroots: Collection[str]) -> Iterator[Problem]:
    """A cell leaves its grassroots body, or a grassroots body the one above it, by decision of the level that may (38-HD/BTCTW)."""
    if decider is None:
        return
    kind = outcome.kind(decider)
    for row in outcome.steps.placed:
        old, new = outcome.picture.parents.get(row.unit), row.parent
        if old is None or old == new or row.unit not in outcome.picture.units:
            continue
        key = BASE_OUT if outcome.picture.units[row.unit].kind in grassroots else CELL_OUT
        if key == CELL_OUT and _base(outcome, outcome.path_before(row.unit), grassroots) == _base(
            outcome, outcome.path(row.unit), grassroots
        ):
            continue
        found = deciders(key)
        if found and kind not in found[0]:
            levels = " hoặc ".join(f"“{level}”" for level in found[0])
            yield Problem(
                "not_competent", f"Chuyển “{outcome.name(row.unit)}” sang “{outcome.name(new)}” do cấp ủy của {levels} quyết định; "
                f"“{outcome.name(decider)}” là {kind}. Hãy trình cấp có thẩm quyền.", "unit", found[1],
            )  # fmt: skip


def _base(outcome: Outcome, path: Iterable[Ref], grassroots: Collection[str]) -> Ref | None:
    return next((ref for ref in list(path)[1:] if outcome.kind(ref) in grassroots), None)


def balance(outcome: Outcome) -> Iterator[Problem]:
    """Whoever was below the predecessors is below the successors, nobody more or less; for each group that the lineage ties together."""
    groups = tied(outcome.steps)
    before, after = Counter[Ref](), Counter[Ref]()
    lost, gained = Counter[Ref](), Counter[Ref]()
    for flow in outcome.flows:
        if flow.named and outcome.steps.act in BY_NAME:
            continue
        were = {groups[unit] for unit in outcome.path_before(flow.cell) if unit in groups}
        are = {groups[ref] for ref in outcome.path(flow.to) if ref in groups and outcome.is_alive(ref)}
        for found, tally in ((were, before), (are, after), (were - are, lost), (are - were, gained)):
            for group in found:
                tally[group] += flow.heads.members
    of_group: dict[Ref, list[Ref]] = defaultdict(list)
    for ref, group in groups.items():
        of_group[group].append(ref)
    for group in of_group:
        if lost[group] or gained[group]:
            yield Problem(
                "unbalanced", f"{outcome.names(iter(of_group[group]))}: trước có {before[group]} đảng viên, sau có {after[group]} "
                f"(thiếu {lost[group]}, thừa {gained[group]}); hãy ghi đủ tổ chức kế thừa và nơi đến của đảng viên.", "lineage",
            )  # fmt: skip


def tied(steps: Steps) -> dict[Ref, Ref]:
    """Every unit of the lineage with the one that stands for its group."""
    found: dict[Ref, Ref] = {}

    def top(ref: Ref) -> Ref:
        while found.setdefault(ref, ref) != ref:
            ref = found[ref]
        return ref

    for pair in steps.lineage:
        found[top(pair.predecessor)] = top(pair.successor)
    return {ref: top(ref) for ref in list(found)}

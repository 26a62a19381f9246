"""From numbers to sentences: the draft of a periodic report, worded so that every figure in it can be recomputed from the draft itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from dangvu.documents.docx import Columns, Line, write_docx
from dangvu.figurecheck.arithmetic import rounded, vn
from dangvu.indicators.declaration import UNKNOWN
from dangvu.indicators.evaluation import Figure, Unanswerable
from dangvu.organisation.queries import UnitOn, ancestors, unit_on
from dangvu.reports.figures import Answer, figures
from dangvu.web.formats import day as written

CODES = (
    "members", "women", "probationary", "opening", "cells", "basic_cells", "grassroots_committees", "cells_under_10",
    "admissions", "returns_in", "transfers_in", "moved_in", "exits", "transfers_out", "moved_out", "attendance_rate",
    "hamlet_cells", "hamlet_cells_without_woman", "coverage_rate", "households", "poor_households", "poor_rate",
)  # fmt: skip
CAME = {
    "admitted": "kết nạp", "readmitted": "kết nạp lại", "transferred_in": "chuyển đến từ ngoài sổ", "restored": "khôi phục đảng tịch",
    "transfers_in": "chuyển đến", "moved_in": "đến theo tổ chức",
}  # fmt: skip
LEFT = {
    "expelled": "khai trừ", "struck_off": "xóa tên", "left_on_request": "cho ra khỏi Đảng", "dead": "từ trần",
    "transferred_out": "chuyển đi ngoài sổ", "transfers_out": "chuyển đi", "moved_out": "đi theo tổ chức",
}  # fmt: skip
MONTHS = {3: "Quý I", 6: "6 tháng đầu năm", 9: "9 tháng đầu năm", 12: "Năm"}
SHOWN_PEOPLES = 3
TARGETS = {"admissions": "kết nạp", "attendance_rate": "dự sinh hoạt"}
"""Figures for which a target can be given."""


@dataclass(frozen=True)
class Draft:
    """The draft as paragraphs; `head` and `foot` stand in two columns, as the rules for documents want them."""

    lines: tuple[Line, ...]
    head: Columns
    foot: Columns

    @property
    def text(self) -> str:
        """The draft as plain text, which reads as the Word file does."""
        return "\n".join([*self.head.plain(), *(line.text for line in self.lines), *self.foot.plain()])

    def docx(self, now: datetime) -> bytes:
        """The draft as a Word file."""
        return write_docx(self.lines, now=now, head=self.head, foot=self.foot)


@dataclass(frozen=True)
class _Told:
    """What the register answers: for the period, for the same period a year before, and by kind, sex and people."""

    unit: UnitOn
    since: date
    on: date
    now: Mapping[str, Figure]
    then: Mapping[str, Figure]
    kinds: Answer
    sexes: Answer
    peoples: Answer
    targets: Mapping[str, Fraction]

    @property
    def has_same_period(self) -> bool:
        """Whether "cùng kỳ năm trước" can be said of the period."""
        return self.since.year == self.on.year

    @property
    def period(self) -> str:
        """The period in words, short where it is a usual one."""
        year, month = self.on.year, self.on.month
        if self.since == date(year, 1, 1) and month in MONTHS and (self.on + timedelta(days=1)).day == 1:
            return f"{MONTHS[month]} {'năm ' if month == 3 else ''}{year}"
        return f"Từ ngày {written(self.since)} đến ngày {written(self.on)}"


PARTIAL = "Số liệu chỉ gồm phần thuộc phạm vi của người lập; tổ chức nay thuộc nơi khác quản lý không được tính."


def write_report(
    unit: int,
    on: date,
    *,
    since: date | None = None,
    known: datetime | None = None,
    targets: Mapping[str, Fraction] | None = None,
    within: frozenset[int] | None = None,
) -> Draft:
    """The draft for a unit and a period; without `since` the period is the calendar year up to the day.

    `targets` are by the code of the figure: a number of people to admit, a percentage of attendance.
    """
    since = since or on.replace(month=1, day=1)
    found = unit_on(unit, on, known)
    if found is None or not found.alive:
        raise Unanswerable(f"Tổ chức đảng này không hoạt động vào ngày {written(on)}; hãy chọn ngày khác.")
    if strange := set(targets or {}) - set(TARGETS):
        raise Unanswerable(f"Không có chỉ tiêu giao cho “{', '.join(sorted(strange))}”; có thể giao cho: {', '.join(TARGETS)}.")

    def asked(codes: Iterable[str], by: str | None = None) -> Answer:
        return figures(unit, on, since=since, known=known, codes=list(codes), by=by, within=within)

    told = _Told(
        found, since, on,
        now=asked(CODES).figures,
        then=figures(
            unit, _year_before(on), since=_year_before(since), known=known, codes=["admissions", "attendance_rate"], within=within
        ).figures,
        kinds=asked(("admissions", "returns_in", "exits"), "kind"),
        sexes=asked(("admissions",), "sex"),
        peoples=asked(("members", "admissions"), "ethnicity"),
        targets=targets or {},
    )  # fmt: skip
    upper = ancestors(unit, on)
    lines = tuple(_lines(told)) + ((Line(PARTIAL),) if within is not None else ())
    return Draft(lines, _head(found, upper[-1].name if upper else ""), _foot(found))


def _year_before(day: date) -> date:
    last = day.month == 2 and day.day > 28
    return date(day.year - 1, day.month, 28 if last else day.day)


def _head(unit: UnitOn, upper: str) -> Columns:
    return Columns(
        tuple(filter(None, (upper.upper(), unit.name.upper(), "*", f"Số    -BC/{'CB' if unit.cell else 'ĐU'}"))),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", ""),
    )


def _foot(unit: UnitOn) -> Columns:
    body = "CHI BỘ" if unit.cell else "ĐẢNG ỦY" if unit.kind == "Đảng bộ cơ sở" else "BAN THƯỜNG VỤ"
    return Columns(("Nơi nhận:", "- Cấp ủy cấp trên,", "- Lưu."), (f"T/M {body}", "BÍ THƯ"))


def _lines(told: _Told) -> Iterator[Line]:
    yield Line("BÁO CÁO", "title")
    yield Line(f"Công tác tổ chức đảng và đảng viên {told.period[:1].lower()}{told.period[1:]}", "title")
    yield Line("-----", "centre")
    yield Line(f"(Số liệu tính đến hết ngày {written(told.on)})", "centre")
    sections = (
        ("Tổ chức đảng", _organisation), ("Đội ngũ đảng viên", _members), ("Kết nạp đảng viên", _admissions),
        ("Biến động đảng viên", _movements), ("Sinh hoạt chi bộ", _meetings), ("Chi bộ ấp, khóm và hộ nghèo", _places),
    )  # fmt: skip
    number = 0
    for title, write in sections:
        if sentences := list(write(told)):
            number += 1
            yield Line(f"{number}. {title}", "heading")
            yield from (Line(sentence, "body") for sentence in sentences)


def _count(figure: Figure) -> int:
    return figure.numerator or 0


def _share(part: int, whole: int) -> str:
    return f"{vn(Fraction(100 * part, whole), 2)}%"


def _change(now: int, then: int, noun: str) -> str:
    """Tăng 20 đảng viên (0,39%): the percentage is of the earlier figure, and is left out where that is nothing."""
    if now == then:
        return "không thay đổi"
    rate = f" ({_share(abs(now - then), then)})" if then else ""
    return f"{'tăng' if now > then else 'giảm'} {vn(abs(now - then))} {noun}{rate}"


def _organisation(told: _Told) -> Iterator[str]:
    """For committees: how many units hang under it."""
    if told.unit.cell:
        return
    cells, own = _count(told.now["cells"]), _count(told.now["basic_cells"])
    committees = _count(told.now["grassroots_committees"])
    if not cells:
        return
    with_committees = f"{vn(committees)} đảng bộ cơ sở và " if committees and told.unit.kind != "Đảng bộ cơ sở" else ""
    part = f", trong đó {vn(own)} chi bộ cơ sở" if own else ""
    yield f"Đến ngày {written(told.on)}, {told.unit.name} có {with_committees}{vn(cells)} chi bộ{part}."
    few = _count(told.now["cells_under_10"])
    if few:
        yield f"Số chi bộ có ít đảng viên (dưới ngưỡng quy định) là {vn(few)}/{vn(cells)} chi bộ, chiếm {_share(few, cells)}."


def _members(told: _Told) -> Iterator[str]:
    """The number, against that before the period, and its parts with their shares."""
    now, then = _count(told.now["members"]), _count(told.now["opening"])
    eve = written(told.since - timedelta(days=1))
    against = f"{_change(now, then, 'đảng viên')} so với ngày {eve} ({vn(then)} đảng viên)"
    parts = [("đảng viên nữ", _count(told.now["women"])), ("đảng viên dự bị", _count(told.now["probationary"])), *_peoples(told, "members")]
    yield f"Đến ngày {written(told.on)}, {told.unit.name} có {vn(now)} đảng viên, {against}.{_parts(parts, now)}"


def _peoples(told: _Told, code: str) -> list[tuple[str, int]]:
    """The largest peoples besides the Kinh."""
    groups = [(part.key, _count(part.figure)) for part in told.peoples.groups[code] if part.key not in ("Kinh", UNKNOWN)]
    return [(f"đảng viên là người dân tộc {name}", count) for name, count in groups[:SHOWN_PEOPLES]]


def _parts(parts: Iterable[tuple[str, int]], whole: int) -> str:
    """Trong đó có 60 đảng viên nữ, chiếm 44,44% (60/135); …; a part that is nothing is not named."""
    listed = "; ".join(f"{vn(count)} {name}, chiếm {_share(count, whole)} ({vn(count)}/{vn(whole)})" for name, count in parts if count)
    return f" Trong đó có {listed}." if listed else ""


def _admissions(told: _Told) -> Iterator[str]:
    """The number, against the same period of the year before and against the target, and its parts."""
    now, then = _count(told.now["admissions"]), _count(told.then["admissions"])
    before = f" cùng kỳ năm {told.on.year - 1} ({vn(then)} đảng viên)"
    if not now:
        yield f"{told.period}, {told.unit.name} không kết nạp đảng viên nào."
        return
    against = f", {_change(now, then, 'đảng viên')} so với{before}" if told.has_same_period else ""
    women = sum(_count(part.figure) for part in told.sexes.groups["admissions"] if part.key == "Nữ")
    parts = _parts([("đảng viên nữ", women), *_peoples(told, "admissions")], now)
    yield f"{told.period}, {told.unit.name} kết nạp {vn(now)} đảng viên{against}.{parts}"
    if target := told.targets.get("admissions"):
        rate = vn(Fraction(100 * now) / target, 2)
        yield f"Kết quả kết nạp đạt {rate}% chỉ tiêu được giao ({vn(now)}/{vn(target)} đảng viên)."


def _movements(told: _Told) -> Iterator[str]:
    """Opening, what came and what left by kind, closing: the parts give the sums, the sums the closing."""
    kinds = {part.key: _count(part.figure) for parts in told.kinds.groups.values() for part in parts}
    counts = {**kinds, **{code: _count(told.now[code]) for code in ("transfers_in", "moved_in", "transfers_out", "moved_out")}}
    for words, verb in ((CAME, "tăng thêm"), (LEFT, "ra khỏi danh sách")):
        listed = [(name, counts[kind]) for kind, name in words.items() if counts.get(kind)]
        if not listed:
            continue
        detail = f" ({'; '.join(f'{name} {vn(count)} đảng viên' for name, count in listed)})" if len(listed) > 1 else f", do {listed[0][0]}"
        total = sum(count for _name, count in listed)
        yield f"{told.period}, số đảng viên {verb} của {told.unit.name} là {vn(total)} đảng viên{detail}."


def _meetings(told: _Told) -> Iterator[str]:
    """The rate of attendance with what it is computed from, against the year before in points."""
    found, earlier = told.now["attendance_rate"], told.then["attendance_rate"]
    if not found.denominator:
        return
    now = _rate(found)
    against = ""
    if earlier.denominator and told.has_same_period:
        then = _rate(earlier)
        verb = "tăng" if now > then else "giảm"
        moved = "không thay đổi" if now == then else f"{verb} {vn(abs(now - then), 1)} điểm %"
        against = f", {moved} so với cùng kỳ năm {told.on.year - 1} ({vn(then, 1)}%)"
    of = f"{vn(_count(found))}/{vn(found.denominator)} lượt đảng viên"
    yield f"{told.period}, tỷ lệ đảng viên dự sinh hoạt chi bộ của {told.unit.name} đạt {vn(now, 1)}% ({of}){against}."
    if target := told.targets.get("attendance_rate"):
        gap = abs(now - target)
        place = "bằng" if not gap else f"{'cao' if now > target else 'thấp'} hơn {vn(gap, 1)} điểm % so với"
        yield f"Kết quả này {place} chỉ tiêu được giao ({vn(target, 1)}%)."


def _rate(figure: Figure) -> Fraction:
    """As printed, with one decimal: differences are those of the printed rates, which a reader can recompute."""
    return rounded(Fraction(100 * _count(figure), figure.denominator or 1), Fraction(1, 10))


def _places(told: _Told) -> Iterator[str]:
    """Hamlet cells without women, coverage, and poor households, where the register knows them."""
    hamlets, without = _count(told.now["hamlet_cells"]), _count(told.now["hamlet_cells_without_woman"])
    if hamlets and without:
        yield f"Có {vn(without)}/{vn(hamlets)} chi bộ ấp, khóm không có đảng viên nữ, chiếm {_share(without, hamlets)}."
    covered = told.now["coverage_rate"]
    if covered.denominator:
        of, rate = f"{vn(_count(covered))}/{vn(covered.denominator)}", _share(_count(covered), covered.denominator)
        yield f"Số chi bộ ấp, khóm thuộc diện đã có đảng viên dân tộc Khmer là {of} chi bộ, đạt {rate}."
    poor = told.now["poor_rate"]
    if poor.denominator and poor.numerator is not None:
        rate = _share(poor.numerator, poor.denominator)
        yield (
            f"Đến ngày {written(told.on)}, địa bàn của {told.unit.name} có {vn(poor.numerator)} hộ nghèo trên tổng số "
            f"{vn(poor.denominator)} hộ, tỷ lệ hộ nghèo {rate}."
        )

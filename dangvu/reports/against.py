"""The figures of a written report against the register's: equal, different with what explains it, or undecided for want of a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cached_property

from dangvu.figurecheck.arithmetic import fit, vn
from dangvu.figurecheck.claims import VERDICTS, Claim, Verdict
from dangvu.indicators.declaration import Indicator
from dangvu.indicators.evaluation import Figure, Unanswerable
from dangvu.indicators.publishing import tells
from dangvu.indicators.statement import Slice
from dangvu.ledger.queries import decisions, last_decision
from dangvu.organisation.queries import UnitOn, lives, names_ever, unit_on, units_on
from dangvu.periods import clock
from dangvu.reports.figures import CATALOGUE, Answer, figures, indicator
from dangvu.reports.moments import When
from dangvu.reports.naming import names_of
from dangvu.reports.queries import choices
from dangvu.reports.stated import Stated, find_stated
from dangvu.reports.wording import Wording
from dangvu.web.formats import day as written
from dangvu.web.formats import moment

MOST = 400
"""Figures of one report that are compared; a report of a hundred pages rarely names more."""

MOST_QUESTIONS = 150
"""Questions asked to explain differences; what is left stands without explanation."""

TELLING = 20
"""A smaller figure equals that of some other day or unit by chance."""

LOOKED_BACK = 6
"""Decisions before each of which a different figure is looked for."""


@dataclass(frozen=True)
class Comparison:
    """A figure of the report beside the register's; `unit`, `on` and `system` are empty where nothing could be asked."""

    stated: Stated
    verdict: Verdict
    text: str
    unit: UnitOn | None = None
    when: When | None = None
    system: str = ""
    difference: str = ""

    @property
    def title(self) -> str:
        """The figure as the register names it: Đảng viên, Nữ."""
        meaning = self.stated.meaning
        word = KIND_WORDS.get(meaning.word, meaning.word)
        return f"{indicator(meaning.code).name}: {word}" if word else indicator(meaning.code).name

    def claim(self, text: str) -> Claim:
        """The comparison among the findings of the check."""
        start, end = self.stated.quote
        quote, marks = text[start:end], (self.stated.span,)
        return Claim((start, end), quote, "register", self.verdict, self.text, self.stated.written, self.system or None, marks)


KIND_WORDS = {"expelled": "khai trừ", "struck_off": "xóa tên", "left_on_request": "cho ra khỏi Đảng", "dead": "từ trần"}


def is_of_period(one: Indicator) -> bool:
    """Whether a figure counts what happened in a period rather than what stands on a day."""
    return any("%(first)s" in measure.source.tables + measure.source.where for measure in one.measures)


@dataclass(frozen=True)
class Asker:
    """Whoever has a report compared: which units that one may list, and which count; None for all, as for whoever has the machine."""

    listed: frozenset[int] | None = None
    counted: frozenset[int] | None = None

    def lists(self, unit: int) -> bool:
        """Whether the people of a unit are the asker's to list, so that also sensitive figures of it are compared."""
        return self.listed is None or unit in self.listed

    def knows(self, unit: int) -> bool:
        """Whether a unit lies open to the asker at all."""
        return self.lists(unit) or self.counted is None or unit in self.counted

    def within(self, unit: int) -> frozenset[int] | None:
        """What of a unit is counted."""
        return self.listed if self.lists(unit) else self.counted


EVERYTHING = Asker()


def compare(
    text: str,
    *,
    of: int | None = None,
    report_date: date | None = None,
    on: date | None = None,
    known: datetime | None = None,
    asker: Asker = EVERYTHING,
) -> list[Comparison]:
    """Every figure of the text that names something the register counts.

    Of units whose people the asker may not list no sensitive figure is compared, for a verdict would tell it; others are not known at all.
    `of` is the unit whose report it is ("toàn Đảng bộ"), `on` the day of its figures where no sentence names one.
    """
    ethnic = choices()["ethnicity"]
    held, living = [row for row in names_ever() if asker.knows(row[0])], lives()
    names = names_of(held, {life.unit: life.parent for life in living}, of=of)
    wording = Wording(CATALOGUE.indicators.values(), ethnic)
    found = find_stated(text, names, wording, report_date=report_date, days=[on] if on else [])
    found = found[:MOST]
    codes = {stated.meaning.code for stated in found}
    register = _Register(known, tuple(sorted(codes)), clock.now().date(), asker)
    return [register.judge(stated) for stated in found]


class _Register:
    """What the register answers to one report; the same question is asked once."""

    def __init__(self, known: datetime | None, codes: tuple[str, ...], today: date, asker: Asker) -> None:
        self.known, self.codes, self.today, self.asker = known, codes, today, asker
        self._answers: dict[tuple[object, ...], Answer | None] = {}
        self._units: dict[tuple[int, date], UnitOn | None] = {}
        self._left = MOST_QUESTIONS

    def judge(self, stated: Stated) -> Comparison:
        """Compare one figure."""
        one = indicator(stated.meaning.code)
        when = stated.period if is_of_period(one) else stated.day
        if refused := self._missing(stated, one, when):
            return Comparison(stated, "not_decidable", refused)
        (number,) = stated.units
        assert when is not None
        unit = self._unit(number, when.on)
        if unit is None or when.on > self.today:
            return Comparison(stated, "not_decidable", "Ngày chưa đến, sổ chưa có số liệu." if unit else "Sổ không còn tổ chức này.")
        if not self.asker.lists(number) and tells(Slice(one, stated.meaning.by, stated.meaning.word)):
            return Comparison(stated, "not_decidable", "Số này của đơn vị khác chỉ được nêu làm tròn nên không đối chiếu.", unit, when)
        figure = self._figure(stated, number, when)
        if figure is None or figure.numerator is None or figure.value is None:
            return Comparison(stated, "not_decidable", f"Sổ chưa có số liệu: {self._asked(stated, unit, when)}.", unit, when)
        return self._compared(stated, unit, when, one, figure)

    def _unit(self, number: int, on: date) -> UnitOn | None:
        if (number, on) not in self._units:
            self._units[number, on] = unit_on(number, on)
        return self._units[number, on]

    def _missing(self, stated: Stated, one: Indicator, when: When | None) -> str:
        if not stated.units:
            return "Chưa rõ số của đơn vị nào: hãy ghi tên tổ chức đảng như trong sổ."
        if len(stated.units) > 1:
            named = [f"{row.name} ({row.code})" for row in units_on(sorted(stated.units)[:4], when.on if when else self.today)]
            return f"Có {len(stated.units)} tổ chức có thể là đơn vị được nói tới: {', '.join(named)}; hãy ghi rõ trực thuộc đâu."
        if when is None:
            return f"Chưa rõ số của {'kỳ nào' if is_of_period(one) else 'ngày nào'}: hãy ghi, ví dụ “{_example(one)}”."
        return ""

    def _figure(self, stated: Stated, unit: int, when: When, *, known: datetime | None = None) -> Figure | None:
        answer = self._answer(unit, when, stated.meaning.by, known or self.known, child=False)
        if answer is None:
            return None
        return _of(answer, stated)

    def _answer(self, unit: int, when: When, by: str, known: datetime | None, *, child: bool) -> Answer | None:
        key = (unit, when.since, when.on, by, known, child)
        if key not in self._answers:
            codes = [code for code in self.codes if not by or indicator(code).allows(by)]
            try:
                self._answers[key] = figures(
                    unit,
                    when.on,
                    since=when.since,
                    known=known,
                    codes=codes,
                    by=by or None,
                    child=child,
                    within=self.asker.within(unit),
                )
            except Unanswerable:
                self._answers[key] = None
        return self._answers[key]

    def _compared(self, stated: Stated, unit: UnitOn, when: When, one: Indicator, figure: Figure) -> Comparison:
        actual = _actual(one, figure)
        verdict = VERDICTS[fit(actual, stated.value, stated.step, stated.hedge)]
        shown = _shown(one, actual, stated)
        asked = self._asked(stated, unit, when)
        parts = f" ({vn(figure.numerator or 0)}/{vn(figure.denominator)})" if figure.denominator is not None else ""
        text = f"Số hệ thống: {shown}{parts} – {asked}"
        if stated.other is not None:
            return self._both(stated, unit, when, figure)
        row = Comparison(stated, verdict, f"{text}.", unit, when, shown)
        if verdict == "consistent":
            return row
        difference = vn(abs(actual - stated.value), max(stated_decimals(stated), one.decimals)) + (" điểm %" if _is_rate(one) else "")
        row = replace(row, difference=difference, text=f"{text}; văn bản ghi {stated.written}, lệch {difference}.")
        doubts = self._doubts(stated, when, one)
        if doubts and verdict == "inconsistent":
            return replace(row, verdict="not_decidable", text=f"{row.text} Chưa kết luận: {'; '.join(doubts)}.")
        reason = self._reason(stated, unit, when, one) if verdict == "inconsistent" and stated.value >= TELLING else ""
        return replace(row, text=f"{row.text} {reason}".strip())

    def _both(self, stated: Stated, unit: UnitOn, when: When, figure: Figure) -> Comparison:
        """4/6: both numbers of a rate, or a part and its whole."""
        whole: Figure | None = None
        if stated.meaning.by:
            answer = self._answer(unit.id, when, stated.meaning.by, self.known, child=False)
            whole = answer.figures.get(stated.meaning.code) if answer else None
        total = whole.numerator if whole else figure.denominator
        if total is None:
            return Comparison(stated, "not_decidable", f"Sổ chưa có số liệu: {self._asked(stated, unit, when)}.", unit, when)
        shown = f"{vn(figure.numerator or 0)}/{vn(total)}"
        right = (Fraction(figure.numerator or 0), Fraction(total)) == (stated.value, stated.other)
        text = f"Số hệ thống: {shown} – {self._asked(stated, unit, when)}"
        if right:
            return Comparison(stated, "consistent", f"{text}.", unit, when, shown)
        text = f"{text}; văn bản ghi {stated.written}."
        doubts = self._doubts(stated, when, indicator(stated.meaning.code))
        if doubts:
            return Comparison(stated, "not_decidable", f"{text} Chưa kết luận: {'; '.join(doubts)}.", unit, when, shown)
        return Comparison(stated, "inconsistent", text, unit, when, shown)

    def _doubts(self, stated: Stated, when: When, one: Indicator) -> list[str]:
        open_ = [] if when.sure else [f"văn bản không ghi rõ số của {'kỳ' if is_of_period(one) else 'ngày'} nào"]
        return [*stated.doubts, *open_]

    def _asked(self, stated: Stated, unit: UnitOn, when: When) -> str:
        title = Comparison(stated, "consistent", "").title
        gone = "" if unit.alive else ", ngày ấy không hoạt động"
        return f"{title}, {unit.name}{gone}, {_named(when)}"

    def _reason(self, stated: Stated, unit: UnitOn, when: When, one: Indicator) -> str:
        """What the stated figure would have been right for; nothing where nothing fits."""
        for other in _nearby(when, self.today):
            if self._fits(stated, self._spend(stated, unit.id, other), one):
                return f"Đúng bằng số {_named(other)}."
        if name := self._other_unit(stated, unit, when, one):
            return f"Đúng bằng số của {name}."
        for number, recorded, document in self._recent:
            if self._fits(stated, self._spend(stated, unit.id, when, recorded - timedelta(microseconds=1)), one):
                paper = f" ({document})" if document else ""
                return f"Đúng bằng số mà sổ ghi trước quyết định số {vn(number)}{paper}, ghi lúc {moment(recorded)}."
        return ""

    def _spend(self, stated: Stated, unit: int, when: When, known: datetime | None = None) -> Figure | None:
        if self._left <= 0:
            return None
        self._left -= 1
        return self._figure(stated, unit, when, known=known)

    def _fits(self, stated: Stated, figure: Figure | None, one: Indicator) -> bool:
        if figure is None or figure.numerator is None or figure.value is None:
            return False
        return fit(_actual(one, figure), stated.value, stated.step, stated.hedge) == "exact"

    def _other_unit(self, stated: Stated, unit: UnitOn, when: When, one: Indicator) -> str:
        if self._left <= 0 or stated.meaning.by:
            return ""
        self._left -= 1
        answer = self._answer(unit.id, when, "", self.known, child=True)
        parts = answer.groups.get(one.code, []) if answer else []
        same = [part.key for part in parts if part.key != unit.code and self._fits(stated, part.figure, one)]
        names = {code: name for _number, code, name in names_ever()} if len(same) == 1 else {}
        return names.get(same[0], "") if same and names else ""

    @cached_property
    def _recent(self) -> list[tuple[int, datetime, str]]:
        """The last decisions, the latest first."""
        last = last_decision()
        rows = decisions(range(max(1, last - LOOKED_BACK + 1), last + 1))
        return [(number, row.recorded, row.document) for number, row in sorted(rows.items(), reverse=True)]


def _of(answer: Answer, stated: Stated) -> Figure | None:
    meaning = stated.meaning
    if not meaning.by:
        return answer.figures[meaning.code]
    whole = answer.figures.get(meaning.code)
    if whole is None or whole.numerator is None:
        return None
    return next((part.figure for part in answer.groups[meaning.code] if part.key == meaning.word), Figure(0, 0, None))


def _is_rate(one: Indicator) -> bool:
    return one.unit_of_measure == "%"


def _actual(one: Indicator, figure: Figure) -> Fraction:
    return Fraction(one.scale * (figure.numerator or 0), figure.denominator) if figure.denominator else Fraction(figure.numerator or 0)


def stated_decimals(stated: Stated) -> int:
    """The decimals the report writes."""
    return len(str(stated.step.denominator)) - 1


def _shown(one: Indicator, actual: Fraction, stated: Stated) -> str:
    decimals = max(stated_decimals(stated), one.decimals if one.denominator is not None else 0)
    return vn(actual, decimals) + ("%" if _is_rate(one) else "")


def _named(when: When) -> str:
    return f"từ {written(when.since)} đến {written(when.on)}" if when.since else f"ngày {written(when.on)}"


def _example(one: Indicator) -> str:
    return "6 tháng đầu năm 2022" if is_of_period(one) else "đến ngày 30/6/2022"


def _nearby(when: When, today: date) -> Iterator[When]:
    """Other days and periods that a clerk may have taken the figure from, the likeliest first."""
    months = [when.on.replace(day=1) - timedelta(days=1)]
    for _ in range(2):
        months.append(months[-1].replace(day=1) - timedelta(days=1))
    after = (when.on + timedelta(days=1)).replace(day=28) + timedelta(days=4)
    ends = [*months, after - timedelta(days=after.day)]
    if when.since is None:
        edges = [when.on - timedelta(days=1), when.on + timedelta(days=1), date(when.on.year - 1, 12, 31), date(when.on.year, 6, 30)]
        days = [*edges[:2], *ends, *edges[2:], today]
        yield from (When(None, day) for day in dict.fromkeys(days) if day != when.on and day <= today)
        return
    since, on = when.since, when.on
    new_year = on.replace(month=1, day=1)
    periods = [(_year_before(since), _year_before(on)), (new_year, on), (new_year, on.replace(month=12, day=31))]
    periods += [(since, day) for day in (*ends, today) if day >= since]
    yield from (When(*pair) for pair in dict.fromkeys(periods) if pair != (since, on) and pair[0] <= pair[1] <= today)


def _year_before(day: date) -> date:
    return date(day.year - 1, day.month, min(day.day, 28) if day.month == 2 else day.day)

"""Who was admitted when, who left and how, and in which cells they were; the counts by year and kind are the plan's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from dangvu.demo.plan import PERIODS, Plan
from dangvu.demo.printed import APRIL, JUNE
from dangvu.demo.shares import Choice, allot, weighted
from dangvu.demo.tree import HAMLET, MERGED, Cell, Tree

GAP_DAY = date(2016, 1, 1)
EARLIEST, LAST_BEFORE = 1962, 2015
FEASTS = ((2, 3), (5, 19), (9, 2), (11, 7))
ADMISSION_AGES = Choice({age: weight for age, weight in enumerate((4, 6, 8, 9, 10, 10, 9, 9, 8, 7, 6, 5, 4, 3, 3, 2, 2, 1, 1, 1), 19)})
YEARS_BEFORE_EXIT = {
    "dead": (18, 70), "struck_off": (0, 14), "left_on_request": (0, 22), "expelled": (4, 30), "transferred_out": (1, 25),
}  # fmt: skip


@dataclass(slots=True)
class Life:
    """A member's way: `arrived` from elsewhere on a day, `moved` here from another cell on a day, `left` on the first day without."""

    born: date
    decided: date
    ceremony: date
    cell: int = -1
    arrived: date | None = None
    moved: date | None = None
    came_from: int = -1
    left: date | None = None
    kind: str = ""
    exempt: date | None = None
    khmer: bool = False
    anchor: bool = False

    @property
    def since(self) -> date:
        """The first day in this register."""
        return self.arrived or self.ceremony

    def counted(self, day: date) -> bool:
        """Whether the person is a member of this register on a day."""
        return self.since <= day and (self.left is None or day < self.left)

    def cell_on(self, day: date) -> int:
        """The cell on a day of the membership."""
        return self.came_from if self.moved and day < self.moved else self.cell


def live(plan: Plan, tree: Tree, dice: Random) -> list[Life]:
    """Everybody in the order of admission, with all that happens to them."""
    lives = sorted(_admitted(plan, dice), key=lambda life: life.ceremony)
    _leave(plan, lives, dice)
    _arrive(plan, lives, dice)
    _anchor(lives, tree.cells, dice)
    _settle(lives, tree.cells, dice)
    _move(plan, lives, tree.cells, dice)
    _merge(lives, tree.cells)
    _exempt(plan, lives, dice)
    return lives


def _admitted(plan: Plan, dice: Random) -> Iterator[Life]:
    years = range(EARLIEST, LAST_BEFORE + 1)
    before = allot(plan.persons - sum(plan.admitted.values()), [year - EARLIEST + 6 for year in years])
    for year, many in [*zip(years, before, strict=True), *plan.admitted.items()]:
        for number in range(many):
            if year < JUNE.year:
                day = _day_of(year, dice)
            elif number < plan.admitted_by_april:
                day = _between(date(year, 1, 3), APRIL, dice)
            else:
                day = _between(APRIL + timedelta(days=1), JUNE, dice)
            yield _life(day, dice)


def _day_of(year: int, dice: Random) -> date:
    return date(year, *dice.choice(FEASTS)) if dice.random() < 0.25 else _between(date(year, 1, 3), date(year, 12, 30), dice)


def _between(first: date, last: date, dice: Random) -> date:
    return first + timedelta(days=dice.randrange((last - first).days + 1))


def _life(ceremony: date, dice: Random) -> Life:
    decided = max(ceremony - timedelta(days=dice.randrange(26)), date(ceremony.year, 1, 1))
    age = timedelta(days=int(365.25 * ADMISSION_AGES.draw(dice)) + dice.randrange(365))
    return Life(decided - age, decided, ceremony)


def _leave(plan: Plan, lives: list[Life], dice: Random) -> None:
    """Each exit takes somebody whose years in the Party suit its kind."""
    days = [life.ceremony for life in lives]
    for (first, last), kinds in zip(PERIODS, plan.exits, strict=True):
        for kind, many in kinds.items():
            least, most = YEARS_BEFORE_EXIT[kind]
            for _ in range(many):
                day = _between(first, last, dice)
                low = bisect_left(days, day - timedelta(days=365 * most))
                high = bisect_left(days, day - timedelta(days=365 * least + 75))
                life = lives[low + dice.randrange(high - low)]
                while life.left:
                    life = lives[low + dice.randrange(high - low)]
                life.left, life.kind = day, kind


def _arrive(plan: Plan, lives: list[Life], dice: Random) -> None:
    """Some of those admitted before 2016 came from elsewhere; only they have not been counted as admitted here."""
    staying = [life for life in lives if life.ceremony.year <= LAST_BEFORE - 2 and not life.left]
    chosen = iter(dice.sample(staying[len(staying) // 3 :], sum(plan.arrivals)))
    for (first, last), many in zip(PERIODS, plan.arrivals, strict=True):
        for _, life in zip(range(many), chosen, strict=False):
            life.arrived = _between(first, last, dice)


def _anchor(lives: list[Life], cells: list[Cell], dice: Random) -> None:
    """Every cell in scope has a Khmer member who stays: from before 2016, or only since then where one was lacking."""
    staying = [life for life in lives if not life.left and not life.arrived]
    early = [life for life in staying if life.ceremony < GAP_DAY]
    late = [life for life in staying if life.ceremony > GAP_DAY and life.ceremony.year < JUNE.year]
    scope = [number for number, cell in enumerate(cells) if cell.in_scope]
    for among, places in ((early, [n for n in scope if not cells[n].gap]), (late, [n for n in scope if cells[n].gap])):
        for life, place in zip(dice.sample(among, len(places)), places, strict=True):
            life.cell, life.khmer, life.anchor = place, True, True


def _settle(lives: list[Life], cells: list[Cell], dice: Random) -> None:
    """Everybody else gets a last cell: sizes by the cells' weights, older people rather in hamlets."""
    sizes = allot(len(lives), [cell.size for cell in cells])
    seats = [
        (dice.random() + (0.0 if cell.sector == HAMLET else 0.35), number)
        for number, (cell, size) in enumerate(zip(cells, sizes, strict=True))
        for _ in range(size - cell.in_scope)
    ]
    seats.sort()
    unsettled = [life for life in lives if not life.anchor]
    order = sorted((place / len(unsettled) + dice.random(), place) for place in range(len(unsettled)))
    for (_, place), (_, number) in zip(order, seats, strict=True):
        unsettled[place].cell = number


def _move(plan: Plan, lives: list[Life], cells: list[Cell], dice: Random) -> None:
    """Transfers from one cell to another, mostly under the same body."""
    by_body: dict[int, list[int]] = {}
    for number, cell in enumerate(cells):
        if not cell.merged:
            by_body.setdefault(cell.body, []).append(number)
    everywhere = [number for numbers in by_body.values() for number in numbers]
    movable = [life for life in lives if not (life.anchor or life.arrived or life.left)]
    for life in dice.sample(movable, plan.transfers):
        day = _between(date(2016, 2, 1), date(2022, 5, 31), dice)
        from_cell = dice.choice(by_body[cells[life.cell].body] if dice.random() < 0.6 else everywhere)
        if from_cell != life.cell and day > life.ceremony + timedelta(days=60):
            life.moved, life.came_from = day, from_cell


def _merge(lives: list[Life], cells: list[Cell]) -> None:
    """The members of a cell that was too small went to the others of the same committee."""
    near: dict[str, list[Life]] = {}
    for life in lives:
        if not (life.anchor or life.moved or life.arrived or life.left) and life.ceremony < date(2019, 3, 1):
            near.setdefault(cells[life.cell].committee, []).append(life)
    for number, cell in enumerate(cells):
        if cell.merged:
            for life in near[cell.committee][:36:4]:
                life.moved, life.came_from = MERGED, number


def _exempt(plan: Plan, lives: list[Life], dice: Random) -> None:
    """The oldest, more or less, on the day of the article; and most of those who died."""
    here = [life for life in lives if life.counted(APRIL)]
    order = sorted((life.born.toordinal() + dice.randrange(3000), place) for place, life in enumerate(here))
    for _, place in order[: plan.exempt]:
        _exempt_by(here[place], APRIL, dice)
    for life in lives:
        if life.left and life.left < APRIL and life.kind == "dead" and dice.random() < 0.7:
            _exempt_by(life, life.left - timedelta(days=20), dice)


def _exempt_by(life: Life, last: date, dice: Random) -> None:
    first = max(life.since + timedelta(days=500), life.born + timedelta(days=365 * 55))
    first = min(max(first, last - timedelta(days=365 * 9)), last)
    life.exempt = first if first <= life.since else _between(first, last, dice)


def name_khmer(plan: Plan, lives: Sequence[Life], cells: Sequence[Cell], dice: Random) -> None:
    """Khmer by year of admission as planned, then as many of the older as the whole asks for; nobody where one was lacking in 2016."""
    for year, many in plan.khmer_admitted.items():
        cohort = [life for life in lives if life.ceremony.year == year and not life.arrived]
        _choose(many - sum(life.khmer for life in cohort), cohort, cells, dice)
    older = [life for life in lives if life.ceremony.year < min(plan.khmer_admitted) and _may_be(life, cells)]
    staying, gone = [life for life in older if not life.left], [life for life in older if life.left]
    _choose(round(0.14 * len(gone)), gone, cells, dice)
    _choose(plan.khmer - sum(life.khmer for life in lives if not life.left), staying, cells, dice)


def _may_be(life: Life, cells: Sequence[Cell]) -> bool:
    return not (life.counted(GAP_DAY) and cells[life.cell_on(GAP_DAY)].gap)


def _choose(many: int, among: Sequence[Life], cells: Sequence[Cell], dice: Random) -> None:
    free = [life for life in among if not life.khmer]
    for life in weighted(many, free, [cells[life.cell].share + 0.02 for life in free], dice):
        life.khmer = True

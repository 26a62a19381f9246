"""The party organisations and the localities of the invented province, and what is to be known of each cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import NamedTuple

from dangvu.demo import names
from dangvu.demo.plan import Plan
from dangvu.demo.printed import DIRECT, LOW
from dangvu.demo.shares import allot
from dangvu.exchange.rows import LocalityRow, UnitRow

ROOT, PROVINCE = "TV", "84"
DISTRICTS = (  # with the Khmer share that its hamlets lean to
    ("thành phố Trà Vinh", 0.28), ("huyện Càng Long", 0.08), ("huyện Cầu Kè", 0.42), ("huyện Tiểu Cần", 0.40), ("huyện Châu Thành", 0.46),
    ("huyện Cầu Ngang", 0.48), ("huyện Trà Cú", 0.64), ("huyện Duyên Hải", 0.22), ("thị xã Duyên Hải", 0.14),
)  # fmt: skip
OTHER_BODIES = (("Khối các cơ quan và doanh nghiệp tỉnh", ""), ("Quân sự tỉnh", "Quân sự"), ("Công an tỉnh", "Công an"),
                ("Bộ đội Biên phòng tỉnh", "Biên phòng"))  # fmt: skip
HAMLET, COMMUNE = "Ấp, khóm", "Xã, phường, thị trấn"
COMMUNE_CELLS = (("Cơ quan xã", "Cơ quan"), ("Trường Tiểu học", "Trường học"), ("Quân sự xã", "Quân sự"), ("Công an xã", "Công an"),
                 ("Trường Trung học cơ sở", "Trường học"), ("Trạm Y tế", "Đơn vị sự nghiệp"), ("Trường Mầm non", "Trường học"),
                 ("Hợp tác xã", "Doanh nghiệp"))  # fmt: skip
FOUNDED = (date(1946, 1, 1), date(1946, 2, 3), date(1950, 5, 19), date(1955, 9, 2))
"""The founding days by level, earlier than the admission of any living member."""
MERGED = date(2019, 7, 1)
"""The first day without the cells that were too small to be kept."""


@dataclass
class Cell:
    """A cell as the lives of its members need it; `share` is how Khmer its surroundings are, `hamlet` its locality."""

    code: str
    body: int
    committee: str
    sector: str
    share: float
    size: float
    hamlet: str = ""
    in_scope: bool = False
    gap: bool = False
    merged: bool = False


class Hamlet(NamedTuple):
    """A hamlet and where it lies."""

    code: str
    name: str
    commune: int
    district: int


@dataclass
class Tree:
    """Rows of units and localities, upper ones first, and the cells; `shares` are those of the hamlets."""

    units: list[UnitRow] = field(default_factory=list)
    localities: list[LocalityRow] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    shares: dict[str, float] = field(default_factory=dict)

    def unit(self, code: str, name: str, kind: str, parent: str, level: int, sector: str = "", locality: str = "") -> None:
        """One more organisation."""
        self.units.append(UnitRow(len(self.units) + 5, code, name, kind, parent, FOUNDED[level], None, locality, sector))

    def locality(self, code: str, name: str, level: str, parent: str) -> None:
        """One more place."""
        self.localities.append(LocalityRow(len(self.localities) + 5, code, name, level, parent))


def grow(plan: Plan, dice: Random) -> Tree:
    """The whole tree: territory first, then what does not cover a place."""
    tree = Tree()
    tree.locality(PROVINCE, "Tỉnh Trà Vinh", "Tỉnh", "")
    tree.unit(ROOT, "Đảng bộ tỉnh Trà Vinh", "Đảng bộ tỉnh", "", 0, locality=PROVINCE)
    bodies = list(_bodies(plan, tree))
    hamlets = list(_hamlets(plan, tree, bodies, dice))
    _divide_khmer(plan, tree, hamlets, dice)
    _hamlet_cells(plan, tree, bodies, hamlets, dice)
    _commune_cells(plan, tree, bodies, hamlets, dice)
    _other_committees(plan, tree, bodies, dice)
    _basic_cells(plan, tree, bodies, dice)
    return tree


def _bodies(plan: Plan, tree: Tree) -> Iterator[str]:
    """The bodies directly under the province, districts first; gives their codes."""
    for number, (name, _) in enumerate(DISTRICTS[: plan.districts], 1):
        tree.locality(f"{840 + number}", name[0].upper() + name[1:], "Huyện", PROVINCE)
        tree.unit(f"{ROOT}.{number:02}", f"Đảng bộ {name}", DIRECT, ROOT, 1, locality=f"{840 + number}")
        yield f"{ROOT}.{number:02}"
    for number, (name, sector) in enumerate(OTHER_BODIES[: plan.other_bodies], plan.districts + 1):
        tree.unit(f"{ROOT}.{number:02}", f"Đảng bộ {name}", DIRECT, ROOT, 1, sector=sector)
        yield f"{ROOT}.{number:02}"


def _hamlets(plan: Plan, tree: Tree, bodies: list[str], dice: Random) -> Iterator[Hamlet]:
    """Communes with their committees, and the hamlets of each."""
    districts = allot(plan.communes, [1 + dice.random() for _ in range(plan.districts)])
    number_of_hamlets = iter(allot(plan.hamlets, [1 + dice.random() for _ in range(plan.communes)]))
    communes, number = names.communes(dice), 0
    for district, many in enumerate(districts):
        for place in range(many):
            number += 1
            kind = ("phường" if district in {0, 8} else "thị trấn") if place == 0 else "xã"
            commune, code = f"{kind} {next(communes)}", f"{29000 + 3 * number}"
            tree.locality(code, commune[0].upper() + commune[1:], "Xã", f"{841 + district}")
            tree.unit(_committee(bodies, district, number), f"Đảng bộ {commune}", "Đảng bộ cơ sở", bodies[district], 2, COMMUNE, code)
            word = "Ấp" if kind == "xã" else "Khóm"
            for below, name in zip(range(1, next(number_of_hamlets) + 1), names.hamlets(dice), strict=False):
                tree.locality(f"{code}.{below:02}", f"{word} {name}", "Ấp", code)
                yield Hamlet(f"{code}.{below:02}", f"{word.lower()} {name}", number, district)


def _committee(bodies: list[str], district: int, commune: int) -> str:
    return f"{bodies[district]}.X{commune:03}"


def _divide_khmer(plan: Plan, tree: Tree, hamlets: list[Hamlet], dice: Random) -> None:
    """Shares by rank, so that just so many hamlets reach 5 % and the province comes to a little over 31 %."""
    rank = sorted(hamlets, key=lambda hamlet: DISTRICTS[hamlet.district][1] + dice.gauss(0, 0.18), reverse=True)
    within, beyond = plan.hamlets_in_scope, max(1, plan.hamlets - plan.hamlets_in_scope)
    for place, hamlet in enumerate(rank):
        if place < within:
            tree.shares[hamlet.code] = 0.065 + 0.895 * (1 - (place + 0.5) / within) ** 1.38
        else:
            tree.shares[hamlet.code] = 0.035 * (1 - (place - within + 0.5) / beyond)


def _hamlet_cells(plan: Plan, tree: Tree, bodies: list[str], hamlets: list[Hamlet], dice: Random) -> None:
    scope = sorted(tree.shares, key=tree.shares.__getitem__)[plan.hamlets - plan.hamlets_in_scope :]
    gaps = set(dice.sample(scope[: max(plan.hamlets_without_khmer, round(len(scope) * 0.6))], plan.hamlets_without_khmer))
    in_scope, below = set(scope), dict.fromkeys(range(1, plan.communes + 1), 0)
    for hamlet in hamlets:
        below[hamlet.commune] += 1
        committee = _committee(bodies, hamlet.district, hamlet.commune)
        code = f"{committee}.A{below[hamlet.commune]:02}"
        tree.unit(code, f"Chi bộ {hamlet.name}", LOW, committee, 3, HAMLET, hamlet.code)
        tree.cells.append(
            Cell(
                code, hamlet.district, committee, HAMLET, tree.shares[hamlet.code], 0.35 + 1.5 * dice.random() ** 1.5,
                hamlet.code, hamlet.code in in_scope, hamlet.code in gaps,
            )
        )  # fmt: skip


def _commune_cells(plan: Plan, tree: Tree, bodies: list[str], hamlets: list[Hamlet], dice: Random) -> None:
    """Offices, schools, soldiers and police of the communes, among them those that were merged in 2019."""
    around: dict[int, list[Hamlet]] = {}
    for hamlet in hamlets:
        around.setdefault(hamlet.commune, []).append(hamlet)
    merging = set(dice.sample(sorted(around), plan.merged_cells))
    for (commune, places), many in zip(around.items(), allot(plan.commune_cells, [1 + dice.random() for _ in around]), strict=True):
        district = places[0].district
        committee = _committee(bodies, district, commune)
        share = sum(tree.shares[place.code] for place in places) / len(places) * 0.6
        for number in range(many):
            name, sector = COMMUNE_CELLS[number % len(COMMUNE_CELLS)]
            code, again = f"{committee}.N{number + 1:02}", number // len(COMMUNE_CELLS)
            tree.unit(code, f"Chi bộ {name}{f' {again + 1}' if again else ''}", LOW, committee, 3, sector)
            tree.cells.append(Cell(code, district, committee, sector, share, 0.3 + 1.3 * dice.random()))
        if commune in merging:
            tree.unit(f"{committee}.Z01", "Chi bộ Cơ quan ghép", LOW, committee, 3, "Cơ quan")
            tree.units[-1] = tree.units[-1]._replace(ended=MERGED)
            tree.cells.append(Cell(f"{committee}.Z01", district, committee, "Cơ quan", share, 0, merged=True))


def _other_committees(plan: Plan, tree: Tree, bodies: list[str], dice: Random) -> None:
    """Committees of offices, schools, the army and the police; the largest have intermediate ones between them and their cells."""
    many = plan.other_committees
    cells = allot(plan.other_cells, [1 + dice.random() for _ in range(many)])
    divided = set(sorted(range(many), key=lambda number: -cells[number])[: plan.intermediate])
    for number, body in enumerate(_spread(plan, many, 0.6)):
        code, (name, sector) = f"{bodies[body]}.D{number + 1:03}", _office(plan, body, number)
        tree.unit(code, f"Đảng bộ {name}", "Đảng bộ cơ sở", bodies[body], 2, sector)
        between = f"{code}.B01"
        if number in divided:
            tree.unit(between, "Đảng bộ bộ phận 1", "Đảng bộ bộ phận", code, 2, sector)
        for place in range(cells[number]):
            upper = between if number in divided and place % 2 else code
            tree.unit(f"{code}.N{place + 1:02}", f"Chi bộ {place + 1} {name}", LOW, upper, 3, sector)
            tree.cells.append(Cell(f"{code}.N{place + 1:02}", body, code, sector, _share(plan, body), 0.4 + 1.3 * dice.random()))


def _basic_cells(plan: Plan, tree: Tree, bodies: list[str], dice: Random) -> None:
    for number, body in enumerate(_spread(plan, plan.basic_cells, 0.74)):
        code, (name, sector) = f"{bodies[body]}.C{number + 1:03}", _office(plan, body, number)
        tree.unit(code, f"Chi bộ {name}", "Chi bộ cơ sở", bodies[body], 2, sector)
        tree.cells.append(Cell(code, body, code, sector, _share(plan, body), 0.3 + 1.5 * dice.random()))


def _spread(plan: Plan, many: int, in_districts: float) -> Iterator[int]:
    """Bodies for so many organisations, in order, a part of them in the districts."""
    here = round(many * in_districts)
    for number, count in enumerate(allot(here, [1.0] * plan.districts)):
        yield from [number] * count
    for number, count in enumerate(allot(many - here, [1.0] * plan.other_bodies), plan.districts):
        yield from [number] * count


def _office(plan: Plan, body: int, number: int) -> tuple[str, str]:
    """Name and sector of an organisation that covers no place."""
    sector = "" if body < plan.districts else OTHER_BODIES[body - plan.districts][1]
    if sector:
        return f"Đơn vị {sector} {number + 1}", sector
    sectors = list(names.OFFICES)
    sector = sectors[number % len(sectors)]
    words = names.OFFICES[sector]
    where = DISTRICTS[body][0] if body < plan.districts else "tỉnh"
    return f"{words[number // len(sectors) % len(words)]} {where}", sector


def _share(plan: Plan, body: int) -> float:
    return DISTRICTS[body][1] * 0.4 if body < plan.districts else 0.1

"""How much there is of everything in a province of a given size; the numbers of size M are those of the articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dangvu.demo.printed import counted
from dangvu.demo.shares import allot

Size = Literal["S", "M", "L"]
MEMBERS: dict[Size, int] = {"S": 1_600, "M": 46_304, "L": 240_000}
"""Members on the last day of the register. 46,304 is the whole of which 8,006 are 17.29 %."""

PERIODS = ((date(2016, 1, 4), date(2018, 12, 31)), (date(2019, 1, 1), date(2022, 4, 30)), (date(2022, 5, 1), date(2022, 6, 30)))
"""The years before those the articles speak of, those years, and the two months from one article to the other."""

ADMITTED = {2016: 1240, 2017: 1750, 2018: 1741, 2019: counted("C-adm-2019"), 2020: counted("C-adm-2020"), 2021: counted("C-adm-2021"),
            2022: 300}  # fmt: skip
"""The articles leave 2017, 2018 and the first half of 2022 open but for their sum: 7,566, of which 1,508 are 19.93 %."""

KHMER_ADMITTED = {2017: counted("A-adm-khmer-2017"), 2018: 300, 2019: 296, 2020: 274, 2021: counted("A-adm-khmer-2021"),
                  2022: counted("A-adm-khmer-2022H1")}  # fmt: skip
EXITS = (
    {"struck_off": 310, "left_on_request": 190, "expelled": 60, "dead": 840, "transferred_out": 560},
    {"struck_off": counted("C-struck"), "left_on_request": counted("C-left"), "expelled": 44, "dead": 1180, "transferred_out": 690},
    {"struck_off": 12, "left_on_request": 9, "expelled": 1, "dead": 27, "transferred_out": 12},
)
ARRIVALS = (300, 340, 8)
POPULATION, HOUSEHOLDS, KHMER_HOUSEHOLDS = 1_011_247, 286_713, 90_167
"""What 4.57 %, 3.56 % and 7.19 % are taken of."""


@dataclass(frozen=True)
class Plan:
    """The numbers of one size; tuples go by the three periods."""

    size: Size
    members: int
    khmer: int
    exempt: int
    admitted: dict[int, int]
    admitted_by_april: int
    khmer_admitted: dict[int, int]
    exits: tuple[dict[str, int], ...]
    arrivals: tuple[int, ...]
    transfers: int
    districts: int
    other_bodies: int
    communes: int
    other_committees: int
    basic_cells: int
    hamlets: int
    hamlets_in_scope: int
    hamlets_without_khmer: int
    commune_cells: int
    other_cells: int
    intermediate: int
    merged_cells: int
    population: int
    households: int
    khmer_households: int
    poor: int
    khmer_poor: int
    near_poor: int

    @property
    def persons(self) -> int:
        """Everybody who is or was counted since 2016."""
        return self.members + sum(sum(kinds.values()) for kinds in self.exits)


def plan(size: Size, members: int = 0) -> Plan:
    """Everything in proportion to the members, rounded; a number of members at size M other than the articles' is given."""
    held = MEMBERS[size] * (members or MEMBERS["M"]) // MEMBERS["M"]
    scale = held / MEMBERS["M"]

    def of(number: int) -> int:
        return max(1, round(number * scale)) if number else 0

    def each(numbers: dict[int, int]) -> dict[int, int]:
        return {year: of(number) for year, number in numbers.items()}

    admitted, by_april, arrivals = each(ADMITTED), of(counted("C-adm-2022")), tuple(round(number * scale) for number in ARRIVALS)
    came = admitted[2022] - by_april + arrivals[2]
    left = came - (held - of(counted("C-members")))
    last = dict(zip(EXITS[2], allot(left, list(EXITS[2].values())), strict=True))
    earlier = tuple({kind: of(number) for kind, number in kinds.items()} for kinds in EXITS[:2])
    communes, hamlets, commune_cells = of(106), of(756), of(635)
    return Plan(
        size=size, members=held, khmer=of(counted("A-khmer")), exempt=of(counted("C-exempt")),
        admitted=admitted, admitted_by_april=by_april, khmer_admitted=each(KHMER_ADMITTED), exits=(*earlier, last), arrivals=arrivals,
        transfers=of(1150), districts=3 if size == "S" else 9, other_bodies=1 if size == "S" else 4,
        communes=communes, other_committees=of(counted("C-tccs") - 305) - communes, basic_cells=of(305),
        hamlets=hamlets, hamlets_in_scope=of(526), hamlets_without_khmer=of(counted("A-gap-2016")),
        commune_cells=commune_cells, other_cells=of(counted("C-cells")) - hamlets - commune_cells, intermediate=of(12), merged_cells=of(9),
        population=of(POPULATION), households=of(HOUSEHOLDS), khmer_households=of(KHMER_HOUSEHOLDS),
        poor=of(counted("A-poor")), khmer_poor=of(counted("A-poor-khmer")), near_poor=of(counted("A-near-poor")),
    )  # fmt: skip

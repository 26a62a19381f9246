"""Three provinces side by side until 1 July 2025: the invented Trà Vinh and two neighbours drawn in its proportions.

Of the neighbours nothing is true but the names of the province and its districts; their members are so many that the three together
come to the “hơn 152.000” that were reported of the province they became.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dangvu.demo.batch import rows_of
from dangvu.demo.plan import MEMBERS, Size, plan
from dangvu.demo.tree import DISTRICTS, PROVINCE, ROOT
from dangvu.exchange.taking import Batch


@dataclass(frozen=True)
class Province:
    """A province; `number` is the State's, `communes` where the numbers of its communes begin, `members` those of size M."""

    root: str
    name: str
    number: str
    districts: tuple[str, ...]
    communes: int
    members: int


TRA_VINH = Province(ROOT, "Trà Vinh", PROVINCE, tuple(name for name, _share in DISTRICTS), 29_000, MEMBERS["M"])
NEIGHBOURS = (
    Province(
        "BT", "Bến Tre", "83",
        ("thành phố Bến Tre", "huyện Châu Thành", "huyện Chợ Lách", "huyện Mỏ Cày Nam", "huyện Mỏ Cày Bắc", "huyện Giồng Trôm",
         "huyện Bình Đại", "huyện Ba Tri", "huyện Thạnh Phú"),
        28_000, 58_000,
    ),
    Province(
        "VL", "Vĩnh Long", "86",
        ("thành phố Vĩnh Long", "thị xã Bình Minh", "huyện Long Hồ", "huyện Mang Thít", "huyện Vũng Liêm", "huyện Tam Bình",
         "huyện Trà Ôn", "huyện Bình Tân"),
        29_500, 48_000,
    ),
)  # fmt: skip
CODES = {"code", "parent", "locality", "cell", "from_cell", "to_cell"}
"""Fields that hold the code of a unit or of a place."""


def three_provinces(size: Size) -> Batch:
    """Every row of the three by sheet, as if one office had written them down."""
    batch = Batch()
    for province in (TRA_VINH, *NEIGHBOURS):
        wanted = plan(size, province.members)
        wanted = replace(wanted, districts=min(wanted.districts, len(province.districts)))
        relabelled = _relabelling(province)
        for sheet, rows in rows_of(wanted, province.name).items():
            first = len(batch.rows[sheet]) + 5
            for number, row in enumerate(rows, first):
                batch.add(sheet, relabelled(row)._replace(row=number))
    return batch


def _relabelling(province: Province) -> Callable[[Any], Any]:
    """A row of the pattern as a row of the province: its codes, numbers of files and cards, and names of places."""
    if province is TRA_VINH:
        return lambda row: row
    named = _naming(province)
    code = _coding(province)

    def relabelled(row: Any) -> Any:
        changed = {field: code(getattr(row, field)) for field in row._fields if field in CODES}
        if "record_no" in row._fields:
            changed["record_no"] = f"{province.root}{row.record_no}"
        if "card" in row._fields and row.card:
            changed["card"] = row.card.replace(f"{PROVINCE}.", f"{province.number}.", 1)
        if "name" in row._fields and "born" not in row._fields:
            changed["name"] = named(row.name)
        return row._replace(**changed)

    return relabelled


def _coding(province: Province) -> Callable[[str], str]:
    """Codes of units begin with that of the root, those of places with a number of the State."""

    def code(text: str) -> str:
        if not text or not text[0].isdigit():
            return text.replace(ROOT, province.root, 1)
        number, dot, below = text.partition(".")
        if len(number) < 5:  # the province or a district
            return province.number + text[len(PROVINCE) :]
        return f"{int(number) - TRA_VINH.communes + province.communes}{dot}{below}"

    return code


def _naming(province: Province) -> Callable[[str], str]:
    """Districts by their place among the districts; whatever else bears the name of the province."""
    pairs: Sequence[tuple[str, str]] = [*zip(TRA_VINH.districts, province.districts, strict=False), (TRA_VINH.name, province.name)]
    wanted = {old.lower(): new for old, new in pairs}
    pattern = re.compile("|".join(re.escape(old) for old, _new in pairs), re.IGNORECASE)

    def put(found: re.Match[str]) -> str:
        new = wanted[found[0].lower()]
        return new[0].upper() + new[1:] if found[0][0].isupper() else new

    return lambda text: pattern.sub(put, text)

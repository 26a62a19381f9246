"""What the two articles about Trà Vinh print, figure by figure, and how the register answers the same question.

`id` is the figure's name in the collection it was taken from; the letter says which article (A: the Khmer areas, C: Directive 28).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

APRIL, JUNE = date(2022, 4, 30), date(2022, 6, 30)
"""The days to which the articles speak."""

KHMER = "Khmer"
DIRECT = "Đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng"
LOW = "Chi bộ trực thuộc"


class Printed(NamedTuple):
    """A printed number, and the figures that must add up to it; with `share`, the part that `key` has of the whole, in percent."""

    id: str
    value: int | Decimal
    codes: tuple[str, ...]
    on: date
    since: date | None = None
    by: str = ""
    key: str = ""
    share: bool = False


class Contradicted(NamedTuple):
    """A printed number that other printed numbers rule out; `follows` is what these give, None where no register could tell."""

    id: str
    printed: str
    follows: int | None
    why: str


def _year(number: int) -> tuple[date, date]:
    return date(number, 12, 31), date(number, 1, 1)


KHMER_ADMITTED = (date(2022, 6, 30), date(2017, 1, 1))
GAP = date(2016, 1, 1)
POOR = date(2021, 12, 31)

PRINTED = (
    Printed("C-direct", 13, ("units",), APRIL, by="unit_type", key=DIRECT),
    Printed("C-tccs", 502, ("grassroots_committees", "basic_cells"), APRIL),
    Printed("C-tccs", 197, ("grassroots_committees",), APRIL),
    Printed("C-tccs", 305, ("basic_cells",), APRIL),
    Printed("C-cells", 2005, ("cells",), APRIL, by="unit_type", key=LOW),
    Printed("C-members", 46214, ("members",), APRIL),
    Printed("C-exempt", 6034, ("exempt",), APRIL),
    Printed("C-pop", Decimal("4.57"), ("members_per_population",), APRIL),
    Printed("C-adm-2019", 1540, ("admissions",), *_year(2019)),
    Printed("C-adm-2020", 1100, ("admissions",), *_year(2020)),
    Printed("C-adm-2021", 1135, ("admissions",), *_year(2021)),
    Printed("C-adm-2022", 157, ("admissions",), APRIL, date(2022, 1, 1)),
    Printed("C-struck", 573, ("exits",), APRIL, date(2019, 1, 1), "kind", "struck_off"),
    Printed("C-left", 332, ("exits",), APRIL, date(2019, 1, 1), "kind", "left_on_request"),
    Printed("A-khmer", 8006, ("members",), JUNE, by="ethnicity", key=KHMER),
    Printed("A-khmer-share", Decimal("17.29"), ("members",), JUNE, by="ethnicity", key=KHMER, share=True),
    Printed("A-adm-khmer", 1508, ("admissions",), *KHMER_ADMITTED, "ethnicity", KHMER),
    Printed("A-adm-khmer-share", Decimal("19.93"), ("admissions",), *KHMER_ADMITTED, "ethnicity", KHMER, share=True),
    Printed("A-adm-khmer-2017", 311, ("admissions",), *_year(2017), "ethnicity", KHMER),
    Printed("A-adm-khmer-2021", 237, ("admissions",), *_year(2021), "ethnicity", KHMER),
    Printed("A-adm-khmer-2022H1", 90, ("admissions",), JUNE, date(2022, 1, 1), "ethnicity", KHMER),
    Printed("A-attend-2021", Decimal("93.6"), ("attendance_rate",), *_year(2021)),
    Printed("A-attend-2021", Decimal("89.8"), ("attendance_rate",), *_year(2020)),  # printed as 3.8 points less than 2021
    Printed("A-gap-2016", 114, ("hamlet_cells_without_member",), GAP),
    Printed("A-gap-2016", 526, ("hamlet_cells_in_scope",), GAP),
    Printed("A-gap-2022", 0, ("hamlet_cells_without_member",), JUNE),
    Printed("A-gap-2022", 526, ("hamlet_cells_in_scope",), JUNE),
    Printed("A-poor", 10207, ("poor_households",), POOR),
    Printed("A-poor", Decimal("3.56"), ("poor_rate",), POOR),
    Printed("A-poor-khmer", 6483, ("poor_households",), POOR, by="ethnicity", key=KHMER),
    Printed("A-poor-khmer", Decimal("7.19"), ("poor_rate",), POOR, by="ethnicity", key=KHMER),
    Printed("A-near-poor", 17215, ("near_poor_households",), POOR),
    Printed("A-near-poor", Decimal("6.00"), ("near_poor_rate",), POOR),
)

CONTRADICTED = (
    Contradicted("C-adm-total", "3.826", 3932, "1.540 + 1.100 + 1.135 + 157 = 3.932, nhiều hơn số in 106 người"),
    Contradicted("C-date", "21/01/20219", None, "Không có năm 20219; cùng bài ghi Chỉ thị 28-CT/TW ngày 21/01/2019"),
    Contradicted("A-kl", "Kết luận số 01-CT/TW", None, "Kết luận mang ký hiệu KL; CT là ký hiệu của chỉ thị"),
)

ELSEWHERE = {"C-helped": "79 đảng viên được giáo dục, giúp đỡ tiến bộ: sổ chưa ghi việc rà soát, sàng lọc"}
"""Printed figures that no area of this register records yet."""


def counted(name: str) -> int:
    """The first whole number printed under a name."""
    return next(one.value for one in PRINTED if one.id == name and isinstance(one.value, int))

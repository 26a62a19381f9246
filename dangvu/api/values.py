"""What an address of the API may say: days, instants, pages; written and refused as on the pages."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import BeforeValidator, Field, WithJsonSchema

from dangvu.periods import clock
from dangvu.periods.days import BEGINNING, LAST_DAY
from dangvu.reports.figures import BREAKDOWNS, CATALOGUE
from dangvu.web.shell import as_day, as_known

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII)
WORDS = tuple(by for by in BREAKDOWNS if by != "child")

MOST = 200
LAST_PAGE = 100_000
FROM_TO = f"từ {BEGINNING:%Y-%m-%d} đến năm {LAST_DAY.year}"


def _day(given: object) -> object:
    """The same days as on the pages: BadRequest for one that does not exist, ValueError for what is written otherwise."""
    if not isinstance(given, str):
        return given
    if not DAY.fullmatch(given):
        raise ValueError(_("viết ngày dạng 2022-04-30"))
    return as_day(given)


def _moment(given: object) -> object:
    if not isinstance(given, str):
        return given
    if not MOMENT.fullmatch(given):
        raise ValueError(_("viết thời điểm dạng 2022-04-30T17:00"))
    return as_known(given, now=clock.now())


Day = Annotated[date | None, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[datetime | None, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})]
Said = Annotated[str, Field(min_length=1)]
By = Annotated[Said | None, WithJsonSchema({"type": "string", "enum": list(BREAKDOWNS)})]
Word = Annotated[Said | None, WithJsonSchema({"type": "string", "enum": list(WORDS)})]
Codes = Annotated[list[str], WithJsonSchema({"type": "array", "items": {"type": "string", "enum": list(CATALOGUE.indicators)}})]
Text = Annotated[Said | None, WithJsonSchema({"type": "string", "minLength": 1})]
Code = Annotated[str, WithJsonSchema({"type": "string", "enum": list(CATALOGUE.indicators)})]


class OnADay(Schema):
    """A day, and the instant whose knowledge counts."""

    on: Annotated[Day, Field(description=f"Tính đến hết ngày này, {FROM_TO}; để trống là hôm nay.")] = None
    known: Annotated[
        Moment, Field(description="Theo dữ liệu đã ghi đến lúc này; không ghi múi giờ là giờ Việt Nam, để trống là mới nhất.")
    ] = None

    @property
    def day(self) -> date:
        """The day asked for, or today."""
        return self.on or clock.today()


class Stretch(Schema):
    """A page of something long."""

    page: Annotated[int, Field(ge=1, le=LAST_PAGE, description="Trang, từ 1.")] = 1
    size: Annotated[int, Field(ge=1, le=MOST, description=f"Số dòng một trang, nhiều nhất {MOST}.")] = 50

    @property
    def offset(self) -> int:
        """How many come before."""
        return (self.page - 1) * self.size


class AskedUnits(Stretch):
    """Which units."""

    on: Annotated[Day, Field(description=f"Những tổ chức hoạt động vào ngày này, {FROM_TO}; để trống là hôm nay.")] = None


class AskedMembers(OnADay, Stretch):
    """Whose roll."""


class AskedFigures(OnADay):
    """Which figures, of which period, divided how."""

    codes: Annotated[Codes, Field(description="Mã chỉ tiêu, lặp lại được; để trống là mọi chỉ tiêu phân tích được theo `by`.")] = []
    since: Annotated[Day, Field(description="Ngày đầu của kỳ; để trống là đầu năm của ngày xem.")] = None
    by: Annotated[By, Field(description="Cách phân tích; child là theo tổ chức trực thuộc.")] = None


class AskedRecords(OnADay, Stretch):
    """Which records of a figure."""

    since: Annotated[Day, Field(description="Ngày đầu của kỳ; để trống là đầu năm của ngày xem.")] = None
    by: Annotated[Word, Field(description="Cách phân tích, đi cùng `key`.")] = None
    key: Annotated[Text, Field(description="Từ của cách phân tích cần mở, đi cùng `by`.")] = None

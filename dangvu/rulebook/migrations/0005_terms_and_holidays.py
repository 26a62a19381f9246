"""Public holidays by year, and the terms of transfers and temporary stays; each row says whether somebody has read the official text."""

from datetime import date

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.postgresql.psycopg_any import DateRange

BEGINNING = date(1930, 2, 3)
R294, R208 = date(2025, 7, 1), date(2026, 7, 26)
"""294-QĐ/TW takes effect; of 208-QĐ/TW the day of signing is known."""

CODE_2012, CODE_2019 = "Bộ luật Lao động 2012, Điều 115", "Bộ luật Lao động 2019, Điều 112"
HOLIDAYS = {
    2016: ("01-01 02-08 02-09 02-10 02-11 02-12 04-18 05-02 05-03 09-02", "", CODE_2012),
    2017: ("01-02 01-26 01-27 01-30 01-31 02-01 04-06 05-01 05-02 09-04", "", CODE_2012),
    2018: ("01-01 02-14 02-15 02-16 02-19 02-20 04-25 04-30 05-01 09-03 12-31", "", f"{CODE_2012}; 6519/VPCP-KGVX (2018)"),
    2019: ("01-01 02-04 02-05 02-06 02-07 02-08 04-15 04-29 04-30 05-01 09-02", "01-05 05-04", f"{CODE_2012}; 6519/VPCP-KGVX (2018)"),
    2020: ("01-01 01-23 01-24 01-27 01-28 01-29 04-02 04-30 05-01 09-02", "", CODE_2012),
    2021: ("01-01 02-10 02-11 02-12 02-15 02-16 04-21 04-30 05-03 09-02 09-03", "", CODE_2019),
    2022: ("01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02", "", CODE_2019),
    2023: ("01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04", "", CODE_2019),
    2024: ("01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03", "05-04", f"{CODE_2019}; 2450/VPCP-KGVX (2024)"),
    2025: ("01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02", "04-26", f"{CODE_2019}; 6150/TB-BLĐTBXH (2024)"),
    2026: (
        "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
        "01-10 08-22",
        f"{CODE_2019}; 80-NQ/TW (24/11); thông báo của Bộ Nội vụ (12/2025)",
    ),
    2027: (
        "01-01 02-04 02-05 02-08 02-09 02-10 04-16 04-30 05-03 09-02 09-03 11-24",
        "",
        f"{CODE_2019}; 80-NQ/TW (24/11); chưa có thông báo về Tết và hoán đổi",
    ),
}
"""Weekdays off and days of a weekend worked instead, as offices of the State had or will have them."""

ISSUERS = {
    "leaving": "cấp ủy cấp trên trực tiếp của tổ chức cơ sở đảng",
    "provincial": "ban tổ chức tỉnh ủy",
}
TEMPORARY = {"least_months": 3, "most_months": 12, "study_most_months": 24}
RULES = [
    ("transfer_term", {"working_days": 60, "must": "begin"}, BEGINNING, R294, "24-QĐ/TW ngày 30/7/2021, mục 6.3"),
    ("transfer_term", {"working_days": 60, "must": "begin"}, R294, R208, "294-QĐ/TW ngày 26/5/2025, mục 6.3.1"),
    ("transfer_term", {"working_days": 60, "must": "complete"}, R208, None, "208-QĐ/TW ngày 26/7/2026"),
    ("introduction_term", {"working_days": 30}, BEGINNING, R294, "như 294-QĐ/TW; văn bản trước đó chưa tra"),
    ("introduction_term", {"working_days": 30}, R294, R208, "294-QĐ/TW ngày 26/5/2025, mục 6.3.1"),
    ("introduction_term", {"working_days": 30}, R208, None, "208-QĐ/TW ngày 26/7/2026"),
    ("transfer_issuers", ISSUERS, BEGINNING, R294, "như 294-QĐ/TW; văn bản trước đó chưa tra"),
    ("transfer_issuers", ISSUERS, R294, None, "294-QĐ/TW ngày 26/5/2025, mục 6.3.1"),
    ("suspension_days", {"days": 90, "extension": 30}, date(2026, 4, 11), None, "21-QĐ/TW ngày 11/4/2026"),
    ("temporary_stay", TEMPORARY, BEGINNING, R208, "29-QĐ/TW ngày 25/7/2016, mục 6.3.2"),
    ("temporary_stay", TEMPORARY, R208, None, "208-QĐ/TW ngày 26/7/2026"),
]


def _days(year: int, texts: str) -> list[str]:
    return [f"{year}-{text}" for text in texts.split()]


def load(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rule = apps.get_model("rulebook", "Rule")
    rule.objects.bulk_create(
        rule(
            key="public_holidays", value={"off": _days(year, off), "worked": _days(year, worked)},
            period=DateRange(date(year, 1, 1), date(year + 1, 1, 1)), source=source, verified=False,
        )
        for year, (off, worked, source) in HOLIDAYS.items()
    )  # fmt: skip
    rule.objects.bulk_create(
        rule(key=key, value=value, period=DateRange(since, until), source=source, verified=False)
        for key, value, since, until, source in RULES
    )


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0004_calendar_days")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

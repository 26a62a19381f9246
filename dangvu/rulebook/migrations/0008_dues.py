"""Rules of dues: the rates of a day, what a cell keeps, who is exempt by years, when unpaid months count."""

from datetime import date
from typing import Any

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.postgresql.psycopg_any import DateRange

BEGINNING = date(1930, 2, 3)
OLD, NEW, LATER = date(2010, 12, 28), date(2026, 2, 1), date(2028, 1, 1)
OLD_TEXT = "342-QĐ/TW ngày 28/12/2010"
NEW_TEXT = "01-QĐ/TW ngày 03/02/2026"
STRUCK = "24-QĐ/TW ngày 30/7/2021; văn bản trước đó chưa tra"
OWN = "Thói quen của sổ này; không phải quy định của Đảng"


def _salary(of: str, label: str) -> dict[str, Any]:
    return {"key": "salary", "label": label, "percent": "1", "of": of}


PENSION = {"key": "pension", "label": "Hưởng lương hưu", "percent": "0.5", "of": "lương hưu"}
WAGE = "mức lương tối thiểu vùng"


def _since_2026(working: str, retired: str) -> list[dict[str, Any]]:
    return [
        _salary("tiền lương tháng trước làm căn cứ đóng BHXH bắt buộc, hoặc trợ cấp ốm đau, thai sản", "Tham gia BHXH bắt buộc"),
        PENSION,
        {"key": "student", "label": "Học sinh, sinh viên không tham gia BHXH, không phụ cấp", "least": 5000, "most": 5000},
        {"key": "working_age", "label": "Chưa đến tuổi nghỉ hưu, không tham gia BHXH", "percent": working, "of": WAGE},
        {"key": "pension_age", "label": "Đủ tuổi nghỉ hưu, không hưởng lương hưu", "percent": retired, "of": WAGE},
    ]


RULES: list[tuple[str, Any, date, date | None, str]] = [
    (
        "dues_rates",
        [
            _salary("tiền lương", "Hưởng lương"),
            PENSION,
            {"key": "student", "label": "Học sinh, sinh viên", "least": 2000, "most": 3000},
            {"key": "rural", "label": "Ở nông thôn và đối tượng khác", "least": 4000, "most": 10000},
        ],
        OLD, NEW, OLD_TEXT,
    ),
    ("dues_rates", _since_2026("0.3", "0.2"), NEW, LATER, NEW_TEXT),
    ("dues_rates", _since_2026("0.5", "0.3"), LATER, None, NEW_TEXT),
    ("dues_kept_percent", {"by_kind": {"Chi bộ trực thuộc": 30}}, OLD, NEW, OLD_TEXT),
    ("dues_kept_percent", {"by_kind": {"Chi bộ cơ sở": 70}, "of_places": 70}, NEW, None, NEW_TEXT),
    ("dues_exempt_years", 50, NEW, None, NEW_TEXT),
    ("dues_hardship_months", 12, NEW, None, NEW_TEXT),
    ("dues_arrears_months", 3, BEGINNING, NEW, STRUCK),
    ("dues_arrears_months", 3, NEW, None, NEW_TEXT),
    ("dues_sum_from", 3, BEGINNING, None, OWN),
]  # fmt: skip


def load(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rule = apps.get_model("rulebook", "Rule")
    rule.objects.bulk_create(
        rule(key=key, value=value, period=DateRange(since, until), source=source) for key, value, since, until, source in RULES
    )


def unload(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("rulebook", "Rule").objects.filter(key__in={key for key, *_rest in RULES}).delete()


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0007_look_ups")]

    operations = [migrations.RunPython(load, unload)]

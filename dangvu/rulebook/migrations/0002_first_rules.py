"""The rule rows that this version judges by; each says whether somebody has read the official text."""

from datetime import date

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.postgresql.psycopg_any import DateRange

BEGINNING = date(1930, 2, 3)
DISTRICTS_END = date(2025, 7, 1)
ABOVE = "Đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng"
NESTING_UNTIL_2025 = {
    "Đảng bộ tỉnh": [ABOVE],
    ABOVE: ["Đảng bộ cơ sở", "Chi bộ cơ sở"],
    "Đảng bộ cơ sở": ["Đảng bộ bộ phận", "Chi bộ trực thuộc"],
    "Đảng bộ bộ phận": ["Chi bộ trực thuộc"],
}
RULES = [
    ("org_nesting", NESTING_UNTIL_2025, BEGINNING, DISTRICTS_END, "Điều lệ Đảng (2011), Điều 10, 21–24", False),
    ("org_nesting", NESTING_UNTIL_2025, DISTRICTS_END, None, "294-QĐ/TW ngày 26/5/2025", False),
    ("org_cell_kinds", ["Chi bộ cơ sở", "Chi bộ trực thuộc", "Chi bộ"], BEGINNING, None, "Điều lệ Đảng (2011), Điều 21, 24", False),
    ("admission_min_age", 18, BEGINNING, None, "Điều lệ Đảng (2011), Điều 1; 24-QĐ/TW ngày 30/7/2021", False),
    ("probation_months", 12, BEGINNING, None, "Điều lệ Đảng (2011), Điều 5", False),
    ("readmission_months", 36, BEGINNING, None, "24-QĐ/TW ngày 30/7/2021, mục 3.5", False),
    ("small_cell_members", 10, BEGINNING, None, "Giải pháp (1) của Tỉnh ủy Trà Vinh, 2022", False),
    ("coverage_share_percent", 5, BEGINNING, None, "04-KH/BTCTU ngày 13/4/2016 (Trà Vinh)", False),
]


def load(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rule = apps.get_model("rulebook", "Rule")
    rule.objects.bulk_create(
        rule(key=key, value=value, period=DateRange(since, until), source=source, verified=verified)
        for key, value, since, until, source, verified in RULES
    )


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

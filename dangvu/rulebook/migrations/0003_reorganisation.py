"""What acts of reorganisation are judged by: numbers, competence, and the three-level model beside the kinds of before."""

from datetime import date, timedelta

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.postgresql.psycopg_any import DateRange

BEGINNING = date(1930, 2, 3)
DISTRICTS_END = date(2025, 7, 1)
MEMBERSHIP_GUIDE = date(2025, 9, 29)
THREE_LEVELS = date(2026, 7, 26)
CELL_COMMITTEES = date(2016, 7, 25)
PROVINCE, ABOVE = "Đảng bộ tỉnh", "Đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng"
BASE, BASE_CELL, SECTION, CELL, ONE_NAME = "Đảng bộ cơ sở", "Chi bộ cơ sở", "Đảng bộ bộ phận", "Chi bộ trực thuộc", "Chi bộ"
BELOW_BASE = "Đảng bộ trực thuộc cơ sở"
NESTING_OF_THREE_LEVELS = {
    PROVINCE: [ABOVE, BASE, BASE_CELL],
    ABOVE: [BASE, BASE_CELL, ONE_NAME],
    BASE: [BELOW_BASE, SECTION, CELL, ONE_NAME],
    BELOW_BASE: [CELL, ONE_NAME],
    SECTION: [CELL, ONE_NAME],
}
RULES = [
    ("org_nesting", NESTING_OF_THREE_LEVELS, THREE_LEVELS, "208-QĐ/TW ngày 26/7/2026"),
    ("org_grassroots_kinds", [BASE, BASE_CELL], BEGINNING, "Điều lệ Đảng (2011), Điều 21"),
    ("org_min_official", 3, BEGINNING, "Điều lệ Đảng (2011), Điều 21, 24"),
    ("org_committee_members", 30, BEGINNING, "Điều lệ Đảng (2011), Điều 21"),
    ("org_cell_committee_official", 9, CELL_COMMITTEES, "29-QĐ/TW ngày 25/7/2016; 24-QĐ/TW ngày 30/7/2021; 294-QĐ/TW ngày 26/5/2025"),
    ("reorg_cell_decided_by", [ABOVE, PROVINCE], MEMBERSHIP_GUIDE, "38-HD/BTCTW ngày 29/9/2025"),
    ("reorg_base_decided_by", [PROVINCE], MEMBERSHIP_GUIDE, "38-HD/BTCTW ngày 29/9/2025"),
]


def load(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rule = apps.get_model("rulebook", "Rule")
    before = {"key": "org_nesting", "period__contains": THREE_LEVELS}
    rule.objects.filter(**before).update(period=DateRange(DISTRICTS_END, THREE_LEVELS))
    rule.objects.bulk_create(
        rule(key=key, value=value, period=DateRange(since, None), source=source) for key, value, since, source in RULES
    )


def unload(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rule = apps.get_model("rulebook", "Rule")
    for key, _value, since, _source in RULES:
        rule.objects.filter(key=key, period__startswith=since).delete()
    day_before = THREE_LEVELS - timedelta(days=1)
    rule.objects.filter(key="org_nesting", period__contains=day_before).update(period=DateRange(DISTRICTS_END, None))


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0002_first_rules")]

    operations = [migrations.RunPython(load, unload)]

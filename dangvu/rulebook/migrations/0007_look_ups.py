"""From how many look-ups on somebody should ask why: habits of this register, told as such, to be changed by a later row."""

from datetime import date

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.postgresql.psycopg_any import DateRange

BEGINNING = date(1930, 2, 3)
DISTRICTS_END = date(2025, 7, 1)
OWN = "Thói quen của sổ này (mô hình đe dọa, T12); không phải quy định của Đảng"
NEAR = ["Đảng bộ cơ sở", "Đảng bộ trực thuộc cơ sở", "Đảng bộ bộ phận", "Chi bộ cơ sở", "Chi bộ trực thuộc", "Chi bộ"]
ABOVE = "Đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng"
RULES = [
    ("lookup_near_kinds", NEAR, BEGINNING, DISTRICTS_END, OWN),
    ("lookup_near_kinds", [ABOVE, *NEAR], DISTRICTS_END, None, "294-QĐ/TW ngày 26/5/2025: đảng bộ xã là cấp trên trực tiếp"),
    ("lookup_files_a_day", 40, BEGINNING, None, OWN),
    ("lookup_files_of_one_cell", 6, BEGINNING, None, OWN),
    ("lookup_days_of_one_file", 4, BEGINNING, None, OWN),
]


def load(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rule = apps.get_model("rulebook", "Rule")
    rule.objects.bulk_create(
        rule(key=key, value=value, period=DateRange(since, until), source=source) for key, value, since, until, source in RULES
    )


def unload(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("rulebook", "Rule").objects.filter(key__in={key for key, *_rest in RULES}).delete()


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0006_everybodys_calendar")]

    operations = [migrations.RunPython(load, unload)]

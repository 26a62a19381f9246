"""From how many look-ups on somebody should ask why: habits of this register, told as such, to be changed by a later row."""

from datetime import date

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.postgresql.psycopg_any import DateRange

BEGINNING = date(1930, 2, 3)
OWN = "Thói quen của sổ này (mô hình đe dọa, T12); không phải quy định của Đảng"
NEAR = ["Đảng bộ cơ sở", "Đảng bộ bộ phận", "Chi bộ cơ sở", "Chi bộ trực thuộc", "Chi bộ"]
RULES = [("lookup_near_kinds", NEAR), ("lookup_files_a_day", 40), ("lookup_files_of_one_cell", 6), ("lookup_days_of_one_file", 4)]


def load(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rule = apps.get_model("rulebook", "Rule")
    rule.objects.bulk_create(rule(key=key, value=value, period=DateRange(BEGINNING, None), source=OWN) for key, value in RULES)


def unload(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("rulebook", "Rule").objects.filter(key__in=[key for key, _value in RULES]).delete()


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0002_first_rules")]

    operations = [migrations.RunPython(load, unload)]

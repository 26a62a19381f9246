"""What a program reads by a token of an account makes that account's own look-ups of the same people no ordinary work."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("dangvu.readings.migrations.0006_unusual").OWNER
LOOKED_AT = "w.reason <> ''"
BY_SOMEBODY = (
    LOOKED_AT + "\n                          AND NOT EXISTS (SELECT FROM access_integration i WHERE i.account_id = w.account_id"
    " AND w.reason = i.name || ': ' || i.purpose)"
)

if BEFORE.count(LOOKED_AT) != 1:
    raise ValueError(LOOKED_AT)


def replacing(text: str) -> str:
    """The function in the place of itself."""
    return text.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)


class Migration(migrations.Migration):
    dependencies = [("readings", "0006_unusual"), ("access", "0013_integrations")]

    operations = [migrations.RunSQL(replacing(BEFORE.replace(LOOKED_AT, BY_SOMEBODY)), replacing(BEFORE))]

"""A decision about the calendar of working days is everybody's to see, like one about a place."""

from django.db import migrations

NOTED = [
    f"CREATE TRIGGER touch_all_{verb} AFTER {verb} ON rulebook_calendarday REFERENCING NEW TABLE AS fresh "
    "FOR EACH STATEMENT EXECUTE FUNCTION access_note_all()"
    for verb in ("insert", "update")
]
GONE = [f"DROP TRIGGER touch_all_{verb} ON rulebook_calendarday" for verb in ("insert", "update")]


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0005_terms_and_holidays"), ("access", "0007_touched_units")]

    operations = [migrations.RunSQL([*NOTED], [*GONE])]

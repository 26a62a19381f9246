"""Badges close and are not overwritten; they are seen by whoever sees the person; the rules of badges."""

from datetime import date
from typing import Any

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.postgresql.psycopg_any import DateRange

from dangvu.ledger.dated import guard, pointing

BEGINNING, NEW = date(1930, 2, 3), date(2026, 5, 19)
OLD_TEXT, NEW_TEXT = "01-HD/TW ngày 28/9/2021", "01-HD/TW ngày 19/5/2026"
GRADES_OLD = [30, *range(40, 91, 5)]
GRADES_NEW = [*range(30, 96, 5)]
RULES: list[tuple[str, Any, date, date | None, str]] = [
    ("badge_grades", GRADES_OLD, BEGINNING, NEW, OLD_TEXT),
    ("badge_grades", GRADES_NEW, NEW, None, NEW_TEXT),
    ("badge_days", [[2, 3], [5, 19], [9, 2], [11, 7]], BEGINNING, None, f"01-HD/TW ngày 20/9/2016; {OLD_TEXT}"),
    ("badge_early", {"65": 12, "95": 24}, BEGINNING, None, f"{OLD_TEXT}; {NEW_TEXT}"),
    ("badge_posthumous", 12, BEGINNING, None, f"{OLD_TEXT}; {NEW_TEXT}"),
]


def load(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rule = apps.get_model("rulebook", "Rule")
    rule.objects.bulk_create(
        rule(key=key, value=value, period=DateRange(since, until), source=source, verified=False)
        for key, value, since, until, source in RULES
    )


KNOWN = "(SELECT access.all_seen()) OR person_id IN (SELECT access.seen_persons())"


class Migration(migrations.Migration):
    dependencies = [
        ("badges", "0001_badges"),
        ("access", "0012_told_within"),
        ("rulebook", "0002_first_rules"),
    ]

    operations = [
        guard("badges_badge"),
        pointing("badges_badge", person_id="people_person"),
        migrations.RunSQL(
            [
                f"CREATE TRIGGER touch_{verb} AFTER {verb} ON badges_badge REFERENCING NEW TABLE AS fresh "
                "FOR EACH STATEMENT EXECUTE FUNCTION access_note_persons()"
                for verb in ("insert", "update")
            ],
            [f"DROP TRIGGER touch_{verb} ON badges_badge" for verb in ("insert", "update")],
        ),
        migrations.RunSQL(f"CREATE POLICY scope ON badges_badge FOR SELECT USING ({KNOWN})", "DROP POLICY scope ON badges_badge"),
        migrations.RunSQL("ALTER TABLE badges_badge ENABLE ROW LEVEL SECURITY", "ALTER TABLE badges_badge DISABLE ROW LEVEL SECURITY"),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]

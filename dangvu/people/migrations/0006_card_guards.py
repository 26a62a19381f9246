"""Cards close once like every remembered row and are emptied by a lawful erasure; who sees the person sees them; the digits of numbers."""

from datetime import date

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.postgresql.psycopg_any import DateRange

from dangvu.ledger.dated import pointing

BEGINNING, TWELVE = date(1930, 2, 3), date(2025, 9, 29)
RULES = [
    ("card_digits", 8, BEGINNING, TWELVE, "85-QĐ/TW (thẻ cũ)"),
    ("card_digits", 12, TWELVE, None, "38-HD/BTCTW ngày 29/9/2025"),
]
KNOWN = "(SELECT access.all_seen()) OR person_id IN (SELECT access.seen_persons())"
VERBS = ("insert", "update")


def load(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rule = apps.get_model("rulebook", "Rule")
    rule.objects.bulk_create(
        rule(key=key, value=value, period=DateRange(since, until), source=source, verified=False)
        for key, value, since, until, source in RULES
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0005_cards"), ("access", "0012_told_within"), ("rulebook", "0002_first_rules")]

    operations = [
        migrations.RunSQL(
            [
                "CREATE TRIGGER only_close BEFORE UPDATE ON people_card FOR EACH ROW "
                "WHEN (NEW.erased = OLD.erased) EXECUTE FUNCTION ledger_only_close()",
                "CREATE TRIGGER only_erase BEFORE UPDATE ON people_card FOR EACH ROW "
                """WHEN (NEW.erased <> OLD.erased) EXECUTE FUNCTION ledger_only_erase('{"number": null, "erased": true}')""",
                "CREATE TRIGGER no_delete BEFORE DELETE ON people_card FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
                "CREATE TRIGGER no_truncate BEFORE TRUNCATE ON people_card FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
            ],
            [f"DROP TRIGGER {name} ON people_card" for name in ("only_close", "only_erase", "no_delete", "no_truncate")],
        ),
        pointing("people_card", person_id="people_person"),
        migrations.RunSQL(
            [
                f"CREATE TRIGGER touch_{verb} AFTER {verb} ON people_card REFERENCING NEW TABLE AS fresh "
                "FOR EACH STATEMENT EXECUTE FUNCTION access_note_persons()"
                for verb in VERBS
            ],
            [f"DROP TRIGGER touch_{verb} ON people_card" for verb in VERBS],
        ),
        migrations.RunSQL(f"CREATE POLICY scope ON people_card FOR SELECT USING ({KNOWN})", "DROP POLICY scope ON people_card"),
        migrations.RunSQL("ALTER TABLE people_card ENABLE ROW LEVEL SECURITY", "ALTER TABLE people_card DISABLE ROW LEVEL SECURITY"),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]

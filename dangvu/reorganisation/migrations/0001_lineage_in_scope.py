"""Who sees what went on in what: whoever sees the name of either side; and an act touches both."""

from django.db import migrations

TABLE = "organisation_succession"
SCOPE = "(SELECT access.all_seen()) OR predecessor_id IN (SELECT access.named_units()) OR successor_id IN (SELECT access.named_units())"
TOUCH = (
    "CREATE TRIGGER touch_units_{verb} AFTER {verb} ON {table} REFERENCING NEW TABLE AS fresh "
    "FOR EACH STATEMENT EXECUTE FUNCTION access_note_units('predecessor_id', 'successor_id')"
)


class Migration(migrations.Migration):
    dependencies = [("access", "0008_policies"), ("organisation", "0005_lineage")]

    operations = [
        migrations.RunSQL(f"CREATE POLICY scope ON {TABLE} FOR SELECT USING ({SCOPE})", f"DROP POLICY scope ON {TABLE}"),
        migrations.RunSQL(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY", f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY"),
        migrations.RunSQL(
            [TOUCH.format(verb=verb, table=TABLE) for verb in ("insert", "update")],
            [f"DROP TRIGGER touch_units_{verb} ON {TABLE}" for verb in ("insert", "update")],
        ),
    ]

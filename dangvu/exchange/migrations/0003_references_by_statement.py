"""The decision that taken rows name is judged once a transaction."""

import django.db.models.deletion
from django.db import migrations, models

NAMES = """
CREATE FUNCTION exchange_note_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_named SELECT DISTINCT decision_id FROM fresh ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER named_insert AFTER INSERT ON exchange_takenrow REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION exchange_note_named();
"""

UNDO = "DROP TRIGGER named_insert ON exchange_takenrow; DROP FUNCTION exchange_note_named();"


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0002_guards"),
        ("ledger", "0004_named_decisions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="takenrow",
            name="decision",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"
            ),
        ),
        migrations.RunSQL(NAMES, UNDO),
    ]

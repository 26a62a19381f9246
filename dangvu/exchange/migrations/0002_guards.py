"""Rows that were taken stay as they were; a lawful erasure empties them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [
                "CREATE TRIGGER only_erase BEFORE UPDATE OR DELETE ON exchange_takenrow FOR EACH ROW "
                """EXECUTE FUNCTION ledger_only_erase('{"values": null, "salt": null, "digest": null}')""",
                "CREATE TRIGGER no_truncate BEFORE TRUNCATE ON exchange_takenrow FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
            ],
            ["DROP TRIGGER only_erase ON exchange_takenrow", "DROP TRIGGER no_truncate ON exchange_takenrow"],
        )
    ]

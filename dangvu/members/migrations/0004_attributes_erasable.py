"""Attributes close once like every remembered row; a lawful erasure empties them."""

from django.db import migrations

COLUMNS = ("education_id", "profession_id", "theory_id", "occupation_id")
SAME = " AND ".join(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in COLUMNS)
EMPTY = "{" + ", ".join(f'"{column}": null' for column in COLUMNS) + "}"


class Migration(migrations.Migration):
    dependencies = [("members", "0003_rows_of_some_days")]

    operations = [
        migrations.RunSQL(
            [
                "DROP TRIGGER only_close ON members_profile",
                "CREATE TRIGGER only_close BEFORE UPDATE ON members_profile FOR EACH ROW "
                f"WHEN ({SAME}) EXECUTE FUNCTION ledger_only_close()",
                "CREATE TRIGGER only_erase BEFORE UPDATE ON members_profile FOR EACH ROW "
                f"WHEN (NOT ({SAME})) EXECUTE FUNCTION ledger_only_erase('{EMPTY}')",
                "CREATE TRIGGER no_delete BEFORE DELETE ON members_profile FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
            ],
            [
                *(f"DROP TRIGGER {name} ON members_profile" for name in ("only_close", "only_erase", "no_delete")),
                "CREATE TRIGGER only_close BEFORE UPDATE OR DELETE ON members_profile FOR EACH ROW EXECUTE FUNCTION ledger_only_close()",
            ],
        )
    ]

"""Facts of a person close once like every remembered row; a lawful erasure empties them."""

from django.db import migrations

ERASABLE = (
    '{"record_no": null, "card_no": null, "name": null, "sort_key": null, "search": null, '
    '"born": null, "female": null, "ethnicity_id": null, "religion_id": null, "erased": true}'
)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [
                "CREATE TRIGGER only_close BEFORE UPDATE ON people_facts FOR EACH ROW "
                "WHEN (NEW.erased = OLD.erased) EXECUTE FUNCTION ledger_only_close()",
                "CREATE TRIGGER only_erase BEFORE UPDATE ON people_facts FOR EACH ROW "
                f"WHEN (NEW.erased <> OLD.erased) EXECUTE FUNCTION ledger_only_erase('{ERASABLE}')",
                "CREATE TRIGGER no_delete BEFORE DELETE ON people_facts FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
                "CREATE TRIGGER no_truncate BEFORE TRUNCATE ON people_facts FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
            ],
            [f"DROP TRIGGER {name} ON people_facts" for name in ("only_close", "only_erase", "no_delete", "no_truncate")],
        )
    ]

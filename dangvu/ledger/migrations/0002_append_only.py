"""The database itself refuses to change what was decided."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: what was decided is never changed', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""

ONLY_CLOSE = """
CREATE FUNCTION ledger_only_close() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'DELETE on % is refused: rows are closed, never deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT upper_inf(OLD.recorded) OR upper_inf(NEW.recorded) OR lower(NEW.recorded) IS DISTINCT FROM lower(OLD.recorded)
     OR NEW.closed_by_id IS NULL
     OR to_jsonb(OLD) - 'recorded' - 'closed_by_id' <> to_jsonb(NEW) - 'recorded' - 'closed_by_id' THEN
    RAISE EXCEPTION 'UPDATE on % is refused: a row changes once, when it closes', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""

ONLY_ERASE = """
CREATE FUNCTION ledger_only_erase() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) <> to_jsonb(OLD) || TG_ARGV[0]::jsonb THEN
    RAISE EXCEPTION '% on % is refused: values may be erased, nothing else', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION ledger_refuse()"),
        migrations.RunSQL(ONLY_CLOSE, "DROP FUNCTION ledger_only_close()"),
        migrations.RunSQL(ONLY_ERASE, "DROP FUNCTION ledger_only_erase()"),
        migrations.RunSQL(
            [
                "CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON ledger_decision FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
                "CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger_decision FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
                "CREATE TRIGGER only_erase BEFORE UPDATE OR DELETE ON ledger_personalvalue FOR EACH ROW "
                """EXECUTE FUNCTION ledger_only_erase('{"value": null, "salt": null}')""",
                "CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger_personalvalue FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
            ],
            [
                f"DROP TRIGGER {name} ON {table}"
                for table, names in {
                    "ledger_decision": ("no_change", "no_truncate"),
                    "ledger_personalvalue": ("only_erase", "no_truncate"),
                }.items()
                for name in names
            ],
        ),
    ]

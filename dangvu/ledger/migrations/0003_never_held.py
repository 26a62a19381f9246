"""A decision may close a row that it opened itself, as when one batch moves a person twice; such a row was held at no instant."""

from django.db import migrations

ONLY_CLOSE = """
CREATE OR REPLACE FUNCTION ledger_only_close() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'DELETE on % is refused: rows are closed, never deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT upper_inf(OLD.recorded) OR upper_inf(NEW.recorded) OR NEW.closed_by_id IS NULL
     OR (lower(NEW.recorded) IS DISTINCT FROM lower(OLD.recorded)
         AND NOT (isempty(NEW.recorded) AND NEW.closed_by_id = OLD.opened_by_id))
     OR to_jsonb(OLD) - 'recorded' - 'closed_by_id' <> to_jsonb(NEW) - 'recorded' - 'closed_by_id' THEN
    RAISE EXCEPTION 'UPDATE on % is refused: a row changes once, when it closes', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]

    operations = [migrations.RunSQL(ONLY_CLOSE, migrations.RunSQL.noop)]

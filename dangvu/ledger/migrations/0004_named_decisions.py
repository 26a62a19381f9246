"""Rows name decisions that are there when their transaction ends: asked once for all rows of a batch, not for each."""

from django.db import migrations

NAMED = """
CREATE TABLE ledger_named (decision bigint PRIMARY KEY);

CREATE FUNCTION ledger_note_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_named
  SELECT opened_by_id FROM fresh UNION SELECT closed_by_id FROM fresh WHERE closed_by_id IS NOT NULL
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE FUNCTION ledger_settle_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM ledger_decision WHERE id = NEW.decision) THEN
    RAISE EXCEPTION 'decision %, which rows name, is not there', NEW.decision
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'rows_name_decisions';
  END IF;
  DELETE FROM ledger_named WHERE decision = NEW.decision;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER settle_named AFTER INSERT ON ledger_named DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION ledger_settle_named();
"""

UNDO = """
DROP TABLE ledger_named;
DROP FUNCTION ledger_note_named();
DROP FUNCTION ledger_settle_named();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_never_held")]

    operations = [migrations.RunSQL(NAMED, UNDO)]

"""The file and the row counts of an import, told to who reads the ledger and sees the entry; the rest of the payload stays closed."""

from django.db import migrations

FACTS = """
CREATE FUNCTION access.import_facts(asked bigint) RETURNS TABLE (name text, counts jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT d.payload #>> '{values,file_name}', d.payload #> '{values,counts}' FROM ledger_decision d
   WHERE d.id = asked AND d.kind = 'exchange.import' AND EXISTS (SELECT FROM access.mandates() m WHERE 'ledger' = ANY (m.rights))
     AND (access.all_seen() OR EXISTS (
            SELECT FROM access_touched t WHERE t.decision = d.id AND (t.unit = 0 OR t.unit = ANY (access.seen()))));
END $$;
REVOKE ALL ON FUNCTION access.import_facts FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0003_references_by_statement"), ("access", "0010_touched_by_few")]

    operations = [migrations.RunSQL(FACTS, "DROP FUNCTION access.import_facts")]

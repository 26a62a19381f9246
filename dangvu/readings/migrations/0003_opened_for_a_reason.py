"""A citizen's number is told to an office in one act with the note of who was told it and why."""

from django.db import migrations

OPENED = """
ALTER TABLE readings_reading ADD CONSTRAINT unmasked_for_a_reason CHECK (kind <> 'unmask' OR length(reason) >= 10);

DROP FUNCTION access.citizen_id;

CREATE FUNCTION access.own_citizen_id() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN (SELECT number FROM people_citizen_id WHERE person_id = access.myself() AND upper_inf(recorded));
END $$;

CREATE FUNCTION access.open_citizen_id(who int, why text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE cell int := access.last_cell(who, access.today());
BEGIN
  IF NOT cell = ANY (access.units('unmask')) THEN
    RETURN NULL;
  END IF;
  INSERT INTO readings_reading (account_id, label, mandate_id, role, place_id, kind, reason, persons, unit_id, day)
  SELECT a.id, a.username, m.number, m.label, m.unit, 'unmask', why, ARRAY[who], cell, access.today()
    FROM accounts_account a JOIN access.mandates() m ON m.account = a.id
   WHERE 'unmask' = ANY (m.rights)
     AND (m.unit IS NULL OR EXISTS (SELECT FROM unit_leaf l WHERE l.ancestor = m.unit AND l.unit = cell))
   LIMIT 1;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  RETURN (SELECT number FROM people_citizen_id WHERE person_id = who AND upper_inf(recorded));
END $$;

REVOKE ALL ON FUNCTION access.own_citizen_id, access.open_citizen_id FROM PUBLIC;
"""

UNDO = """
DROP FUNCTION access.open_citizen_id;
DROP FUNCTION access.own_citizen_id;
ALTER TABLE readings_reading DROP CONSTRAINT unmasked_for_a_reason;
CREATE FUNCTION access.citizen_id(who int) RETURNS text LANGUAGE sql AS 'SELECT NULL::text';
"""


class Migration(migrations.Migration):
    dependencies = [("readings", "0002_guards"), ("access", "0011_citizen_ids")]

    operations = [migrations.RunSQL(OPENED, UNDO)]

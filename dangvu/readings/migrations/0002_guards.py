"""Rows of the log are never changed; the web adds its own session's and reads them through functions that ask its right."""

from django.db import migrations

REFUSE = """
ALTER TABLE readings_reading ALTER at SET DEFAULT statement_timestamp();
CREATE FUNCTION readings_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: who has read what stays noted', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON readings_reading FOR EACH ROW EXECUTE FUNCTION readings_refuse();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON readings_reading FOR EACH STATEMENT EXECUTE FUNCTION readings_refuse();
"""

# The names of a session are those of its account and of one of its mandates, whatever the application says.
POLICY = """
CREATE POLICY own_session ON readings_reading FOR INSERT WITH CHECK (
  account_id = (SELECT access.account())
  AND label = (SELECT a.username FROM accounts_account a WHERE a.id = readings_reading.account_id)
  AND EXISTS (SELECT FROM access.mandates() m
               WHERE m.number = readings_reading.mandate_id AND m.label = readings_reading.role
                 AND m.unit IS NOT DISTINCT FROM readings_reading.place_id));
ALTER TABLE readings_reading ENABLE ROW LEVEL SECURITY;
"""

# What the owner asks. The total stands on every row, so that one question answers a page.
LISTS = """
CREATE FUNCTION readings_unit(asked int) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT name FROM organisation_unitstate WHERE unit_id = asked AND upper_inf(recorded) ORDER BY lower(period) DESC LIMIT 1
$$;

CREATE FUNCTION readings_of(who int, size int, skip int) RETURNS TABLE (
  "when" timestamptz, account text, charge text, part text, way text, why text, total bigint
) LANGUAGE sql STABLE AS $$
  SELECT p.at, p.label, p.role, coalesce(readings_unit(p.place_id), ''), p.kind, p.reason, t.total
    FROM (SELECT * FROM readings_reading WHERE persons @> ARRAY[who] AND kind <> 'own' ORDER BY at DESC, id DESC LIMIT size OFFSET skip) p,
         (SELECT count(*) AS total FROM readings_reading WHERE persons @> ARRAY[who] AND kind <> 'own') t
   ORDER BY p.at DESC, p.id DESC
$$;

CREATE FUNCTION readings_all(since timestamptz, until timestamptz, of_kind text, of_account text, size int, skip int) RETURNS TABLE (
  "when" timestamptz, account text, charge text, part text, way text, why text, persons int, unit text, looked_at date, total bigint
) LANGUAGE sql STABLE AS $$
  SELECT p.at, p.label, p.role, coalesce(readings_unit(p.place_id), ''), p.kind, p.reason, cardinality(p.persons),
         coalesce(readings_unit(p.unit_id), ''), p.day, t.total
    FROM (SELECT * FROM readings_reading
           WHERE at >= coalesce(since, '-infinity') AND at < coalesce(until, 'infinity')
             AND (of_kind IS NULL OR kind = of_kind) AND (of_account IS NULL OR label = of_account)
           ORDER BY at DESC, id DESC LIMIT size OFFSET skip) p,
         (SELECT count(*) AS total FROM readings_reading
           WHERE at >= coalesce(since, '-infinity') AND at < coalesce(until, 'infinity')
             AND (of_kind IS NULL OR kind = of_kind) AND (of_account IS NULL OR label = of_account)) t
   ORDER BY p.at DESC, p.id DESC
$$;
"""

# What the web asks: the same, for whoever holds the right.
DEFINER = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
ASKED = """
CREATE FUNCTION access.readings_of_myself(size int, skip int) RETURNS TABLE (
  "when" timestamptz, account text, charge text, part text, way text, why text, total bigint
) {DEFINER} AS $$
BEGIN
  RETURN QUERY SELECT r.* FROM readings_of(access.myself(), size, skip) r;
END $$;

CREATE FUNCTION access.all_readings(since timestamptz, until timestamptz, of_kind text, of_account text, size int, skip int) RETURNS TABLE (
  "when" timestamptz, account text, charge text, part text, way text, why text, persons int, unit text, looked_at date, total bigint
) {DEFINER} AS $$
BEGIN
  IF EXISTS (SELECT FROM access.mandates() m WHERE 'read_log' = ANY (m.rights)) THEN
    RETURN QUERY SELECT r.* FROM readings_all(since, until, of_kind, of_account, size, skip) r;
  END IF;
END $$;

REVOKE ALL ON FUNCTION access.readings_of_myself, access.all_readings, readings_unit, readings_of, readings_all FROM PUBLIC;
"""

UNDO = """
DROP FUNCTION access.readings_of_myself;
DROP FUNCTION access.all_readings;
DROP FUNCTION readings_all;
DROP FUNCTION readings_of;
DROP FUNCTION readings_unit;
ALTER TABLE readings_reading DISABLE ROW LEVEL SECURITY;
DROP POLICY own_session ON readings_reading;
DROP TRIGGER no_change ON readings_reading;
DROP TRIGGER no_truncate ON readings_reading;
DROP FUNCTION readings_refuse();
ALTER TABLE readings_reading ALTER at DROP DEFAULT;
"""


class Migration(migrations.Migration):
    dependencies = [("readings", "0001_readings"), ("access", "0008_policies")]

    operations = [migrations.RunSQL(REFUSE + POLICY + LISTS + ASKED.replace("{DEFINER}", DEFINER), UNDO)]

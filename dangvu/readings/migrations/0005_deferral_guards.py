"""What is deferred is so by its decision alone, from then on, for a year at most; the log tells it at once, the person afterwards."""

from importlib import import_module

from django.db import migrations

from dangvu.ledger.dated import guard, pointing

KEEP = """
ALTER TABLE readings_deferral
  ADD CONSTRAINT deferred_for_a_year_at_most CHECK (
    NOT upper_inf(period) AND upper(period) <= (lower(period) + interval '12 months')::date),
  ADD CONSTRAINT deferred_from_its_first_day CHECK ((begins AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = lower(period));

CREATE FUNCTION readings_refuse_deferral(rule text, why text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', why USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = rule;
END $$;

-- A row says what its decision says; it begins with it, or goes on where the case still runs; a case is over a year after its first day.
CREATE FUNCTION readings_judge_deferral() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
       SELECT FROM ledger_decision d
        WHERE d.id = NEW.opened_by_id AND d.kind = 'readings.defer' AND d.recorded = lower(NEW.recorded)
          AND d.payload -> 'values' @> jsonb_build_object(
                'person', NEW.person_id, 'account', NEW.account_id, 'case_symbol', NEW.case_symbol,
                'until', to_char(upper(NEW.period), 'YYYY-MM-DD'))) THEN
    PERFORM readings_refuse_deferral('deferred_as_decided', 'no decision of its moment defers just this');
  END IF;
  IF NEW.begins < lower(NEW.recorded) AND NOT EXISTS (
       SELECT FROM readings_deferral b
        WHERE b.closed_by_id = NEW.opened_by_id AND b.person_id = NEW.person_id AND b.account_id = NEW.account_id
          AND b.case_symbol = NEW.case_symbol AND b.begins = NEW.begins
          AND upper(b.period) > (lower(NEW.recorded) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) THEN
    PERFORM readings_refuse_deferral('nothing_read_before', 'what was read before the decision has been told already');
  END IF;
  IF (SELECT max(upper(c.period)) FILTER (WHERE upper_inf(c.recorded)) > min(lower(c.period)) + interval '12 months'
        FROM readings_deferral c WHERE c.person_id = NEW.person_id AND c.case_symbol = NEW.case_symbol) THEN
    PERFORM readings_refuse_deferral('deferred_for_a_year_at_most', 'a case defers nothing a year after its first day');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER judge AFTER INSERT ON readings_deferral DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION readings_judge_deferral();
"""

UNKEEP = """
DROP TRIGGER judge ON readings_deferral;
DROP FUNCTION readings_judge_deferral();
DROP FUNCTION readings_refuse_deferral(text, text);
ALTER TABLE readings_deferral DROP CONSTRAINT deferred_for_a_year_at_most, DROP CONSTRAINT deferred_from_its_first_day;
"""

DROP = """
DROP FUNCTION access.readings_of_myself;
DROP FUNCTION access.all_readings;
DROP FUNCTION readings_all;
DROP FUNCTION readings_of;
"""

# What the owner asks. Nothing is left out for a member once the last day of the case is over, nor for the log on any day.
LISTS = """
CREATE FUNCTION readings_of(who int, size int, skip int, today date) RETURNS TABLE (
  "when" timestamptz, account text, charge text, part text, way text, why text, "case" text, total bigint
) LANGUAGE sql STABLE AS $$
  WITH told AS MATERIALIZED (
    SELECT r.* FROM readings_reading r
     WHERE r.persons @> ARRAY[who] AND r.kind <> 'own' AND NOT EXISTS (
             SELECT FROM readings_deferral d
              WHERE d.person_id = who AND d.account_id = r.account_id AND upper_inf(d.recorded)
                AND r.at >= d.begins AND upper(d.period) > today))
  SELECT p.at, p.label, p.role, coalesce(readings_unit(p.place_id), ''), p.kind, p.reason,
         coalesce((SELECT string_agg(DISTINCT d.case_symbol, ', ') FROM readings_deferral d
                    WHERE d.person_id = who AND d.account_id = p.account_id AND upper_inf(d.recorded) AND p.at >= d.begins
                      AND (p.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date < upper(d.period)), ''),
         t.total
    FROM (SELECT * FROM told ORDER BY at DESC, id DESC LIMIT size OFFSET skip) p, (SELECT count(*) AS total FROM told) t
   ORDER BY p.at DESC, p.id DESC
$$;

CREATE FUNCTION readings_all(since timestamptz, until timestamptz, of_kind text, of_account text, size int, skip int) RETURNS TABLE (
  "when" timestamptz, account text, charge text, part text, way text, why text, persons int, unit text, looked_at date,
  "case" text, told_on date, total bigint
) LANGUAGE sql STABLE AS $$
  SELECT p.at, p.label, p.role, coalesce(readings_unit(p.place_id), ''), p.kind, p.reason, cardinality(p.persons),
         coalesce(readings_unit(p.unit_id), ''), p.day, coalesce(c.symbols, ''), c.told_on, t.total
    FROM (SELECT * FROM readings_reading
           WHERE at >= coalesce(since, '-infinity') AND at < coalesce(until, 'infinity')
             AND (of_kind IS NULL OR kind = of_kind) AND (of_account IS NULL OR label = of_account)
           ORDER BY at DESC, id DESC LIMIT size OFFSET skip) p
         CROSS JOIN LATERAL (
           SELECT string_agg(DISTINCT d.case_symbol, ', ') AS symbols, max(upper(d.period)) AS told_on FROM readings_deferral d
            WHERE d.person_id = ANY (p.persons) AND d.account_id = p.account_id AND upper_inf(d.recorded) AND p.at >= d.begins
              AND p.kind <> 'own' AND (p.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date < upper(d.period)) c,
         (SELECT count(*) AS total FROM readings_reading
           WHERE at >= coalesce(since, '-infinity') AND at < coalesce(until, 'infinity')
             AND (of_kind IS NULL OR kind = of_kind) AND (of_account IS NULL OR label = of_account)) t
   ORDER BY p.at DESC, p.id DESC
$$;
"""

DEFINER = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
ASKED = """
CREATE FUNCTION access.readings_of_myself(size int, skip int) RETURNS TABLE (
  "when" timestamptz, account text, charge text, part text, way text, why text, "case" text, total bigint
) {DEFINER} AS $$
BEGIN
  RETURN QUERY SELECT r.* FROM readings_of(access.myself(), size, skip, access.today()) r;
END $$;

CREATE FUNCTION access.all_readings(since timestamptz, until timestamptz, of_kind text, of_account text, size int, skip int) RETURNS TABLE (
  "when" timestamptz, account text, charge text, part text, way text, why text, persons int, unit text, looked_at date,
  "case" text, told_on date, total bigint
) {DEFINER} AS $$
BEGIN
  IF EXISTS (SELECT FROM access.mandates() m WHERE 'read_log' = ANY (m.rights)) THEN
    RETURN QUERY SELECT r.* FROM readings_all(since, until, of_kind, of_account, size, skip) r;
  END IF;
END $$;

REVOKE ALL ON FUNCTION access.readings_of_myself, access.all_readings, readings_of, readings_all FROM PUBLIC;
"""

first = import_module("dangvu.readings.migrations.0002_guards")
BEFORE = "DROP FUNCTION readings_unit;" + first.LISTS + first.ASKED.replace("{DEFINER}", DEFINER)
"""The lists as they were, by the number of the migration that made them."""


class Migration(migrations.Migration):
    dependencies = [("readings", "0004_deferral"), ("access", "0008_policies"), ("ledger", "0004_named_decisions")]

    operations = [
        guard("readings_deferral"),
        pointing("readings_deferral"),
        migrations.RunSQL(KEEP, UNKEEP),
        migrations.RunSQL(DROP + LISTS + ASKED.replace("{DEFINER}", DEFINER), DROP + BEFORE),
    ]

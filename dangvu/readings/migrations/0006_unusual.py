"""Look-ups of single files that no working relation explains, counted by account and day; nobody who was read is named."""

from django.db import migrations

# Of accounts that read by a mandate above the communes: files opened one at a time, unless that day a proposal about the same person
# was looked at. What is near to whoever reads it is ordinary work.
OWNER = """
CREATE FUNCTION readings_unusual(first date, last date, near text[], a_day int, of_one_cell int, days_of_one int) RETURNS TABLE (
  "on" date, account text, charge text, part text, why text, times int, unit text
) LANGUAGE sql STABLE AS $$
  WITH alone AS MATERIALIZED (
    SELECT r.account_id, r.label, r.role, r.place_id, r.persons[1] AS person, r.unit_id,
           (r.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS "on"
      FROM readings_reading r
     WHERE r.at >= (first - 29)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AND r.at < (last + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
       AND r.kind = 'file' AND r.reason = '' AND cardinality(r.persons) = 1
       AND NOT EXISTS (SELECT FROM organisation_unitstate s
                        WHERE s.unit_id = r.place_id AND upper_inf(s.recorded) AND s.kind = ANY (near)
                          AND s.period @> (r.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
       AND NOT EXISTS (SELECT FROM readings_reading w
                        WHERE w.persons @> ARRAY[r.persons[1]] AND w.account_id = r.account_id AND w.kind = 'file' AND w.reason <> ''
                          AND (w.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = (r.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
  ), found AS (
    SELECT a."on", a.account_id, 'many' AS why, count(DISTINCT a.person)::int AS times, NULL::int AS unit_id
      FROM alone a GROUP BY a."on", a.account_id HAVING count(DISTINCT a.person) >= a_day
    UNION ALL
    SELECT a."on", a.account_id, 'one_cell', count(DISTINCT a.person)::int, a.unit_id
      FROM alone a GROUP BY a."on", a.account_id, a.unit_id HAVING count(DISTINCT a.person) >= of_one_cell
    UNION ALL
    SELECT t."on", t.account_id, 'again', t.days, t.unit_id
      FROM (SELECT DISTINCT a."on", a.account_id, a.person, a.unit_id,
                   (SELECT count(DISTINCT b."on") FROM alone b
                     WHERE b.account_id = a.account_id AND b.person = a.person AND b."on" BETWEEN a."on" - 29 AND a."on")::int AS days
              FROM alone a) t
     WHERE t.days >= days_of_one
  )
  SELECT f."on", l.label, l.role, coalesce(readings_unit(l.place_id), ''), f.why, f.times, coalesce(readings_unit(f.unit_id), '')
    FROM found f
         CROSS JOIN LATERAL (SELECT a.label, a.role, a.place_id FROM alone a
                              WHERE a.account_id = f.account_id AND a."on" = f."on" LIMIT 1) l
   WHERE f."on" BETWEEN first AND last
   ORDER BY f."on" DESC, l.label, f.why, f.unit_id, f.times
$$;
"""

ASKED = """
CREATE FUNCTION access.unusual_readings(first date, last date, near text[], a_day int, of_one_cell int, days_of_one int) RETURNS TABLE (
  "on" date, account text, charge text, part text, why text, times int, unit text
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM access.mandates() m WHERE 'read_log' = ANY (m.rights)) THEN
    RETURN QUERY SELECT r.* FROM readings_unusual(first, last, near, a_day, of_one_cell, days_of_one) r;
  END IF;
END $$;

REVOKE ALL ON FUNCTION access.unusual_readings, readings_unusual FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("readings", "0005_deferral_guards")]

    operations = [migrations.RunSQL(OWNER + ASKED, "DROP FUNCTION access.unusual_readings; DROP FUNCTION readings_unusual;")]

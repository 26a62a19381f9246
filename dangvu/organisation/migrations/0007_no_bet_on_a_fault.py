"""The tree is judged by min() rather than LIMIT 1, with which the planner bets on a fault and compares every unit with every other."""

from django.db import migrations

BY_MIN = """
CREATE OR REPLACE FUNCTION organisation_judge(touched int[]) RETURNS void LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
DECLARE fault text;
BEGIN
  SELECT min(u.code) INTO fault
    FROM organisation_unit u
    JOIN (SELECT unit_id, range_agg(period) FILTER (WHERE upper_inf(recorded)) AS days FROM organisation_unitedge
           WHERE unit_id = ANY (touched) GROUP BY 1) above ON above.unit_id = u.id
    LEFT JOIN (SELECT unit_id, range_agg(period) AS days FROM organisation_unitstate
           WHERE upper_inf(recorded) AND unit_id = ANY (touched) GROUP BY 1) alive ON alive.unit_id = u.id
   WHERE alive.days IS DISTINCT FROM above.days;
  IF fault IS NOT NULL THEN
    RAISE EXCEPTION 'unit % lives on days without a unit above it, or the reverse', fault
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'unit_has_a_parent_while_it_lives';
  END IF;

  SELECT min(u.code) INTO fault
    FROM organisation_unitedge e
    JOIN organisation_unit u ON u.id = e.unit_id
   WHERE upper_inf(e.recorded) AND (e.unit_id = ANY (touched) OR e.parent_id = ANY (touched))
     AND ((SELECT range_agg(period) FROM organisation_unitstate s WHERE s.unit_id = e.parent_id AND upper_inf(s.recorded))
          @> e.period) IS NOT TRUE;
  IF fault IS NOT NULL THEN
    RAISE EXCEPTION 'unit % stands below a unit on days when that one does not exist', fault
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'parent_lives_as_long_as_its_children';
  END IF;

  WITH RECURSIVE up (start, above, days) AS (
    SELECT unit_id, parent_id, period FROM organisation_unitedge WHERE upper_inf(recorded) AND unit_id = ANY (touched)
    UNION
    SELECT up.start, e.parent_id, up.days * e.period
      FROM up JOIN organisation_unitedge e ON e.unit_id = up.above AND e.period && up.days AND upper_inf(e.recorded)
     WHERE up.above <> up.start
  )
  SELECT min(u.code) INTO fault FROM up JOIN organisation_unit u ON u.id = up.start WHERE up.start = up.above;
  IF fault IS NOT NULL THEN
    RAISE EXCEPTION 'unit % would stand below itself', fault
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'no_unit_below_itself';
  END IF;
END $$;
"""

BY_LIMIT = BY_MIN.replace("min(u.code)", "u.code").replace(";\n  IF fault IS NOT NULL", " LIMIT 1;\n  IF FOUND")


class Migration(migrations.Migration):
    dependencies = [("organisation", "0006_judged_once")]

    operations = [migrations.RunSQL(BY_MIN, BY_LIMIT)]

"""What must hold of the tree on every day, judged by the database at the end of each transaction.

Statements note the units they touched; one waiting row per statement carries the judgement to the commit, so that a
move may be written in several steps and a load of thousands is judged in one query.
"""

from django.db import migrations

from dangvu.ledger.dated import guard

TOUCHED = """
CREATE TABLE organisation_touched (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, units int[] NOT NULL);

CREATE FUNCTION organisation_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO organisation_touched (units) SELECT array_agg(DISTINCT unit_id) FROM fresh HAVING count(*) > 0;
  RETURN NULL;
END $$;

CREATE FUNCTION organisation_judge(touched int[]) RETURNS void LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
DECLARE fault text;
BEGIN
  SELECT u.code INTO fault
    FROM organisation_unit u
    JOIN (SELECT unit_id, range_agg(period) FILTER (WHERE upper_inf(recorded)) AS days FROM organisation_unitedge
           WHERE unit_id = ANY (touched) GROUP BY 1) above ON above.unit_id = u.id
    LEFT JOIN (SELECT unit_id, range_agg(period) AS days FROM organisation_unitstate
           WHERE upper_inf(recorded) AND unit_id = ANY (touched) GROUP BY 1) alive ON alive.unit_id = u.id
   WHERE alive.days IS DISTINCT FROM above.days LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'unit % lives on days without a unit above it, or the reverse', fault
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'unit_has_a_parent_while_it_lives';
  END IF;

  SELECT u.code INTO fault
    FROM organisation_unitedge e
    JOIN organisation_unit u ON u.id = e.unit_id
   WHERE upper_inf(e.recorded) AND (e.unit_id = ANY (touched) OR e.parent_id = ANY (touched))
     AND ((SELECT range_agg(period) FROM organisation_unitstate s WHERE s.unit_id = e.parent_id AND upper_inf(s.recorded))
          @> e.period) IS NOT TRUE LIMIT 1;
  IF FOUND THEN
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
  SELECT u.code INTO fault FROM up JOIN organisation_unit u ON u.id = up.start WHERE up.start = up.above LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'unit % would stand below itself', fault
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'no_unit_below_itself';
  END IF;
END $$;

CREATE FUNCTION organisation_settle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM organisation_judge(NEW.units);
  DELETE FROM organisation_touched WHERE id = NEW.id;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER settle AFTER INSERT ON organisation_touched DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION organisation_settle();
"""

UNDO = """
DROP TABLE organisation_touched;
DROP FUNCTION organisation_note();
DROP FUNCTION organisation_judge(int[]);
DROP FUNCTION organisation_settle();
"""

SPAN = """
CREATE VIEW unit_span AS
SELECT unit_id AS unit, kind, cell, sector, locality_id AS locality, name,
       lower(period) AS since, coalesce(upper(period), DATE '9999-12-31') AS until
  FROM organisation_unitstate WHERE upper_inf(recorded);
CREATE VIEW locality_span AS
SELECT locality_id AS locality, parent_id AS parent, name, level,
       lower(period) AS since, coalesce(upper(period), DATE '9999-12-31') AS until
  FROM organisation_localitystate WHERE upper_inf(recorded);
CREATE VIEW locality_count AS
SELECT locality_id AS locality, measure, people, value,
       lower(period) AS since, coalesce(upper(period), DATE '9999-12-31') AS until
  FROM organisation_localityfact WHERE upper_inf(recorded);
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]

    operations = [
        guard("organisation_unitstate", "organisation_unitedge", "organisation_localitystate", "organisation_localityfact"),
        migrations.RunSQL(TOUCHED, UNDO),
        migrations.RunSQL(
            [
                f"CREATE TRIGGER {name}_{verb} AFTER {verb} ON organisation_{table} REFERENCING NEW TABLE AS fresh "
                "FOR EACH STATEMENT EXECUTE FUNCTION organisation_note()"
                for name, table in (("note", "unitstate"), ("note", "unitedge"))
                for verb in ("insert", "update")
            ],
            [f"DROP TRIGGER note_{verb} ON organisation_{table}" for table in ("unitstate", "unitedge") for verb in ("insert", "update")],
        ),
        migrations.RunSQL(SPAN, "DROP VIEW unit_span, locality_span, locality_count"),
    ]

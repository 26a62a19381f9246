"""Nobody in two cells, and between admission and exit in none; members only in cells, and only while these live."""

from django.db import migrations

from dangvu.ledger.dated import guard

TABLES = ("membership", "admission", "standing", "profile", "post")

CHAIN = """
CREATE TABLE members_touched (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, persons int[], cells int[]);

CREATE FUNCTION members_note_persons() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO members_touched (persons) SELECT array_agg(DISTINCT person_id) FROM fresh HAVING count(*) > 0;
  RETURN NULL;
END $$;

CREATE FUNCTION members_note_cells() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO members_touched (cells) SELECT array_agg(DISTINCT unit_id) FROM fresh WHERE cell HAVING count(*) > 0;
  RETURN NULL;
END $$;

CREATE FUNCTION members_judge(touched_persons int[], touched_cells int[]) RETURNS void
LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
DECLARE fault int;
BEGIN
  IF touched_persons IS NOT NULL THEN
    SELECT person_id INTO fault FROM (
      SELECT person_id, entry, leaving, lower(period) AS since, upper(period) AS until,
             lag(upper(period)) OVER stay AS left_on, lag(leaving) OVER stay AS left_by,
             lead(lower(period)) OVER stay AS came_on, lead(entry) OVER stay AS came_by
        FROM members_membership WHERE upper_inf(recorded) AND person_id = ANY (touched_persons)
      WINDOW stay AS (PARTITION BY person_id ORDER BY lower(period))) stays
     WHERE (entry = 'transfer') <> (coalesce(left_by, '') = 'transfer' AND left_on = since)
        OR (leaving = 'transfer') <> (coalesce(came_by, '') = 'transfer' AND came_on = until) LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'person % is in no cell between admission and exit', fault
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'no_day_without_a_cell';
    END IF;

    SELECT person_id INTO fault FROM (
      SELECT person_id FROM members_admission WHERE upper_inf(recorded) AND person_id = ANY (touched_persons)
      EXCEPT SELECT person_id FROM members_membership WHERE upper_inf(recorded) AND person_id = ANY (touched_persons)) admitted LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'person % was admitted and never belonged to a cell', fault
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'no_day_without_a_cell';
    END IF;
  END IF;

  WITH stays AS (
    SELECT person_id, cell_id, period FROM members_membership
     WHERE upper_inf(recorded) AND (person_id = ANY (touched_persons) OR cell_id = ANY (touched_cells))
  ), alive AS MATERIALIZED (
    SELECT unit_id AS cell_id, range_agg(period) AS days FROM organisation_unitstate
     WHERE upper_inf(recorded) AND cell AND unit_id IN (SELECT cell_id FROM stays) GROUP BY 1
  )
  -- min() rather than LIMIT 1, which would let the planner bet on a fault and loop over everything
  SELECT min(person_id) INTO fault FROM stays LEFT JOIN alive USING (cell_id) WHERE (days @> period) IS NOT TRUE;
  IF fault IS NOT NULL THEN
    RAISE EXCEPTION 'person % belongs to a cell on days when it does not exist', fault
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'cell_lives_as_long_as_its_members';
  END IF;
END $$;

CREATE FUNCTION members_settle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM members_judge(NEW.persons, NEW.cells);
  DELETE FROM members_touched WHERE id = NEW.id;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER settle AFTER INSERT ON members_touched DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION members_settle();
CREATE TRIGGER note_insert AFTER INSERT ON members_membership REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION members_note_persons();
CREATE TRIGGER note_update AFTER UPDATE ON members_membership REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION members_note_persons();
CREATE TRIGGER note_members_insert AFTER INSERT ON organisation_unitstate REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION members_note_cells();
CREATE TRIGGER note_members_update AFTER UPDATE ON organisation_unitstate REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION members_note_cells();
"""

UNDO = """
DROP TRIGGER note_insert ON members_membership;
DROP TRIGGER note_update ON members_membership;
DROP TRIGGER note_members_insert ON organisation_unitstate;
DROP TRIGGER note_members_update ON organisation_unitstate;
DROP TABLE members_touched;
DROP FUNCTION members_note_persons();
DROP FUNCTION members_note_cells();
DROP FUNCTION members_judge(int[], int[]);
DROP FUNCTION members_settle();
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial"), ("organisation", "0002_tree_guards")]

    operations = [guard(*(f"members_{table}" for table in TABLES)), migrations.RunSQL(CHAIN, UNDO)]

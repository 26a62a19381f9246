"""Persons and cells that several statements of a transaction have touched are judged together, once."""

from django.db import migrations

ONCE = """
CREATE OR REPLACE FUNCTION members_settle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE waiting int[]; shaken int[];
BEGIN
  WITH gone AS (DELETE FROM members_touched RETURNING persons, cells),
       person AS (SELECT array_agg(DISTINCT p) AS them FROM gone, unnest(gone.persons) AS p),
       place AS (SELECT array_agg(DISTINCT c) AS them FROM gone, unnest(gone.cells) AS c)
  SELECT person.them, place.them INTO waiting, shaken FROM person, place;
  IF waiting IS NOT NULL OR shaken IS NOT NULL THEN
    PERFORM members_judge(waiting, shaken);
  END IF;
  RETURN NULL;
END $$;
"""

EACH = """
CREATE OR REPLACE FUNCTION members_settle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM members_judge(NEW.persons, NEW.cells);
  DELETE FROM members_touched WHERE id = NEW.id;
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0007_grounds_and_residence")]

    operations = [migrations.RunSQL(ONCE, EACH)]

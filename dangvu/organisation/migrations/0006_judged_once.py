"""What several statements of a transaction have touched is judged together, once: a load of everything writes units and edges."""

from django.db import migrations

ONCE = """
CREATE OR REPLACE FUNCTION organisation_settle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE waiting int[];
BEGIN
  WITH gone AS (DELETE FROM organisation_touched RETURNING units)
  SELECT array_agg(DISTINCT unit) INTO waiting FROM gone, unnest(gone.units) AS unit;
  IF waiting IS NOT NULL THEN
    PERFORM organisation_judge(waiting);
  END IF;
  RETURN NULL;
END $$;
"""

EACH = """
CREATE OR REPLACE FUNCTION organisation_settle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM organisation_judge(NEW.units);
  DELETE FROM organisation_touched WHERE id = NEW.id;
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0005_lineage")]

    operations = [migrations.RunSQL(ONCE, EACH)]

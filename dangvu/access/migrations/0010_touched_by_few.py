"""The cells of a few people are looked up one by one: the plan kept for the statement expects many rows, and read every stay for each."""

from django.db import migrations

NOTED = """
CREATE OR REPLACE FUNCTION access_note_persons() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM (SELECT FROM fresh LIMIT 1000) AS few) < 1000 THEN
    INSERT INTO access_touched (unit, decision)
    SELECT DISTINCT m.cell_id, f.decision
      FROM (SELECT DISTINCT person_id, coalesce(closed_by_id, opened_by_id) AS decision FROM fresh) f
     CROSS JOIN LATERAL (SELECT cell_id FROM members_membership WHERE person_id = f.person_id OFFSET 0) m
    ON CONFLICT DO NOTHING;
  ELSE
    INSERT INTO access_touched (unit, decision)
    SELECT DISTINCT m.cell_id, f.decision
      FROM (SELECT DISTINCT person_id, coalesce(closed_by_id, opened_by_id) AS decision FROM fresh) f
      JOIN members_membership m ON m.person_id = f.person_id
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0009_statistician"), ("members", "0006_rows_of_a_person")]

    operations = [migrations.RunSQL(NOTED, migrations.RunSQL.noop)]

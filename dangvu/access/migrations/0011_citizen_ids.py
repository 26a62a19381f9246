"""Who is told a citizen's number: its end whoever may open the file, the whole whoever holds that right there, everybody the own one."""

from django.db import migrations

from dangvu.access.roles import fill

DEFINER = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"

TOLD = """
CREATE FUNCTION access.citizen_id(who int) RETURNS text {DEFINER} AS $$
BEGIN
  IF who = access.myself() OR access.last_cell(who, access.today()) = ANY (access.units('unmask')) THEN
    RETURN (SELECT number FROM people_citizen_id WHERE person_id = who AND upper_inf(recorded));
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION access.citizen_id_end(who int) RETURNS text {DEFINER} AS $$
BEGIN
  IF access.last_cell(who, access.today()) = ANY (access.units('see')) THEN
    RETURN (SELECT right(number, 3) FROM people_citizen_id WHERE person_id = who AND upper_inf(recorded));
  END IF;
  RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION access.citizen_id, access.citizen_id_end FROM PUBLIC;
CREATE TRIGGER touch_persons_insert AFTER INSERT ON people_citizen_id REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION access_note_persons();
CREATE TRIGGER touch_persons_update AFTER UPDATE ON people_citizen_id REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION access_note_persons();
"""

UNDO = """
DROP TRIGGER touch_persons_insert ON people_citizen_id;
DROP TRIGGER touch_persons_update ON people_citizen_id;
DROP FUNCTION access.citizen_id_end;
DROP FUNCTION access.citizen_id;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0010_touched_by_few"), ("people", "0004_citizen_ids")]

    operations = [
        migrations.RunSQL(TOLD.replace("{DEFINER}", DEFINER), UNDO),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

"""Functions of policies ask once whose session it is, and not once for each look at mandates; what they answer stays what it was."""

from django.db import migrations

DEFINER = (
    "LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp "
    "SET plan_cache_mode = force_generic_plan"
)
HELD = "m.account_id = me AND upper_inf(m.recorded) AND m.period @> today"
MINE = """
  me bigint := access.account();
  today date := access.today();"""

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION access.units(VARIADIC wanted text[]) RETURNS int[] {DEFINER} AS $$
DECLARE{MINE}
  places int[] := ARRAY(
    SELECT DISTINCT m.unit_id FROM access_mandate m JOIN access_right r ON r.role_id = m.role_id AND r."right" = ANY (wanted)
     WHERE {HELD});
BEGIN
  IF array_position(places, NULL) IS NOT NULL THEN
    RETURN ARRAY(SELECT id FROM organisation_unit);
  END IF;
  RETURN ARRAY(
    SELECT DISTINCT l.unit FROM unit_leaf l
     WHERE l.ancestor = ANY (places)
       AND (l.since <= today AND l.until > today
            OR l.until <= today AND NOT EXISTS (
                 SELECT FROM unit_leaf s WHERE s.unit = l.unit AND s.ancestor = l.unit AND s.since <= today AND s.until > l.until)
            OR l.since > today AND NOT EXISTS (
                 SELECT FROM unit_leaf s WHERE s.unit = l.unit AND s.ancestor = l.unit AND s.since < l.since)));
END $$;

CREATE OR REPLACE FUNCTION access.all_units_seen() RETURNS boolean {DEFINER} AS $$
DECLARE{MINE}
  places int[] := ARRAY(
    SELECT DISTINCT m.unit_id FROM access_mandate m JOIN access_right r ON r.role_id = m.role_id AND r."right" IN ('see', 'figures')
     WHERE {HELD});
BEGIN
  IF array_position(places, NULL) IS NOT NULL THEN
    RETURN true;
  END IF;
  IF cardinality(places) = (
    SELECT count(DISTINCT l.unit) FROM unit_leaf l
     WHERE l.unit = ANY (places) AND l.ancestor <> l.unit AND l.since <= today AND l.until > today) THEN
    RETURN false;  -- each hangs below another: asked of nearly everybody, so it has to be quick
  END IF;
  RETURN NOT EXISTS (SELECT u.id FROM organisation_unit u EXCEPT SELECT unnest(access.units('see', 'figures')));
END $$;

CREATE OR REPLACE FUNCTION access.myself() RETURNS int {DEFINER} AS $$
DECLARE{MINE}
BEGIN
  RETURN (SELECT h.person_id FROM access_holder h WHERE h.account_id = me AND upper_inf(h.recorded)
            AND EXISTS (SELECT FROM access_mandate m JOIN access_right r ON r.role_id = m.role_id AND r."right" = 'own' WHERE {HELD}));
END $$;
"""

KEPT = ("access.file_names(bigint[])", "access.import_facts(bigint)")
"""Functions that were planned anew at each call, for which all units of the scope were listed each time: 9 ms at 240,000 members."""


class Migration(migrations.Migration):
    dependencies = [("access", "0022_office_over_every_unit"), ("exchange", "0004_import_facts")]

    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(
            [f"ALTER FUNCTION {one} SET plan_cache_mode = force_generic_plan" for one in KEPT],
            [f"ALTER FUNCTION {one} RESET plan_cache_mode" for one in KEPT],
        ),
    ]

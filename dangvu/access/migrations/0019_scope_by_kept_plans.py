"""The functions that policies ask for every table of a statement: fewer calls of calls, and plans that are kept.

What they answer is what it was in 0006. A page of a cell's roll asks ten times; planning anew for each list of units took most of it.
"""

from django.db import migrations

DEFINER = (
    "LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp "
    "SET plan_cache_mode = force_generic_plan"
)
HELD = "m.account_id = access.account() AND upper_inf(m.recorded) AND m.period @> access.today()"

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION access.all_seen() RETURNS boolean {DEFINER} AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM access_mandate m JOIN access_right r ON r.role_id = m.role_id AND r."right" IN ('see', 'figures')
     WHERE m.unit_id IS NULL AND {HELD});
END $$;

CREATE OR REPLACE FUNCTION access.units(VARIADIC wanted text[]) RETURNS int[] {DEFINER} AS $$
DECLARE
  places int[] := ARRAY(
    SELECT DISTINCT m.unit_id FROM access_mandate m JOIN access_right r ON r.role_id = m.role_id AND r."right" = ANY (wanted)
     WHERE {HELD});
  today date := access.today();
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

CREATE OR REPLACE FUNCTION access.seen_units() RETURNS SETOF int ROWS 50 {DEFINER} AS $$
BEGIN
  RETURN QUERY SELECT unnest(access.units('see', 'figures'));
END $$;

CREATE OR REPLACE FUNCTION access.named_units() RETURNS SETOF int ROWS 50 {DEFINER} AS $$
DECLARE units int[] := access.units('see', 'figures');
BEGIN
  RETURN QUERY SELECT unnest(units) UNION SELECT l.ancestor FROM unit_leaf l WHERE l.unit = ANY (units);
END $$;

CREATE OR REPLACE FUNCTION access.seen_persons() RETURNS SETOF int ROWS 500 {DEFINER} AS $$
DECLARE units int[] := access.units('see', 'figures');
BEGIN
  RETURN QUERY SELECT m.person_id FROM members_membership m WHERE m.cell_id = ANY (units) UNION ALL SELECT access.myself();
END $$;

CREATE OR REPLACE FUNCTION access.myself() RETURNS int {DEFINER} AS $$
BEGIN
  RETURN (SELECT h.person_id FROM access_holder h WHERE h.account_id = access.account() AND upper_inf(h.recorded)
            AND EXISTS (SELECT FROM access_mandate m JOIN access_right r ON r.role_id = m.role_id AND r."right" = 'own' WHERE {HELD}));
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0018_acts_of_the_tree_and_of_lives")]

    operations = [migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop)]

"""Whose mandates a session keeps: its own, what is held on behalf of them, and those at places where it may end mandates."""

from django.db import migrations

DEFINER = (
    "LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp "
    "SET plan_cache_mode = force_generic_plan"
)

FUNCTION = f"""
CREATE FUNCTION access.mandates_kept() RETURNS SETOF bigint ROWS 50 {DEFINER} AS $$
DECLARE
  me bigint := access.account();
  needed text := (SELECT a."right" FROM access_act a WHERE a.kind = 'access.end_mandate');
  every boolean := access.whole(needed);
  units int[] := access.units(needed);
BEGIN
  RETURN QUERY
  SELECT m.grant_id::bigint FROM access_mandate m
   WHERE upper_inf(m.recorded)
     AND (every OR m.unit_id = ANY (units) OR m.account_id = me
          OR m.source_id IN (SELECT s.grant_id FROM access_mandate s WHERE s.account_id = me AND upper_inf(s.recorded)));
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0024_sessions_that_are_over")]

    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION access.mandates_kept()")]

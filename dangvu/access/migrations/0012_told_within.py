"""What the web asks about people and units is answered of its session's own part; that something changed is told to all by a hash."""

from django.db import migrations

DEFINER = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"

TOLD = """
-- Of some people those whose files lie with the session's offices; where anybody else's lies is not told.
CREATE FUNCTION access.opened(persons int[], asked date, VARIADIC wanted text[]) RETURNS SETOF int {DEFINER} AS $$
DECLARE units int[] := access.units(VARIADIC wanted);
BEGIN
  RETURN QUERY SELECT who FROM unnest(persons) who WHERE access.last_cell(who, asked) = ANY (units);
END $$;

-- Whether anything that hangs or hung below a unit is foreign: policies hide it from whoever would look for it.
CREATE FUNCTION access.hangs_elsewhere(asked int, VARIADIC wanted text[]) RETURNS boolean {DEFINER} AS $$
DECLARE units int[] := access.units(VARIADIC wanted);
BEGIN
  RETURN EXISTS (SELECT FROM unit_leaf l WHERE l.ancestor = asked AND NOT l.unit = ANY (units));
END $$;

-- A decision that one does not see may change what one does, as a lawful erasure: answers are kept under the hash of the last of all.
CREATE FUNCTION access.head() RETURNS bytea {DEFINER} AS $$
BEGIN
  RETURN (SELECT hash FROM ledger_decision WHERE kind NOT LIKE 'access.%' ORDER BY id DESC LIMIT 1);
END $$;

REVOKE ALL ON FUNCTION access.opened, access.hangs_elsewhere, access.head FROM PUBLIC;

CREATE POLICY own_account ON accounts_account FOR ALL USING (id = (SELECT access.account()));
ALTER TABLE accounts_account ENABLE ROW LEVEL SECURITY;
"""

UNDO = """
ALTER TABLE accounts_account DISABLE ROW LEVEL SECURITY;
DROP POLICY own_account ON accounts_account;
DROP FUNCTION access.opened;
DROP FUNCTION access.hangs_elsewhere;
DROP FUNCTION access.head;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0011_citizen_ids"), ("accounts", "0002_factors_sessions_and_recoveries")]

    operations = [migrations.RunSQL(TOLD.replace("{DEFINER}", DEFINER), UNDO)]

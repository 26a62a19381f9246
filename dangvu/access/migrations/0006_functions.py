"""Who the session of a statement is and what it sees, asked of tables that its own role cannot read."""

from django.db import migrations

DEFINER = "LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"

FUNCTIONS = """
CREATE SCHEMA access;

CREATE FUNCTION access.today() RETURNS date LANGUAGE sql STABLE SET search_path = pg_catalog
RETURN (statement_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;

-- A session that was never told its secret fails here, one whose transaction is over finds nobody.
CREATE FUNCTION access.account() RETURNS bigint {DEFINER} AS $$
BEGIN
  RETURN (SELECT s.account_id FROM access_session s JOIN accounts_account a ON a.id = s.account_id AND a.is_active
           WHERE s.token_hash = sha256(convert_to(current_setting('dangvu.token'), 'UTF8')) AND s.expires > statement_timestamp());
END $$;

-- Those of the session alone, valid at the moment of the statement.
CREATE FUNCTION access.mandates() RETURNS TABLE (
  number bigint, account bigint, role text, label text, unit int, source bigint, since date, until date, rights text[]
) {DEFINER} AS $$
BEGIN
  RETURN QUERY
  SELECT m.grant_id, m.account_id, m.role_id::text, r.label, m.unit_id, m.source_id, lower(m.period), upper(m.period),
         ARRAY(SELECT x."right"::text FROM access_right x WHERE x.role_id = m.role_id)
    FROM access_mandate m JOIN access_role r ON r.code = m.role_id
   WHERE m.account_id = access.account() AND upper_inf(m.recorded) AND m.period @> access.today()
   ORDER BY r."order", m.unit_id NULLS FIRST, m.grant_id;
END $$;

CREATE FUNCTION access.whole(VARIADIC wanted text[]) RETURNS boolean {DEFINER} AS $$
BEGIN
  RETURN EXISTS (SELECT FROM access.mandates() m WHERE m.unit IS NULL AND m.rights && wanted);
END $$;

-- The written rule of docs/areas/access.md, once more in SQL: neither layer asks the other.
CREATE FUNCTION access.units(VARIADIC wanted text[]) RETURNS int[] {DEFINER} AS $$
DECLARE
  places int[] := ARRAY(SELECT DISTINCT m.unit FROM access.mandates() m WHERE m.rights && wanted);
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

-- What policies ask: records about people and units show themselves to whoever lists or counts them.
CREATE FUNCTION access.seen() RETURNS int[] {DEFINER} AS $$
BEGIN
  RETURN access.units('see', 'figures');
END $$;

-- The same as rows, of a number that the planner is told instead of computing them to plan.
CREATE FUNCTION access.seen_units() RETURNS SETOF int ROWS 50 {DEFINER} AS $$
BEGIN
  RETURN QUERY SELECT unnest(access.seen());
END $$;

-- Asked for every table of a statement, hence in one go.
CREATE FUNCTION access.all_seen() RETURNS boolean {DEFINER} AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM access_mandate m JOIN access_right r ON r.role_id = m.role_id AND r."right" IN ('see', 'figures')
     WHERE m.account_id = access.account() AND m.unit_id IS NULL AND upper_inf(m.recorded) AND m.period @> access.today());
END $$;

-- The names of what stands above belong to what one sees, of today and of any other day.
CREATE FUNCTION access.named_units() RETURNS SETOF int ROWS 50 {DEFINER} AS $$
DECLARE units int[] := access.seen();
BEGIN
  RETURN QUERY SELECT unnest(units) UNION SELECT l.ancestor FROM unit_leaf l WHERE l.unit = ANY (units);
END $$;

-- A person shows through any stay in what one sees, and everybody to oneself.
CREATE FUNCTION access.seen_persons() RETURNS SETOF int ROWS 500 {DEFINER} AS $$
BEGIN
  RETURN QUERY SELECT m.person_id FROM members_membership m WHERE m.cell_id = ANY (access.seen()) UNION SELECT access.myself();
END $$;

CREATE FUNCTION access.myself() RETURNS int {DEFINER} AS $$
BEGIN
  RETURN (SELECT h.person_id FROM access_holder h WHERE h.account_id = access.account() AND upper_inf(h.recorded)
            AND EXISTS (SELECT FROM access.mandates() m WHERE 'own' = ANY (m.rights)));
END $$;

-- The cell a file lies with, also where one does not see it: that of the day, else the last one before it, else the first after it.
CREATE FUNCTION access.last_cell(who int, asked date) RETURNS int {DEFINER} AS $$
BEGIN
  RETURN (SELECT cell_id FROM members_membership WHERE person_id = who AND upper_inf(recorded)
           ORDER BY lower(period) <= asked DESC, CASE WHEN lower(period) <= asked THEN lower(period) END DESC, lower(period) LIMIT 1);
END $$;

-- The file that an import came from, of decisions that one may see; the rest of what was decided stays with the owner.
CREATE FUNCTION access.file_names(numbers bigint[]) RETURNS TABLE (decision bigint, name text) {DEFINER} AS $$
BEGIN
  RETURN QUERY SELECT d.id, d.payload #>> '{values,file_name}' FROM ledger_decision d
   WHERE d.id = ANY (numbers) AND d.kind = 'exchange.import'
     AND (access.all_seen() OR EXISTS (
            SELECT FROM access_touched t WHERE t.decision = d.id AND (t.unit = 0 OR t.unit = ANY (access.seen()))));
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0005_sessions"), ("members", "0004_attributes_erasable"), ("exchange", "0002_guards")]

    operations = [
        migrations.RunSQL(
            FUNCTIONS.replace("{DEFINER}", DEFINER) + "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA access FROM PUBLIC;",
            "DROP SCHEMA access CASCADE",
        )
    ]

"""Letters close once like every remembered row; both sides of one see it, and the receiving side learns from it whom it introduces."""

from django.db import migrations

from dangvu.ledger.dated import guard, pointing

PLACES = {"transfers_letter": "to_id", "transfers_temporarystay": "host_id"}

NOTED = [
    f"CREATE TRIGGER {name}_{verb} AFTER {verb} ON {table} REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION {call}"
    for table, column in PLACES.items()
    for name, call in (("touch_units", f"access_note_units('{column}')"), ("touch_persons", "access_note_persons()"))
    for verb in ("insert", "update")
]
UNNOTED = [
    f"DROP TRIGGER {name}_{verb} ON {table}"
    for table in PLACES
    for name in ("touch_units", "touch_persons")
    for verb in ("insert", "update")
]

SEEN = (
    "(SELECT access.all_seen()) OR {column} IN (SELECT access.seen_units()) OR person_id IN (SELECT access.seen_persons())"  # oneself too
)

DEFINER = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
TOLD = f"""
-- Who is on the way by letter, or stays elsewhere on a day: who it is, where the member counts, and where to.
CREATE FUNCTION transfers_moving(asked date)
RETURNS TABLE (what text, person int, public_id uuid, name text, record_no text, cell int, home text, there int, destination text)
LANGUAGE sql STABLE AS $$
  WITH moving AS (
    SELECT 'letter' AS what, person_id, to_id AS there, place FROM transfers_letter WHERE upper_inf(recorded) AND state = 'on_the_way'
    UNION ALL
    SELECT 'stay', person_id, host_id, place FROM transfers_temporarystay WHERE upper_inf(recorded) AND period @> asked)
  SELECT m.what, p.id, p.public_id, f.name::text, f.record_no::text, c.cell_id, h.name::text, m.there, coalesce(d.name, m.place)::text
    FROM moving m
    JOIN people_person p ON p.id = m.person_id
    JOIN members_membership c ON c.person_id = p.id AND upper_inf(c.recorded) AND c.period @> asked
    JOIN people_facts f ON f.person_id = p.id AND upper_inf(f.recorded)
    LEFT JOIN organisation_unitstate h ON h.unit_id = c.cell_id AND upper_inf(h.recorded) AND h.period @> asked
    LEFT JOIN organisation_unitstate d ON d.unit_id = m.there AND upper_inf(d.recorded) AND d.period @> asked
$$;

-- Told to whoever lists people on either side.
CREATE FUNCTION access.moving(asked date)
RETURNS TABLE (what text, person int, public_id uuid, name text, record_no text, cell int, home text, there int, destination text)
{DEFINER} AS $$
DECLARE units int[] := access.units('see');
BEGIN
  RETURN QUERY SELECT * FROM transfers_moving(asked) m WHERE m.cell = ANY (units) OR m.there = ANY (units);
END $$;

CREATE FUNCTION access.moving_persons() RETURNS SETOF int ROWS 20 {DEFINER} AS $$
BEGIN
  RETURN QUERY SELECT m.person FROM access.moving(access.today()) m;
END $$;
REVOKE ALL ON FUNCTION access.moving, access.moving_persons FROM PUBLIC;
"""

KNOWN = "(SELECT access.all_seen()) OR id IN (SELECT access.seen_persons())"
INTRODUCED = f"{KNOWN} OR id IN (SELECT access.moving_persons())"
"""The numbers of those whom a letter or a stay brings, so that their reading can be noted; their records stay where they are."""


class Migration(migrations.Migration):
    dependencies = [("transfers", "0001_initial"), ("access", "0010_touched_by_few")]

    operations = [
        guard(*PLACES),
        pointing("transfers_letter", **dict.fromkeys(("origin_id", "to_id", "cell_id"), "organisation_unit"), person_id="people_person"),
        pointing("transfers_temporarystay", host_id="organisation_unit", person_id="people_person"),
        migrations.RunSQL([*NOTED], [*UNNOTED]),
        migrations.RunSQL(
            [f"CREATE POLICY scope ON {table} FOR SELECT USING ({SEEN.format(column=column)})" for table, column in PLACES.items()],
            [f"DROP POLICY scope ON {table}" for table in PLACES],
        ),
        migrations.RunSQL(
            [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in PLACES],
            [f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY" for table in PLACES],
        ),
        migrations.RunSQL(TOLD, "DROP FUNCTION access.moving_persons; DROP FUNCTION access.moving; DROP FUNCTION transfers_moving;"),
        migrations.RunSQL(
            f"ALTER POLICY scope ON people_person USING ({INTRODUCED})", f"ALTER POLICY scope ON people_person USING ({KNOWN})"
        ),
    ]

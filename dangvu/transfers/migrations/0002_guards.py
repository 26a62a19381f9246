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
TOLD = """
-- Of people with a letter on the way: where they are, and who they are, told to whoever lists people on either side of the letter.
CREATE FUNCTION access.introduced(persons int[], asked date) RETURNS TABLE (person int, cell int) {DEFINER} AS $$
DECLARE units int[] := access.seen();
BEGIN
  RETURN QUERY
  SELECT m.person_id, m.cell_id FROM members_membership m
    JOIN transfers_letter l ON l.person_id = m.person_id AND upper_inf(l.recorded) AND l.state = 'on_the_way'
   WHERE m.person_id = ANY (persons) AND upper_inf(m.recorded) AND m.period @> asked
     AND (m.cell_id = ANY (units) OR l.to_id = ANY (units));
END $$;

CREATE FUNCTION access.introduced_names(persons int[])
RETURNS TABLE (person int, name text, record_no text, public_id uuid) {DEFINER} AS $$
DECLARE units int[] := access.units('see');
BEGIN
  RETURN QUERY
  SELECT p.id, f.name::text, f.record_no::text, p.public_id FROM people_person p
    JOIN people_facts f ON f.person_id = p.id AND upper_inf(f.recorded)
    JOIN transfers_letter l ON l.person_id = p.id AND upper_inf(l.recorded) AND l.state = 'on_the_way'
   WHERE p.id = ANY (persons) AND (l.to_id = ANY (units) OR access.last_cell(p.id, access.today()) = ANY (units));
END $$;
REVOKE ALL ON FUNCTION access.introduced, access.introduced_names FROM PUBLIC;
"""


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
        migrations.RunSQL(TOLD.replace("{DEFINER}", DEFINER), "DROP FUNCTION access.introduced_names; DROP FUNCTION access.introduced;"),
    ]

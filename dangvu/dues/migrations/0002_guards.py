"""Rows of dues close once and are emptied by a lawful erasure; who is told what a person paid, and what cells took in.

That a month was paid is seen by whoever sees the cell or the person; the column of the amount is granted to nobody over the web.
"""

from django.db import migrations

from dangvu.ledger.dated import pointing

VALUES = {"dues_rate": "key", "dues_payment": "amount", "dues_exemption": "reason"}
PERSONS = ("dues_rate", "dues_exemption")

GUARDS = [
    statement
    for table, value in VALUES.items()
    for statement in (
        f"CREATE TRIGGER only_close BEFORE UPDATE ON {table} FOR EACH ROW "
        "WHEN (NEW.erased = OLD.erased) EXECUTE FUNCTION ledger_only_close()",
        f"CREATE TRIGGER only_erase BEFORE UPDATE ON {table} FOR EACH ROW WHEN (NEW.erased <> OLD.erased) "
        f"""EXECUTE FUNCTION ledger_only_erase('{{"{value}": null, "erased": true}}')""",
        f"CREATE TRIGGER no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
        f"CREATE TRIGGER no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
    )
]
NOTED = [
    f"CREATE TRIGGER touch_{verb} AFTER {verb} ON {table} REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION {call}"
    for table, call in (*((table, "access_note_persons()") for table in PERSONS), ("dues_payment", "access_note_units('cell_id')"))
    for verb in ("insert", "update")
]
UNDO = [
    f"DROP TRIGGER {name} ON {table}"
    for table in VALUES
    for name in ("only_close", "only_erase", "no_delete", "no_truncate", "touch_insert", "touch_update")
]

DEFINER = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
TOLD = f"""
-- What cells took in for a month; where fewer paid than a sum may tell of, the amount is withheld from everybody who asks for sums.
CREATE FUNCTION dues_sums(asked date, cells int[]) RETURNS TABLE (cell int, payers bigint, amount bigint) LANGUAGE sql STABLE AS $$
  SELECT d.cell_id, count(*), CASE WHEN count(*) >= max(r.value::int) THEN sum(d.amount) END
    FROM dues_payment d JOIN rulebook_rule r ON r.key = 'dues_sum_from' AND r.period @> asked
   WHERE d.cell_id = ANY (cells) AND d.month = asked AND upper_inf(d.recorded)
   GROUP BY d.cell_id
$$;

-- Told of the units that the session lists or counts.
CREATE FUNCTION access.dues_sums(asked date, cells int[]) RETURNS TABLE (cell int, payers bigint, amount bigint) {DEFINER} AS $$
BEGIN
  RETURN QUERY SELECT * FROM public.dues_sums(asked, ARRAY(SELECT unnest(cells) INTERSECT SELECT unnest(access.seen())));
END $$;

-- What each member paid is told to the treasurer of the cell.
CREATE FUNCTION access.dues_amounts(which int, asked date) RETURNS TABLE (person int, amount int) {DEFINER} AS $$
BEGIN
  IF which = ANY (access.units('dues')) THEN
    RETURN QUERY SELECT d.person_id, d.amount FROM dues_payment d
                  WHERE d.cell_id = which AND d.month = asked AND upper_inf(d.recorded) AND NOT d.erased;
  END IF;
END $$;

-- Whose rate the session may see: members of the cells that it is treasurer of, and oneself.
CREATE FUNCTION access.dues_persons() RETURNS SETOF int ROWS 50 {DEFINER} AS $$
DECLARE units int[] := access.units('dues');
BEGIN
  RETURN QUERY SELECT m.person_id FROM members_membership m
                WHERE m.cell_id = ANY (units) AND upper_inf(m.recorded) AND m.period @> access.today()
               UNION SELECT access.myself();
END $$;
REVOKE ALL ON FUNCTION access.dues_sums, access.dues_amounts, access.dues_persons FROM PUBLIC;
"""
UNTOLD = "DROP FUNCTION access.dues_persons; DROP FUNCTION access.dues_amounts; DROP FUNCTION access.dues_sums; DROP FUNCTION dues_sums;"

PERSON = "(SELECT access.all_seen()) OR person_id IN (SELECT access.seen_persons())"
POLICIES = {
    "dues_rate": "person_id IN (SELECT access.dues_persons())",
    "dues_payment": f"{PERSON} OR cell_id IN (SELECT access.seen_units())",
    "dues_exemption": PERSON,
}


class Migration(migrations.Migration):
    dependencies = [
        ("dues", "0001_dues"),
        ("access", "0020_right_to_dues"),
        ("rulebook", "0008_dues"),
        ("members", "0004_attributes_erasable"),
    ]

    operations = [
        migrations.RunSQL([*GUARDS, *NOTED], [*UNDO]),
        pointing("dues_rate", person_id="people_person"),
        pointing("dues_payment", person_id="people_person", cell_id="organisation_unit"),
        pointing("dues_exemption", person_id="people_person"),
        migrations.RunSQL(TOLD, UNTOLD),
        migrations.RunSQL(
            [f"CREATE POLICY scope ON {table} FOR SELECT USING ({condition})" for table, condition in POLICIES.items()],
            [f"DROP POLICY scope ON {table}" for table in POLICIES],
        ),
        migrations.RunSQL(
            [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in POLICIES],
            [f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY" for table in POLICIES],
        ),
    ]

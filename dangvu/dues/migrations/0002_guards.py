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
-- What cells took in for a month as of a day. An amount is told where at least so many amounts are in it as the rule says, erased ones not
-- counted, and where nobody paid after the day: the sums of two days would tell what was paid between them.
CREATE FUNCTION dues_sums(asked date, looked date, cells int[]) RETURNS TABLE (cell int, payers bigint, erased bigint, amount bigint)
LANGUAGE sql STABLE AS $$
  SELECT d.cell_id, count(*) FILTER (WHERE d.paid_on <= looked), count(*) FILTER (WHERE d.paid_on <= looked AND d.erased),
         CASE WHEN count(d.amount) >= max(r.value::int) AND max(d.paid_on) <= looked THEN sum(d.amount) END
    FROM dues_payment d JOIN rulebook_rule r ON r.key = 'dues_sum_from' AND r.period @> asked
   WHERE d.cell_id = ANY (cells) AND d.month = asked AND upper_inf(d.recorded)
   GROUP BY d.cell_id HAVING min(d.paid_on) <= looked
$$;

-- Told of the units that the session lists or counts.
CREATE FUNCTION access.dues_sums(asked date, looked date, cells int[])
RETURNS TABLE (cell int, payers bigint, erased bigint, amount bigint) {DEFINER} AS $$
BEGIN
  RETURN QUERY SELECT * FROM public.dues_sums(asked, looked, ARRAY(SELECT unnest(cells) INTERSECT SELECT unnest(access.seen())));
END $$;

-- The cells that the session is treasurer of and a member of today: whoever moved away reads no more, whoever never belonged never did.
CREATE FUNCTION access.dues_cells() RETURNS SETOF int ROWS 1 {DEFINER} AS $$
DECLARE units int[] := access.units('dues');
BEGIN
  RETURN QUERY SELECT m.cell_id FROM access_holder h JOIN members_membership m ON m.person_id = h.person_id
                WHERE h.account_id = access.account() AND upper_inf(h.recorded) AND upper_inf(m.recorded)
                  AND m.period @> access.today() AND m.cell_id = ANY (units);
END $$;

-- What each member paid is told to the treasurer of the cell.
CREATE FUNCTION access.dues_amounts(which int, asked date, looked date) RETURNS TABLE (person int, amount int) {DEFINER} AS $$
BEGIN
  IF which IN (SELECT access.dues_cells()) THEN
    RETURN QUERY SELECT d.person_id, d.amount FROM dues_payment d
                  WHERE d.cell_id = which AND d.month = asked AND d.paid_on <= looked AND upper_inf(d.recorded) AND NOT d.erased;
  END IF;
END $$;

-- Whose rate the session may see: members of the cells that it is treasurer of, and oneself.
CREATE FUNCTION access.dues_persons() RETURNS SETOF int ROWS 50 {DEFINER} AS $$
BEGIN
  RETURN QUERY SELECT m.person_id FROM members_membership m
                WHERE m.cell_id IN (SELECT access.dues_cells()) AND upper_inf(m.recorded) AND m.period @> access.today()
               UNION SELECT access.myself();
END $$;

-- Whose payments and exemptions the session may see: people of units that it lists, not of those that it only counts; and oneself.
CREATE FUNCTION access.dues_listed() RETURNS SETOF int ROWS 500 {DEFINER} AS $$
DECLARE units int[] := access.units('see');
BEGIN
  RETURN QUERY SELECT m.person_id FROM members_membership m WHERE m.cell_id = ANY (units) UNION ALL SELECT access.myself();
END $$;
REVOKE ALL ON FUNCTION access.dues_sums, access.dues_cells, access.dues_amounts, access.dues_persons, access.dues_listed FROM PUBLIC;
"""
UNTOLD = (
    "DROP FUNCTION access.dues_listed; DROP FUNCTION access.dues_persons; DROP FUNCTION access.dues_amounts; "
    "DROP FUNCTION access.dues_cells; DROP FUNCTION access.dues_sums; DROP FUNCTION dues_sums;"
)

PERSON = "person_id IN (SELECT access.dues_listed())"
POLICIES = {
    "dues_rate": "person_id IN (SELECT access.dues_persons())",
    "dues_payment": f"{PERSON} OR cell_id = ANY ((SELECT access.units('see'))::int[])",
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

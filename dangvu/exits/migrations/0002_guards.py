"""Rows of cases close once, grounds are emptied by a lawful erasure; they are seen by whoever may open the person's file now.

A cell where the person was once lists the person, and learns nothing of a case; nor does whoever counts alone, of the whole register too.
"""

from django.db import migrations

from dangvu.ledger.dated import guard, pointing

UNITS = {"exits_case": ("cell_id", "unit_id"), "exits_casevote": ("unit_id",), "exits_appeal": ("unit_id",)}
ERASABLE = [
    "CREATE TRIGGER only_close BEFORE UPDATE ON exits_case FOR EACH ROW WHEN (NEW.erased = OLD.erased) "
    "EXECUTE FUNCTION ledger_only_close()",
    "CREATE TRIGGER only_erase BEFORE UPDATE ON exits_case FOR EACH ROW WHEN (NEW.erased <> OLD.erased) "
    """EXECUTE FUNCTION ledger_only_erase('{"reason": null, "erased": true}')""",
    "CREATE TRIGGER no_delete BEFORE DELETE ON exits_case FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    "CREATE TRIGGER no_truncate BEFORE TRUNCATE ON exits_case FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
]
GUARDING = ("only_close", "only_erase", "no_delete", "no_truncate")
TOLD = """
CREATE FUNCTION access.persons_with_a_case() RETURNS SETOF int ROWS 20
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE units int[] := access.units('see');
BEGIN
  RETURN QUERY SELECT who FROM (SELECT DISTINCT person_id AS who FROM exits_case WHERE upper_inf(recorded)) asked
    WHERE access.last_cell(who, access.today()) = ANY (units);
END $$;
REVOKE ALL ON FUNCTION access.persons_with_a_case FROM PUBLIC;

-- Where the file lies when it is decided, not every cell where the person ever was.
CREATE FUNCTION exits_note_cell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO access_touched (unit, decision)
  SELECT DISTINCT cell, decision
    FROM (SELECT access.last_cell(person_id, access.today()) AS cell, coalesce(closed_by_id, opened_by_id) AS decision FROM fresh) f
   WHERE cell IS NOT NULL
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
"""
UNTOLD = "DROP FUNCTION exits_note_cell; DROP FUNCTION access.persons_with_a_case"
KNOWN = "person_id IN (SELECT access.persons_with_a_case())"


class Migration(migrations.Migration):
    dependencies = [("exits", "0001_exits"), ("access", "0012_told_within"), ("rulebook", "0009_exits")]

    operations = [
        guard("exits_casevote", "exits_appeal"),
        migrations.RunSQL([*ERASABLE], [f"DROP TRIGGER {name} ON exits_case" for name in GUARDING]),
        *(pointing(table, person_id="people_person", **dict.fromkeys(columns, "organisation_unit")) for table, columns in UNITS.items()),
        migrations.RunSQL(TOLD, UNTOLD),
        migrations.RunSQL(
            [
                f"CREATE TRIGGER touch_{verb} AFTER {verb} ON {table} REFERENCING NEW TABLE AS fresh "
                "FOR EACH STATEMENT EXECUTE FUNCTION exits_note_cell()"
                for table in UNITS
                for verb in ("insert", "update")
            ],
            [f"DROP TRIGGER touch_{verb} ON {table}" for table in UNITS for verb in ("insert", "update")],
        ),
        migrations.RunSQL(
            [f"CREATE POLICY scope ON {table} FOR SELECT USING ({KNOWN})" for table in UNITS],
            [f"DROP POLICY scope ON {table}" for table in UNITS],
        ),
        migrations.RunSQL(
            [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in UNITS],
            [f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY" for table in UNITS],
        ),
    ]

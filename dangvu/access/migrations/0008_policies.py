"""Row-level policies: what a statement of the web sees, whatever it asks. The owner of the tables is not bound by them.

The spelling is measured, see docs/adr/0006-rights-in-two-layers.md.
"""

from django.db import migrations

WHOLE = "(SELECT access.all_seen()) OR "
SEEN = WHOLE + "{column} IN (SELECT access.seen_units())"
NAMED = WHOLE + "{column} IN (SELECT access.named_units())"
MYSELF = " OR {person} = (SELECT access.myself())"
KNOWN = WHOLE + "{column} IN (SELECT access.seen_persons())"

STAYS = {"members_membership": ("cell_id", "person_id"), "member_span": ("cell", "person"), "member_event": ("cell", "person")}
UNITS = {"meetings_attendance": "cell_id", "meeting_summary": "cell"}
NAMES = {"organisation_unit": "id", "organisation_unitstate": "unit_id", "organisation_unitedge": "unit_id", "unit_leaf": "unit"}
PERSONS = {
    "people_person": "id",
    "people_facts": "person_id",
    "members_admission": "person_id",
    "members_standing": "person_id",
    "members_profile": "person_id",
    "members_post": "person_id",
}

POLICIES = {
    **{table: (SEEN + MYSELF).format(column=column, person=person) for table, (column, person) in STAYS.items()},
    **{table: SEEN.format(column=column) for table, column in UNITS.items()},
    **{table: NAMED.format(column=column) for table, column in NAMES.items()},
    **{table: KNOWN.format(column=column) for table, column in PERSONS.items()},
    "access_touched": (SEEN + " OR unit = 0").format(column="unit"),
    "ledger_decision": WHOLE + "EXISTS (SELECT FROM access_touched touch WHERE touch.decision = ledger_decision.id)",
}
VIEWS = ("unit_span", "locality_span", "locality_count")


class Migration(migrations.Migration):
    dependencies = [("access", "0007_touched_units")]

    operations = [
        migrations.RunSQL(
            [f"CREATE POLICY scope ON {table} FOR SELECT USING ({condition})" for table, condition in POLICIES.items()],
            [f"DROP POLICY scope ON {table}" for table in POLICIES],
        ),
        migrations.RunSQL(
            [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in POLICIES],
            [f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY" for table in POLICIES],
        ),
        migrations.RunSQL(
            [f"ALTER VIEW {view} SET (security_invoker = true)" for view in VIEWS],
            [f"ALTER VIEW {view} RESET (security_invoker)" for view in VIEWS],
        ),
    ]

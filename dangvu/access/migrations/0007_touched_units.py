"""Which units a decision touched, so that whoever sees one of them sees that it was decided; 0 stands for everybody.

Statements note it with the rows they open and close. People are noted by every cell they ever were in, counts of a place are everybody's.
"""

from django.db import migrations

BY_UNIT = {
    "organisation_unitstate": ("unit_id",),
    "organisation_unitedge": ("unit_id", "parent_id"),
    "members_membership": ("cell_id",),
    "members_post": ("unit_id",),
    "meetings_attendance": ("cell_id",),
    "access_mandate": ("unit_id",),
}
BY_PERSON = ("people_facts", "members_admission", "members_standing", "members_profile", "members_post")
FOR_ALL = ("organisation_localitystate", "organisation_localityfact")

TABLE = """
CREATE TABLE access_touched (unit int NOT NULL, decision bigint NOT NULL, PRIMARY KEY (decision, unit));
CREATE INDEX access_touched_unit ON access_touched (unit, decision);

CREATE FUNCTION access_note_units() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY TG_ARGV LOOP
    EXECUTE format(
      'INSERT INTO access_touched (unit, decision) SELECT DISTINCT %1$I, coalesce(closed_by_id, opened_by_id) FROM fresh '
      'WHERE %1$I IS NOT NULL ON CONFLICT DO NOTHING', name);
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION access_note_persons() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO access_touched (unit, decision)
  SELECT DISTINCT m.cell_id, f.decision
    FROM (SELECT DISTINCT person_id, coalesce(closed_by_id, opened_by_id) AS decision FROM fresh) f
    JOIN members_membership m ON m.person_id = f.person_id
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE FUNCTION access_note_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO access_touched (unit, decision) SELECT DISTINCT 0, coalesce(closed_by_id, opened_by_id) FROM fresh ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
"""

UNDO = """
DROP TABLE access_touched;
DROP FUNCTION access_note_units();
DROP FUNCTION access_note_persons();
DROP FUNCTION access_note_all();
"""


def _triggers() -> list[tuple[str, str, str]]:
    """Table, name and call of every trigger."""
    named = {table: ", ".join(f"'{column}'" for column in columns) for table, columns in BY_UNIT.items()}
    return [
        *((table, "touch_units", f"access_note_units({columns})") for table, columns in named.items()),
        *((table, "touch_persons", "access_note_persons()") for table in BY_PERSON),
        *((table, "touch_all", "access_note_all()") for table in FOR_ALL),
    ]


MADE = [
    f"CREATE TRIGGER {name}_{verb} AFTER {verb} ON {table} REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION {call}"
    for table, name, call in _triggers()
    for verb in ("insert", "update")
]
GONE = [f"DROP TRIGGER {name}_{verb} ON {table}" for table, name, _call in _triggers() for verb in ("insert", "update")]

BEFORE = [
    f"INSERT INTO access_touched (unit, decision) SELECT DISTINCT {column}, {by} FROM {table} "
    f"WHERE {column} IS NOT NULL AND {by} IS NOT NULL ON CONFLICT DO NOTHING"
    for table, columns in BY_UNIT.items()
    for column in columns
    for by in ("opened_by_id", "closed_by_id")
]
BEFORE += [
    f"INSERT INTO access_touched (unit, decision) SELECT DISTINCT m.cell_id, f.{by} FROM {table} f "
    f"JOIN members_membership m USING (person_id) WHERE f.{by} IS NOT NULL ON CONFLICT DO NOTHING"
    for table in BY_PERSON
    for by in ("opened_by_id", "closed_by_id")
]
BEFORE += [
    f"INSERT INTO access_touched (unit, decision) SELECT DISTINCT 0, {by} FROM {table} WHERE {by} IS NOT NULL ON CONFLICT DO NOTHING"
    for table in FOR_ALL
    for by in ("opened_by_id", "closed_by_id")
]
"""What was decided before there was this table."""


class Migration(migrations.Migration):
    dependencies = [("access", "0006_functions"), ("meetings", "0002_guards")]

    operations = [
        migrations.RunSQL(TABLE, UNDO),
        migrations.RunSQL("; ".join(MADE), "; ".join(GONE)),
        migrations.RunSQL("; ".join(BEFORE), migrations.RunSQL.noop),
    ]

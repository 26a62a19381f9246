"""Documents close and are not overwritten, numbers run on without a gap, files are what their hash says; who sees them over the web."""

from django.db import migrations

from dangvu.ledger.dated import guard, pointing

DATED = ("documents_committeeterm", "documents_document", "documents_documentperson")

NUMBERS = """
-- Of one body, type and term: as many numbers as the highest one. A cancelled document keeps its own, and both its files are there.
CREATE FUNCTION documents_judge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM documents_document d WHERE d.unit_id = NEW.unit_id AND d.kind = NEW.kind AND d.term = NEW.term
                AND upper_inf(d.recorded) HAVING max(d.number) <> count(*)) THEN
    RAISE EXCEPTION 'a number is missing' USING ERRCODE = 'check_violation', CONSTRAINT = 'numbers_without_gap';
  END IF;
  IF (SELECT count(*) FROM documents_documentfile f WHERE f.hash IN (NEW.pdf, NEW.docx)) < 2 THEN
    RAISE EXCEPTION 'a file is missing' USING ERRCODE = 'check_violation', CONSTRAINT = 'document_with_its_files';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER settle AFTER INSERT OR UPDATE ON documents_document DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION documents_judge();

ALTER TABLE documents_documentfile ADD CONSTRAINT file_as_its_hash CHECK (content IS NULL OR encode(sha256(content), 'hex') = hash);
CREATE TRIGGER only_erase BEFORE UPDATE OR DELETE ON documents_documentfile FOR EACH ROW
  EXECUTE FUNCTION ledger_only_erase('{"content": null}');
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON documents_documentfile FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
"""
UNDO = """
DROP TRIGGER no_truncate ON documents_documentfile; DROP TRIGGER only_erase ON documents_documentfile;
ALTER TABLE documents_documentfile DROP CONSTRAINT file_as_its_hash;
DROP TRIGGER settle ON documents_document; DROP FUNCTION documents_judge();
"""

CALLS = {
    "documents_committeeterm": "access_note_units('unit_id')",
    "documents_document": "access_note_units('unit_id')",
    "documents_documentperson": "access_note_persons()",
}
TOUCHES = [(table, verb, call) for table, call in CALLS.items() for verb in ("insert", "update")]

LISTED = "(SELECT access.whole('see')) OR unit_id IN (SELECT unnest(access.units('see')))"
POLICIES = {
    "documents_committeeterm": "(SELECT access.all_seen()) OR unit_id IN (SELECT access.named_units())",
    "documents_document": LISTED,
    "documents_documentperson": "issue_id IN (SELECT d.issue_id FROM documents_document d)",
    "documents_documentfile": "EXISTS (SELECT FROM documents_document d WHERE hash IN (d.pdf, d.docx))",
}
"""Documents may name people, so they show themselves to whoever lists the people of the unit that issued them; the rest goes with them."""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_documents"), ("access", "0012_told_within"), ("meetings", "0002_guards")]

    operations = [
        guard(*DATED),
        pointing("documents_committeeterm", unit_id="organisation_unit"),
        pointing("documents_document", unit_id="organisation_unit"),
        pointing("documents_documentperson", person_id="people_person"),
        migrations.RunSQL(NUMBERS, UNDO),
        migrations.RunSQL(
            [
                f"CREATE TRIGGER touch_{verb} AFTER {verb} ON {table} "
                f"REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION {call}"
                for table, verb, call in TOUCHES
            ],
            [f"DROP TRIGGER touch_{verb} ON {table}" for table, verb, _call in TOUCHES],
        ),
        migrations.RunSQL(
            [f"CREATE POLICY scope ON {table} FOR SELECT USING ({condition})" for table, condition in POLICIES.items()],
            [f"DROP POLICY scope ON {table}" for table in POLICIES],
        ),
        migrations.RunSQL(
            [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in POLICIES],
            [f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY" for table in POLICIES],
        ),
    ]

"""What the inspection office decides is proposed and answered by its right alone, shown to it alone, and by nobody without a second."""

from importlib import import_module

from django.db import migrations

guards = import_module("dangvu.proposals.migrations.0002_guards")
BEFORE = guards.JUDGE


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    """The functions with these places changed; a place that is not there once is a mistake of this file."""
    for old, new in pairs:
        if text.count(old) != 1:
            raise ValueError(old)
        text = text.replace(old, new)
    return text


def function(name: str, text: str) -> str:
    """One function of the earlier migration, to be put in the place of itself."""
    begin = text.index(f"CREATE FUNCTION {name}(")
    end = text.index("END $$;", begin) + len("END $$;")
    return text[begin:end].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)


PROPOSAL = function("proposals_judge_proposal", BEFORE)
ANSWER = function("proposals_judge_answer", BEFORE)

BY_ITS_RIGHT = replaced(
    PROPOSAL,
    ("""AND "right" = 'approve' AND kind NOT LIKE""", """AND "right" IN ('approve', 'inspect') AND kind NOT LIKE"""),
    (
        "CASE WHEN NEW.own THEN 'own' ELSE 'propose' END",
        """CASE WHEN NEW.own THEN 'own' WHEN act."right" = 'inspect' THEN 'inspect' ELSE 'propose' END""",
    ),
) + replaced(
    ANSWER,
    (
        "  IF NOT proposals_charged(NEW.mandate_id, NEW.answerer_id, wanted, asked.units)",
        """  IF EXISTS (SELECT FROM access_act WHERE kind = asked.kind AND "right" = 'inspect') THEN
    wanted := 'inspect';
  END IF;
  IF NOT proposals_charged(NEW.mandate_id, NEW.answerer_id, wanted, asked.units)""",
    ),
)

# Nobody makes such a decision past the proposal, not even whoever works on the machine itself.
BY_TWO = """
CREATE FUNCTION proposals_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM access_act WHERE kind = NEW.kind AND "right" = 'inspect')
     AND NOT EXISTS (SELECT FROM proposals_answer a WHERE a.decision_id = NEW.id AND a.verdict = 'approved') THEN
    RAISE EXCEPTION 'what the inspection office decides is proposed by one and approved by another'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decided_by_two';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER by_two AFTER INSERT ON ledger_decision DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION proposals_by_two();
"""
BY_ONE = "DROP TRIGGER by_two ON ledger_decision; DROP FUNCTION proposals_by_two();"

KEPT = """kind IN (SELECT act.kind FROM access_act act WHERE act."right" = 'inspect')"""
SEEN = f"""
CASE WHEN {KEPT}
     THEN (SELECT access.whole('inspect')) OR cardinality(units) > 0 AND units <@ (SELECT access.units('inspect'))
     ELSE {guards.SEEN} END
"""
SHOW = f"""
ALTER POLICY scope ON proposals_proposal USING ({SEEN});
CREATE POLICY by_inspection ON ledger_decision AS RESTRICTIVE FOR SELECT
  USING (NOT {KEPT} OR (SELECT access.whole('inspect') OR cardinality(access.units('inspect')) > 0));
"""
SHOW_BEFORE = f"""
DROP POLICY by_inspection ON ledger_decision;
ALTER POLICY scope ON proposals_proposal USING ({guards.SEEN});
"""


class Migration(migrations.Migration):
    dependencies = [("proposals", "0002_guards"), ("access", "0016_right_to_inspect")]

    operations = [
        migrations.RunSQL(BY_ITS_RIGHT, PROPOSAL + ANSWER),
        migrations.RunSQL(BY_TWO, BY_ONE),
        migrations.RunSQL(SHOW, SHOW_BEFORE),
    ]

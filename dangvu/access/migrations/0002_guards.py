"""Mandates close once like every remembered row, and nobody acts for another longer or elsewhere than the other may."""

from django.db import migrations

from dangvu.ledger.dated import guard

DELEGATIONS = """
CREATE FUNCTION access_judge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM access_mandate d
     WHERE upper_inf(d.recorded) AND d.source_id IS NOT NULL AND (d.grant_id = NEW.grant_id OR d.source_id = NEW.grant_id)
       AND (SELECT range_agg(s.period) @> d.period
                   AND bool_and(s.role_id = d.role_id AND s.unit_id IS NOT DISTINCT FROM d.unit_id
                                AND s.source_id IS NULL AND s.account_id <> d.account_id)
              FROM access_mandate s WHERE s.grant_id = d.source_id AND upper_inf(s.recorded)) IS NOT TRUE
  ) THEN
    RAISE EXCEPTION 'mandate % is held on behalf of one that does not cover it', NEW.grant_id
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'delegation_within_its_mandate';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER delegations AFTER INSERT OR UPDATE ON access_mandate DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION access_judge();
"""

UNDO = "DROP TRIGGER delegations ON access_mandate; DROP FUNCTION access_judge();"


class Migration(migrations.Migration):
    dependencies = [("access", "0001_roles_and_mandates")]

    operations = [guard("access_mandate", "access_holder"), migrations.RunSQL(DELEGATIONS, UNDO)]

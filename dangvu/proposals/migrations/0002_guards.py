"""The database judges who proposes and who answers: by whose mandate, over which units, to exactly what; and nothing is changed later.

It believes the columns only where they repeat the content, which its hash binds, and asks mandates of its own day.
"""

from django.db import migrations

KEEP = """
ALTER TABLE proposals_proposal ADD CONSTRAINT hash_of_the_content CHECK (hash = sha256(convert_to(content, 'UTF8')));

ALTER TABLE proposals_proposedvalue ADD CONSTRAINT value_as_committed CHECK (
  (salt IS NULL AND value IS NULL)
  OR coalesce(commitment = sha256('\\x64616e6776752f76616c75652f3100'::bytea || salt || convert_to(value, 'UTF8')), false));

ALTER TABLE proposals_answer ADD CONSTRAINT answers_what_was_proposed
  FOREIGN KEY (proposal_id, hash, proposer_id) REFERENCES proposals_proposal (id, hash, proposer_id);

CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON proposals_proposal FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER only_erase BEFORE UPDATE OR DELETE ON proposals_proposedvalue FOR EACH ROW
  EXECUTE FUNCTION ledger_only_erase('{"value": null, "salt": null}');
CREATE TRIGGER only_erase BEFORE UPDATE OR DELETE ON proposals_answer FOR EACH ROW EXECUTE FUNCTION ledger_only_erase('{"reason": ""}');
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON proposals_proposal FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON proposals_proposedvalue FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON proposals_answer FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
"""

JUDGE = """
CREATE FUNCTION proposals_refuse(rule text, why text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', why USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = rule;
END $$;

-- Whether an office holds all these units on a day, by the rule of access.units; what names no unit needs the whole instance.
CREATE FUNCTION proposals_covers(office int, wanted int[], today date) RETURNS boolean LANGUAGE sql STABLE
RETURN office IS NULL OR cardinality(wanted) > 0 AND NOT EXISTS (
  SELECT FROM unnest(wanted) w (unit) WHERE NOT EXISTS (
    SELECT FROM unit_leaf l WHERE l.unit = w.unit AND l.ancestor = office
       AND (l.since <= today AND l.until > today
            OR l.until <= today AND NOT EXISTS (
                 SELECT FROM unit_leaf s WHERE s.unit = l.unit AND s.ancestor = l.unit AND s.since <= today AND s.until > l.until)
            OR l.since > today AND NOT EXISTS (
                 SELECT FROM unit_leaf s WHERE s.unit = l.unit AND s.ancestor = l.unit AND s.since < l.since))));

-- Whether a mandate is the account's own, in force today, carries the right and covers the units.
CREATE FUNCTION proposals_charged(number bigint, account bigint, wanted text, units int[]) RETURNS boolean LANGUAGE sql STABLE
RETURN EXISTS (
  SELECT FROM access_mandate m
    JOIN access_right r ON r.role_id = m.role_id AND r."right" = wanted
    JOIN access_role o ON o.code = m.role_id AND (o."until" IS NULL OR o."until" > access.today())
    JOIN accounts_account a ON a.id = m.account_id AND a.is_active
   WHERE m.grant_id = number AND m.account_id = account AND upper_inf(m.recorded) AND m.period @> access.today()
     AND (units IS NULL OR proposals_covers(m.unit_id, units, access.today())));

CREATE FUNCTION proposals_is_today(instant timestamptz) RETURNS boolean LANGUAGE sql STABLE
RETURN abs((instant AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - access.today()) <= 1;

-- Every unit that the command names, and the cell of the person it is about, stand among the units of the proposal.
CREATE FUNCTION proposals_names_its_units(units int[], "values" jsonb) RETURNS boolean LANGUAGE sql STABLE
RETURN NOT EXISTS (
    SELECT FROM unnest(ARRAY['unit', 'cell', 'parent']) name
     WHERE jsonb_typeof("values" -> name) = 'number' AND NOT ("values" ->> name)::int = ANY (units))
  AND (jsonb_typeof("values" -> 'person') IS DISTINCT FROM 'number'
       OR coalesce(access.last_cell(("values" ->> 'person')::int, access.today()) = ANY (units), false));

CREATE FUNCTION proposals_judge_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  said jsonb := NEW.content::jsonb;
  act access_act;
BEGIN
  IF said -> 'kind' IS DISTINCT FROM to_jsonb(NEW.kind) OR said -> 'proposer' IS DISTINCT FROM to_jsonb(NEW.proposer_id)
     OR said -> 'mandate' IS DISTINCT FROM to_jsonb(NEW.mandate_id) OR said -> 'units' IS DISTINCT FROM to_jsonb(NEW.units)
     OR said -> 'read' IS DISTINCT FROM to_jsonb(NEW.read) OR said -> 'own' IS DISTINCT FROM to_jsonb(NEW.own)
     OR said #>> '{values,person}' IS DISTINCT FROM NEW.person_id::text OR NOT proposals_is_today(NEW.at) THEN
    PERFORM proposals_refuse('columns_repeat_the_content', 'the columns of a proposal say something else than its content');
  END IF;
  SELECT * INTO act FROM access_act WHERE kind = NEW.kind AND "right" = 'approve' AND kind NOT LIKE 'access.%';
  IF NOT FOUND THEN
    PERFORM proposals_refuse('decided_by_approval', 'this kind of decision is not made by approval');
  END IF;
  IF act.whole AND cardinality(NEW.units) > 0 OR NOT act.whole AND NOT proposals_names_its_units(NEW.units, said -> 'values') THEN
    PERFORM proposals_refuse('proposal_names_its_units', 'a proposal lies with every unit that it names');
  END IF;
  IF NEW.own AND (NEW.kind <> 'people.correct' OR NOT EXISTS (
       SELECT FROM access_holder h WHERE h.account_id = NEW.proposer_id AND h.person_id = NEW.person_id AND upper_inf(h.recorded))) THEN
    PERFORM proposals_refuse('own_record', 'somebody else''s record is not one''s own');
  END IF;
  IF NOT proposals_charged(NEW.mandate_id, NEW.proposer_id, CASE WHEN NEW.own THEN 'own' ELSE 'propose' END,
                           CASE WHEN NEW.own THEN NULL ELSE NEW.units END) THEN
    PERFORM proposals_refuse('proposed_by_mandate', 'the proposer holds no such mandate over these units today');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER judge BEFORE INSERT ON proposals_proposal FOR EACH ROW EXECUTE FUNCTION proposals_judge_proposal();

CREATE FUNCTION proposals_judge_value() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM proposals_proposal p
                  WHERE p.id = NEW.proposal_id AND p.content::jsonb #>> ARRAY['personal', NEW.field] = encode(NEW.commitment, 'hex')) THEN
    PERFORM proposals_refuse('value_of_the_content', 'the content of the proposal holds no such commitment');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER judge BEFORE INSERT ON proposals_proposedvalue FOR EACH ROW EXECUTE FUNCTION proposals_judge_value();

-- What was carried out is word for word what was proposed, later than it was read, and the ledger names both persons for it.
CREATE FUNCTION proposals_carried_out(proposed proposals_proposal, decision bigint, approver bigint) RETURNS boolean LANGUAGE sql STABLE
RETURN EXISTS (
  SELECT FROM ledger_decision d
   WHERE d.id = decision AND d.id > proposed.read AND d.kind = proposed.kind
     AND jsonb_build_object('on', to_char(d."on", 'YYYY-MM-DD'), 'body', d.body, 'document', d.document, 'values', d.payload -> 'values')
         <@ proposed.content::jsonb
     AND d.payload -> 'values' = proposed.content::jsonb -> 'values'
     AND d.actor = (SELECT a.username || '; đề nghị: ' || p.username FROM accounts_account a, accounts_account p
                     WHERE a.id = approver AND p.id = proposed.proposer_id)
     AND (SELECT coalesce(jsonb_object_agg(v.field, v.value), '{}') FROM ledger_personalvalue v WHERE v.decision_id = d.id)
         = (SELECT coalesce(jsonb_object_agg(v.field, v.value::jsonb), '{}') FROM proposals_proposedvalue v
             WHERE v.proposal_id = proposed.id));

CREATE FUNCTION proposals_judge_answer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  asked proposals_proposal;
  confirmed_by bigint;
  wanted text := CASE WHEN NEW.verdict = 'confirmed' THEN 'propose' ELSE 'approve' END;
BEGIN
  SELECT * INTO asked FROM proposals_proposal WHERE id = NEW.proposal_id FOR UPDATE;
  SELECT answerer_id INTO confirmed_by FROM proposals_answer WHERE proposal_id = NEW.proposal_id AND verdict = 'confirmed';
  IF EXISTS (SELECT FROM proposals_answer WHERE proposal_id = NEW.proposal_id AND verdict <> 'confirmed') THEN
    PERFORM proposals_refuse('one_end_of_a_proposal', 'this proposal has been answered');
  END IF;
  IF NOT proposals_is_today(NEW.at) OR NEW.at < asked.at THEN
    PERFORM proposals_refuse('answered_today', 'an answer is given today, after the proposal');
  END IF;
  IF NEW.verdict = 'withdrawn' THEN
    RETURN NEW;
  END IF;
  IF NEW.verdict = 'confirmed' AND NOT asked.own OR NEW.verdict IN ('approved', 'refused') AND asked.own AND confirmed_by IS NULL THEN
    PERFORM proposals_refuse('the_cell_first', 'the cell confirms a member''s own correction, and nothing else');
  END IF;
  IF NEW.answerer_id = confirmed_by THEN
    PERFORM proposals_refuse('confirmed_by_another', 'who confirmed does not decide');
  END IF;
  IF EXISTS (SELECT FROM access_holder h
              WHERE h.account_id = NEW.answerer_id AND h.person_id = asked.person_id AND upper_inf(h.recorded)) THEN
    PERFORM proposals_refuse('nobody_about_oneself', 'nobody decides about the own record');
  END IF;
  IF NEW.verdict = 'returned' AND asked.own AND confirmed_by IS NULL THEN
    wanted := 'propose';
  END IF;
  IF NOT proposals_charged(NEW.mandate_id, NEW.answerer_id, wanted, asked.units)
     OR asked.person_id IS NOT NULL
        AND NOT proposals_charged(NEW.mandate_id, NEW.answerer_id, wanted, ARRAY[access.last_cell(asked.person_id, access.today())]) THEN
    PERFORM proposals_refuse('answered_by_mandate_of_today', 'whoever answers holds no such mandate over these units today');
  END IF;
  IF EXISTS (SELECT FROM accounts_account a WHERE a.id = NEW.answerer_id AND a.signs_from > NEW.at) THEN
    PERFORM proposals_refuse('signs_later', 'nothing is signed within a day of a recovery');
  END IF;
  IF NEW.verdict = 'approved' AND NOT proposals_carried_out(asked, NEW.decision_id, NEW.answerer_id) THEN
    PERFORM proposals_refuse('approved_as_proposed', 'that decision is not what was proposed');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER judge BEFORE INSERT ON proposals_answer FOR EACH ROW EXECUTE FUNCTION proposals_judge_answer();
"""

PENDING = """
CREATE FUNCTION proposals_note_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM proposals_pending WHERE proposal_id = NEW.replaces_id;
  INSERT INTO proposals_pending (proposal_id, returned) VALUES (NEW.id, false);
  RETURN NULL;
END $$;
CREATE TRIGGER note AFTER INSERT ON proposals_proposal FOR EACH ROW EXECUTE FUNCTION proposals_note_proposal();

CREATE FUNCTION proposals_note_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.verdict = 'returned' THEN
    UPDATE proposals_pending SET returned = true WHERE proposal_id = NEW.proposal_id;
  ELSIF NEW.verdict <> 'confirmed' THEN
    DELETE FROM proposals_pending WHERE proposal_id = NEW.proposal_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note AFTER INSERT ON proposals_answer FOR EACH ROW EXECUTE FUNCTION proposals_note_answer();
"""

UNDO = """
DROP TRIGGER note ON proposals_answer;
DROP TRIGGER note ON proposals_proposal;
DROP FUNCTION proposals_note_answer, proposals_note_proposal;
DROP TRIGGER judge ON proposals_answer;
DROP TRIGGER judge ON proposals_proposedvalue;
DROP TRIGGER judge ON proposals_proposal;
DROP FUNCTION proposals_judge_answer, proposals_carried_out, proposals_judge_value, proposals_judge_proposal, proposals_names_its_units,
  proposals_is_today, proposals_charged, proposals_covers, proposals_refuse;
"""

FREE = """
DROP TRIGGER no_truncate ON proposals_answer; DROP TRIGGER only_erase ON proposals_answer;
DROP TRIGGER no_truncate ON proposals_proposedvalue; DROP TRIGGER only_erase ON proposals_proposedvalue;
DROP TRIGGER no_truncate ON proposals_proposal; DROP TRIGGER no_change ON proposals_proposal;
ALTER TABLE proposals_answer DROP CONSTRAINT answers_what_was_proposed;
ALTER TABLE proposals_proposedvalue DROP CONSTRAINT value_as_committed;
ALTER TABLE proposals_proposal DROP CONSTRAINT hash_of_the_content;
"""

OPEN = "(SELECT access.whole('propose', 'approve')) OR cardinality(units) > 0 AND units <@ (SELECT access.units('propose', 'approve'))"
SEEN = f"proposer_id = (SELECT access.account()) OR {OPEN}"
POLICIES = {
    "proposals_proposal": SEEN,
    "proposals_proposedvalue": "EXISTS (SELECT FROM proposals_proposal p WHERE p.id = proposal_id)",
    "proposals_answer": "EXISTS (SELECT FROM proposals_proposal p WHERE p.id = proposal_id)",
}
"""One's own, and what lies wholly within what one may propose or decide about; values and answers show themselves with the proposal."""


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_initial"), ("access", "0008_policies")]

    operations = [
        migrations.RunSQL(KEEP, FREE),
        migrations.RunSQL(JUDGE + PENDING, UNDO),
        migrations.RunSQL(
            [f"CREATE POLICY scope ON {table} FOR SELECT USING ({condition})" for table, condition in POLICIES.items()],
            [f"DROP POLICY scope ON {table}" for table in POLICIES],
        ),
        migrations.RunSQL(
            [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in POLICIES],
            [f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY" for table in POLICIES],
        ),
    ]

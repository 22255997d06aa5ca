-- From a figure to money: what the guards of the domain forbid, whoever writes.

CREATE FUNCTION holds_role(person uuid, organisation uuid, wanted text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM membership WHERE user_id = person AND organisation_id = organisation AND role = ANY(wanted) AND accepted_at IS NOT NULL AND ended_at IS NULL)
$$;
--> statement-breakpoint

-- A figure keeps what it says; each step is taken once, by somebody who holds its role in the bureau, and money is bound on the accounts of its limits.
CREATE FUNCTION determination_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'determinations are kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'determination_kept';
  END IF;
  IF (NEW.id, NEW.policy_version_id, NEW.policy_id, NEW.policy_status, NEW.rule, NEW.subject_kind, NEW.subject_id, NEW.beneficiary_id, NEW."window", NEW.gives, NEW.ceiling_fen, NEW.computed_by, NEW.bureau_id, NEW.computed_at)
      IS DISTINCT FROM (OLD.id, OLD.policy_version_id, OLD.policy_id, OLD.policy_status, OLD.rule, OLD.subject_kind, OLD.subject_id, OLD.beneficiary_id, OLD."window", OLD.gives, OLD.ceiling_fen, OLD.computed_by, OLD.bureau_id, OLD.computed_at)
    OR NEW.trace IS DISTINCT FROM OLD.trace THEN
    RAISE EXCEPTION 'a figure keeps what it says; compute it anew' USING ERRCODE = 'check_violation', CONSTRAINT = 'determination_fixed';
  END IF;
  IF (OLD.claimed_by IS NOT NULL AND (NEW.claimed_by, NEW.claimed_at) IS DISTINCT FROM (OLD.claimed_by, OLD.claimed_at))
    OR (OLD.told_by IS NOT NULL AND (NEW.told_by, NEW.told_at) IS DISTINCT FROM (OLD.told_by, OLD.told_at))
    OR (OLD.reviewed_by IS NOT NULL AND (NEW.reviewed_by, NEW.reviewed_at) IS DISTINCT FROM (OLD.reviewed_by, OLD.reviewed_at))
    OR (OLD.approved_by IS NOT NULL AND (NEW.approved_by, NEW.approved_at, NEW.approved_fen) IS DISTINCT FROM (OLD.approved_by, OLD.approved_at, OLD.approved_fen))
    OR (OLD.paid_by IS NOT NULL AND (NEW.paid_by, NEW.paid_at, NEW.paid_on, NEW.bank_reference) IS DISTINCT FROM (OLD.paid_by, OLD.paid_at, OLD.paid_on, OLD.bank_reference)) THEN
    RAISE EXCEPTION 'a step is taken once' USING ERRCODE = 'check_violation', CONSTRAINT = 'determination_step_once';
  END IF;
  IF (NEW.claimed_by IS DISTINCT FROM OLD.claimed_by AND NOT holds_role(NEW.claimed_by, NEW.beneficiary_id, ARRAY['member', 'admin', 'registrar', 'manager']))
    OR (NEW.told_by IS DISTINCT FROM OLD.told_by AND NOT holds_role(NEW.told_by, NEW.bureau_id, ARRAY['officer']))
    OR (NEW.reviewed_by IS DISTINCT FROM OLD.reviewed_by AND NOT holds_role(NEW.reviewed_by, NEW.bureau_id, ARRAY['reviewer']))
    OR (NEW.approved_by IS DISTINCT FROM OLD.approved_by AND NOT holds_role(NEW.approved_by, NEW.bureau_id, ARRAY['approver']))
    OR (NEW.paid_by IS DISTINCT FROM OLD.paid_by AND NOT holds_role(NEW.paid_by, NEW.bureau_id, ARRAY['cashier'])) THEN
    RAISE EXCEPTION 'this step is for another role' USING ERRCODE = 'check_violation', CONSTRAINT = 'determination_roles';
  END IF;
  IF NEW.state = 'approved' AND OLD.state <> 'approved' AND (
      NOT EXISTS (SELECT 1 FROM subsidy_limit_entry WHERE determination_id = NEW.id)
      OR EXISTS (SELECT 1 FROM subsidy_limit_entry WHERE determination_id = NEW.id AND amount_fen <> NEW.approved_fen)
      OR EXISTS (SELECT 1 FROM jsonb_array_elements(coalesce(NEW.trace -> 'limits', '[]')) AS held WHERE NOT EXISTS (
        SELECT 1 FROM subsidy_limit_entry AS entry WHERE entry.determination_id = NEW.id AND entry.account = held ->> 'account' AND entry.key = held ->> 'key' AND entry."window" = held ->> 'window'))) THEN
    RAISE EXCEPTION 'what is approved is booked on each account that limits it' USING ERRCODE = 'check_violation', CONSTRAINT = 'determination_booked';
  END IF;
  IF NEW.state = 'paid' AND OLD.state <> 'paid' AND NOT EXISTS (
      SELECT 1 FROM payout_line WHERE determination_id = NEW.id AND outcome = 'paid' AND amount_fen = NEW.approved_fen AND paid_on = NEW.paid_on AND bank_reference = NEW.bank_reference) THEN
    RAISE EXCEPTION 'what is paid was confirmed on a line of a payout' USING ERRCODE = 'check_violation', CONSTRAINT = 'determination_confirmed';
  END IF;
  IF NEW.collected_fen <> OLD.collected_fen AND NEW.collected_fen <> (SELECT coalesce(sum(amount_fen), 0) FROM clawback WHERE determination_id = NEW.id AND collected_at IS NOT NULL) THEN
    RAISE EXCEPTION 'what was collected is the sum of collected claw-backs' USING ERRCODE = 'check_violation', CONSTRAINT = 'determination_collected_sum';
  END IF;
  IF (NEW.collected_fen <> OLD.collected_fen OR (OLD.state = 'approved' AND NEW.state = 'refused')) AND EXISTS (
      SELECT 1 FROM subsidy_limit_entry WHERE determination_id = NEW.id GROUP BY account, key, "window"
      HAVING sum(amount_fen) <> CASE WHEN NEW.state = 'refused' THEN 0 ELSE NEW.approved_fen - NEW.collected_fen END) THEN
    RAISE EXCEPTION 'what came back is given back to each account that limited it' USING ERRCODE = 'check_violation', CONSTRAINT = 'determination_booked';
  END IF;
  IF OLD.state = 'approved' AND NEW.state = 'refused' AND EXISTS (SELECT 1 FROM payout_line WHERE determination_id = NEW.id AND outcome IS DISTINCT FROM 'failed') THEN
    RAISE EXCEPTION 'the treasury has been told to pay it' USING ERRCODE = 'check_violation', CONSTRAINT = 'determination_in_payout';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER determination_steps BEFORE UPDATE OR DELETE ON determination FOR EACH ROW EXECUTE FUNCTION determination_steps();
--> statement-breakpoint

-- The used part of a limit is the sum of its entries: it moves with them and never otherwise.
CREATE FUNCTION subsidy_limit_by_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE'
    OR (TG_OP = 'INSERT' AND NEW.used_fen <> 0)
    OR (TG_OP = 'UPDATE' AND NEW.used_fen <> OLD.used_fen AND pg_trigger_depth() < 2)
    OR (TG_OP = 'UPDATE' AND (NEW.policy_id, NEW.account, NEW.key, NEW."window") IS DISTINCT FROM (OLD.policy_id, OLD.account, OLD.key, OLD."window")) THEN
    RAISE EXCEPTION 'what is used of a limit is the sum of its entries' USING ERRCODE = 'check_violation', CONSTRAINT = 'subsidy_limit_by_entries';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
--> statement-breakpoint
CREATE TRIGGER subsidy_limit_by_entries BEFORE INSERT OR UPDATE OR DELETE ON subsidy_limit FOR EACH ROW EXECUTE FUNCTION subsidy_limit_by_entries();
--> statement-breakpoint
CREATE FUNCTION subsidy_limit_entry_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held record;
BEGIN
  SELECT policy_id, state INTO held FROM determination WHERE id = NEW.determination_id;
  IF held.policy_id <> NEW.policy_id
    OR (NEW.amount_fen > 0 AND held.state <> 'reviewed')
    OR (NEW.amount_fen < 0 AND NEW.clawback_id IS NULL AND held.state <> 'approved')
    OR (NEW.clawback_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM clawback WHERE id = NEW.clawback_id AND determination_id = NEW.determination_id AND amount_fen = -NEW.amount_fen)) THEN
    RAISE EXCEPTION 'an entry belongs to an approval, its withdrawal or a claw-back' USING ERRCODE = 'check_violation', CONSTRAINT = 'subsidy_limit_entry_fits';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER subsidy_limit_entry_fits BEFORE INSERT ON subsidy_limit_entry FOR EACH ROW EXECUTE FUNCTION subsidy_limit_entry_fits();
--> statement-breakpoint
CREATE FUNCTION subsidy_limit_use() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE subsidy_limit SET used_fen = used_fen + NEW.amount_fen
    WHERE policy_id = NEW.policy_id AND account = NEW.account AND key = NEW.key AND "window" = NEW."window";
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER subsidy_limit_use AFTER INSERT ON subsidy_limit_entry FOR EACH ROW EXECUTE FUNCTION subsidy_limit_use();
--> statement-breakpoint
CREATE TRIGGER subsidy_limit_entry_append_only BEFORE UPDATE OR DELETE ON subsidy_limit_entry FOR EACH ROW EXECUTE FUNCTION forbid_change();
--> statement-breakpoint
CREATE TRIGGER subsidy_limit_entry_no_truncate BEFORE TRUNCATE ON subsidy_limit_entry FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
--> statement-breakpoint

-- The account to pay to is what was reviewed. It is corrected before that, or after the treasury could not pay to it.
CREATE FUNCTION payee_account_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held text;
BEGIN
  SELECT state INTO held FROM determination WHERE id = coalesce(NEW.determination_id, OLD.determination_id);
  IF TG_OP = 'DELETE'
    OR NEW.determination_id IS DISTINCT FROM coalesce(OLD.determination_id, NEW.determination_id)
    OR NOT (held IN ('claimed', 'told')
      OR (TG_OP = 'INSERT' AND held IN ('determined', 'reviewed', 'approved'))
      OR (held = 'approved'
        AND EXISTS (SELECT 1 FROM payout_line WHERE determination_id = NEW.determination_id AND outcome = 'failed')
        AND NOT EXISTS (SELECT 1 FROM payout_line WHERE determination_id = NEW.determination_id AND outcome IS DISTINCT FROM 'failed'))) THEN
    RAISE EXCEPTION 'the account to pay to is fixed by the review' USING ERRCODE = 'check_violation', CONSTRAINT = 'payee_account_fixed';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
--> statement-breakpoint
CREATE TRIGGER payee_account_fixed BEFORE INSERT OR UPDATE OR DELETE ON payee_account FOR EACH ROW EXECUTE FUNCTION payee_account_fixed();
--> statement-breakpoint

-- A payout is what the treasury was handed. Its lines are confirmed once; numbers have no gaps; the head counts its lines.
CREATE TRIGGER payout_append_only BEFORE UPDATE OR DELETE ON payout FOR EACH ROW EXECUTE FUNCTION forbid_change();
--> statement-breakpoint
CREATE FUNCTION payout_line_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held record;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'lines of a payout are kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_line_fixed';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF OLD.outcome IS NOT NULL
      OR (to_jsonb(NEW) - 'outcome' - 'paid_on' - 'bank_reference' - 'failure' - 'confirmed_by' - 'confirmed_at') IS DISTINCT FROM (to_jsonb(OLD) - 'outcome' - 'paid_on' - 'bank_reference' - 'failure' - 'confirmed_by' - 'confirmed_at') THEN
      RAISE EXCEPTION 'a line of a payout stays as it was handed over and confirmed' USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_line_fixed';
    END IF;
    RETURN NEW;
  END IF;
  SELECT determination.state, determination.approved_fen, determination.bureau_id AS bureau, payout.bureau_id AS payer INTO held
    FROM determination, payout WHERE determination.id = NEW.determination_id AND payout.id = NEW.payout_id FOR UPDATE OF determination;
  IF held.state <> 'approved' OR held.approved_fen <> NEW.amount_fen OR held.bureau <> held.payer OR NEW.outcome IS NOT NULL THEN
    RAISE EXCEPTION 'a payout holds what its bureau has approved' USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_line_fits';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER payout_line_fits BEFORE INSERT OR UPDATE OR DELETE ON payout_line FOR EACH ROW EXECUTE FUNCTION payout_line_fits();
--> statement-breakpoint
CREATE FUNCTION payout_sums() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE head payout%ROWTYPE;
BEGIN
  IF TG_TABLE_NAME = 'payout' THEN
    SELECT * INTO head FROM payout WHERE id = NEW.id;
  ELSE
    SELECT * INTO head FROM payout WHERE id = NEW.payout_id;
  END IF;
  IF (SELECT (count(*), coalesce(sum(amount_fen), 0)) FROM payout_line WHERE payout_id = head.id) IS DISTINCT FROM (head.line_count::bigint, head.total_fen::numeric) THEN
    RAISE EXCEPTION 'the head of a payout counts its lines' USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_sums';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER payout_sums AFTER INSERT ON payout DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payout_sums();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER payout_line_sums AFTER INSERT ON payout_line DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payout_sums();
--> statement-breakpoint
CREATE FUNCTION payout_counter_gapless() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'INSERT' AND NEW.last_number <> 1) OR (TG_OP = 'UPDATE' AND NEW.last_number <> OLD.last_number + 1) THEN
    RAISE EXCEPTION 'payout numbers are gapless' USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_counter_gapless';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
--> statement-breakpoint
CREATE TRIGGER payout_counter_gapless BEFORE INSERT OR UPDATE OR DELETE ON payout_counter FOR EACH ROW EXECUTE FUNCTION payout_counter_gapless();
--> statement-breakpoint

-- Claw-backs of a determination are never more than was paid, stay as they were raised, and are collected once, by a cashier.
CREATE FUNCTION clawback_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held record;
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND (OLD.collected_at IS NOT NULL
      OR (to_jsonb(NEW) - 'collected_by' - 'collected_at' - 'collected_on' - 'bank_reference') IS DISTINCT FROM (to_jsonb(OLD) - 'collected_by' - 'collected_at' - 'collected_on' - 'bank_reference'))) THEN
    RAISE EXCEPTION 'a claw-back stays as it was raised and collected' USING ERRCODE = 'check_violation', CONSTRAINT = 'clawback_fixed';
  END IF;
  SELECT state, approved_fen, bureau_id INTO held FROM determination WHERE id = NEW.determination_id FOR UPDATE;
  IF TG_OP = 'INSERT' AND (held.state <> 'paid' OR NEW.collected_at IS NOT NULL
      OR (SELECT coalesce(sum(amount_fen), 0) FROM clawback WHERE determination_id = NEW.determination_id) + NEW.amount_fen > held.approved_fen) THEN
    RAISE EXCEPTION 'no more comes back than was paid' USING ERRCODE = 'check_violation', CONSTRAINT = 'clawback_sum';
  END IF;
  IF TG_OP = 'UPDATE' AND NOT holds_role(NEW.collected_by, held.bureau_id, ARRAY['cashier']) THEN
    RAISE EXCEPTION 'a cashier of the bureau collects' USING ERRCODE = 'check_violation', CONSTRAINT = 'clawback_roles';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER clawback_fits BEFORE INSERT OR UPDATE OR DELETE ON clawback FOR EACH ROW EXECUTE FUNCTION clawback_fits();
--> statement-breakpoint

-- A money fact that was reversed stays, and counts no more.
CREATE TRIGGER money_fact_reversal_append_only BEFORE UPDATE OR DELETE ON money_fact_reversal FOR EACH ROW EXECUTE FUNCTION forbid_change();
--> statement-breakpoint
CREATE OR REPLACE FUNCTION money_fact_within_contract() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held contract%ROWTYPE;
BEGIN
  SELECT * INTO held FROM contract WHERE id = NEW.contract_id FOR UPDATE;
  IF held.state NOT IN ('signed', 'performing', 'completed') THEN
    RAISE EXCEPTION 'money is recorded on a signed contract' USING ERRCODE = 'check_violation', CONSTRAINT = 'money_fact_contract_state';
  END IF;
  IF (SELECT coalesce(sum(amount_fen), 0) FROM money_fact WHERE contract_id = NEW.contract_id AND kind = NEW.kind
        AND NOT EXISTS (SELECT 1 FROM money_fact_reversal WHERE money_fact_id = money_fact.id)) + NEW.amount_fen > held.contract_amount_fen THEN
    RAISE EXCEPTION 'the sum would exceed the contract amount' USING ERRCODE = 'check_violation', CONSTRAINT = 'money_fact_sum';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint

-- An integrity record is repaired ("信用修复"), once, and otherwise stays.
CREATE FUNCTION integrity_record_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.repaired_on IS NOT NULL OR (to_jsonb(NEW) - 'repaired_on') IS DISTINCT FROM (to_jsonb(OLD) - 'repaired_on') THEN
    RAISE EXCEPTION 'an integrity record stays; it is repaired once' USING ERRCODE = 'check_violation', CONSTRAINT = 'integrity_record_fixed';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER integrity_record_fixed BEFORE UPDATE OR DELETE ON integrity_record FOR EACH ROW EXECUTE FUNCTION integrity_record_fixed();
--> statement-breakpoint

-- A figure makes room for the one that follows it before that one is stored.
ALTER TABLE determination ALTER CONSTRAINT determination_superseded_by_determination_id_fk DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX "determination_superseded_by" ON "determination" USING btree ("superseded_by") WHERE superseded_by is not null;--> statement-breakpoint

-- As before, but for what a figure takes over from the one in whose place it stands: who claimed or told it is judged by the day of
-- that step. Whoever has left the unit or the bureau since does not hold up the figures of everybody else.
CREATE OR REPLACE FUNCTION determination_steps() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF (NEW.claimed_by IS DISTINCT FROM OLD.claimed_by AND NOT holds_role(NEW.claimed_by, NEW.beneficiary_id, ARRAY['member', 'admin', 'registrar', 'manager'])
      AND NOT EXISTS (SELECT 1 FROM determination AS b WHERE b.superseded_by = NEW.id AND (b.claimed_by, b.claimed_at) = (NEW.claimed_by, NEW.claimed_at)))
    OR (NEW.told_by IS DISTINCT FROM OLD.told_by AND NOT holds_role(NEW.told_by, NEW.bureau_id, ARRAY['officer'])
      AND NOT EXISTS (SELECT 1 FROM determination AS b WHERE b.superseded_by = NEW.id AND (b.told_by, b.told_at) = (NEW.told_by, NEW.told_at)))
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

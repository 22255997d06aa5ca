-- Pair assertions: what a rule of the domain forbids, the database forbids too, whoever writes to it.

-- Every table with a lifecycle: the step from the old to the new state must stand in lifecycle_step.
CREATE FUNCTION enforce_lifecycle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kind text := TG_ARGV[0];
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT 1 FROM lifecycle_step WHERE subject_kind = kind AND from_state = '' AND to_state = NEW.state) THEN
      RAISE EXCEPTION '% cannot begin in state "%"', kind, NEW.state USING ERRCODE = 'check_violation', CONSTRAINT = 'lifecycle_step';
    END IF;
  ELSIF NEW.state IS DISTINCT FROM OLD.state
    AND NOT EXISTS (SELECT 1 FROM lifecycle_step WHERE subject_kind = kind AND from_state = OLD.state AND to_state = NEW.state) THEN
    RAISE EXCEPTION '% cannot go from "%" to "%"', kind, OLD.state, NEW.state USING ERRCODE = 'check_violation', CONSTRAINT = 'lifecycle_step';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER organisation_lifecycle BEFORE INSERT OR UPDATE OF state ON organisation FOR EACH ROW EXECUTE FUNCTION enforce_lifecycle('organisation');
--> statement-breakpoint
CREATE TRIGGER demand_lifecycle BEFORE INSERT OR UPDATE OF state ON demand FOR EACH ROW EXECUTE FUNCTION enforce_lifecycle('demand');
--> statement-breakpoint
CREATE TRIGGER achievement_lifecycle BEFORE INSERT OR UPDATE OF state ON achievement FOR EACH ROW EXECUTE FUNCTION enforce_lifecycle('achievement');
--> statement-breakpoint
CREATE TRIGGER expert_lifecycle BEFORE INSERT OR UPDATE OF state ON expert FOR EACH ROW EXECUTE FUNCTION enforce_lifecycle('expert');
--> statement-breakpoint
CREATE TRIGGER challenge_lifecycle BEFORE INSERT OR UPDATE OF state ON challenge FOR EACH ROW EXECUTE FUNCTION enforce_lifecycle('challenge');
--> statement-breakpoint
CREATE TRIGGER bid_lifecycle BEFORE INSERT OR UPDATE OF state ON bid FOR EACH ROW EXECUTE FUNCTION enforce_lifecycle('bid');
--> statement-breakpoint
CREATE TRIGGER contract_lifecycle BEFORE INSERT OR UPDATE OF state ON contract FOR EACH ROW EXECUTE FUNCTION enforce_lifecycle('contract');
--> statement-breakpoint
CREATE TRIGGER registration_lifecycle BEFORE INSERT OR UPDATE OF state ON registration FOR EACH ROW EXECUTE FUNCTION enforce_lifecycle('registration');
--> statement-breakpoint
CREATE TRIGGER determination_lifecycle BEFORE INSERT OR UPDATE OF state ON determination FOR EACH ROW EXECUTE FUNCTION enforce_lifecycle('determination');
--> statement-breakpoint

-- History is written once.
CREATE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION forbid_change();
--> statement-breakpoint
CREATE TRIGGER lifecycle_event_append_only BEFORE UPDATE OR DELETE ON lifecycle_event FOR EACH ROW EXECUTE FUNCTION forbid_change();
--> statement-breakpoint
CREATE TRIGGER money_fact_append_only BEFORE UPDATE OR DELETE ON money_fact FOR EACH ROW EXECUTE FUNCTION forbid_change();
--> statement-breakpoint
CREATE TRIGGER evidence_file_append_only BEFORE UPDATE OR DELETE ON evidence_file FOR EACH ROW EXECUTE FUNCTION forbid_change();
--> statement-breakpoint
CREATE TRIGGER policy_version_append_only BEFORE UPDATE OR DELETE ON policy_version FOR EACH ROW EXECUTE FUNCTION forbid_change();
--> statement-breakpoint
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
--> statement-breakpoint

-- The head of the audit chain moves forward one entry at a time.
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, repeat('0', 64));
--> statement-breakpoint
CREATE FUNCTION audit_head_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.seq <> OLD.seq + 1 THEN
    RAISE EXCEPTION 'the audit head moves forward one entry at a time' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_head_forward';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_head_forward BEFORE UPDATE OR DELETE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_head_forward();
--> statement-breakpoint

-- A bid is sealed before the deadline and opened after it, by this database's clock, read while holding the challenge.
CREATE FUNCTION bid_deadline() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held challenge%ROWTYPE;
BEGIN
  IF NEW.state IN ('sealed', 'withdrawn', 'opened') AND NEW.state IS DISTINCT FROM OLD.state THEN
    SELECT * INTO held FROM challenge WHERE id = NEW.challenge_id FOR SHARE;
    IF NEW.state = 'opened' AND held.state <> 'opened' THEN
      RAISE EXCEPTION 'bids are opened with their challenge' USING ERRCODE = 'check_violation', CONSTRAINT = 'bid_opening';
    END IF;
    IF NEW.state = 'sealed' AND (held.state <> 'published' OR clock_timestamp() >= held.bids_close_at) THEN
      RAISE EXCEPTION 'the deadline for bids has passed' USING ERRCODE = 'check_violation', CONSTRAINT = 'bid_deadline';
    END IF;
    IF NEW.state = 'withdrawn' AND (held.state <> 'published' OR clock_timestamp() >= held.bids_close_at) AND OLD.state = 'sealed' THEN
      RAISE EXCEPTION 'a bid can be withdrawn only before the deadline' USING ERRCODE = 'check_violation', CONSTRAINT = 'bid_deadline';
    END IF;
  END IF;
  IF OLD.state <> 'draft' AND (NEW.sealed_content IS DISTINCT FROM OLD.sealed_content OR NEW.commitment <> OLD.commitment OR NEW.organisation_id <> OLD.organisation_id OR NEW.challenge_id <> OLD.challenge_id) THEN
    RAISE EXCEPTION 'a sealed bid cannot be changed' USING ERRCODE = 'check_violation', CONSTRAINT = 'bid_sealed';
  END IF;
  IF OLD.price_fen IS NOT NULL AND (NEW.price_fen, NEW.plan, NEW.salt, NEW.team, NEW.duration_days) IS DISTINCT FROM (OLD.price_fen, OLD.plan, OLD.salt, OLD.team, OLD.duration_days) THEN
    RAISE EXCEPTION 'an opened bid cannot be changed' USING ERRCODE = 'check_violation', CONSTRAINT = 'bid_sealed';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER bid_deadline BEFORE UPDATE ON bid FOR EACH ROW EXECUTE FUNCTION bid_deadline();
--> statement-breakpoint

-- The challenge's own gates: close and open after the deadline, weights that sum to 100, notice served before award, terms fixed once public.
CREATE FUNCTION challenge_gates() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state IS DISTINCT FROM OLD.state THEN
    IF NEW.state IN ('closed', 'opened') AND clock_timestamp() < NEW.bids_close_at THEN
      RAISE EXCEPTION 'bids stay sealed until the deadline' USING ERRCODE = 'check_violation', CONSTRAINT = 'challenge_deadline';
    END IF;
    IF NEW.state = 'awarded' AND (NEW.notice_ends_at IS NULL OR clock_timestamp() < NEW.notice_ends_at) THEN
      RAISE EXCEPTION 'the public notice has not ended' USING ERRCODE = 'check_violation', CONSTRAINT = 'challenge_notice';
    END IF;
    IF NEW.state = 'submitted' AND (SELECT coalesce(sum(weight), 0) FROM scoring_dimension WHERE challenge_id = NEW.id) <> 100 THEN
      RAISE EXCEPTION 'weights of the scoring dimensions must sum to 100' USING ERRCODE = 'check_violation', CONSTRAINT = 'scoring_weights';
    END IF;
  END IF;
  IF OLD.state NOT IN ('draft', 'returned') AND (NEW.demand_id, NEW.poster_id, NEW.title, NEW.problem, NEW.indicators, NEW.ip_ownership, NEW.reward_fen, NEW.conditions, NEW.kind, NEW.selection)
      IS DISTINCT FROM (OLD.demand_id, OLD.poster_id, OLD.title, OLD.problem, OLD.indicators, OLD.ip_ownership, OLD.reward_fen, OLD.conditions, OLD.kind, OLD.selection) THEN
    RAISE EXCEPTION 'the terms of a submitted challenge are fixed' USING ERRCODE = 'check_violation', CONSTRAINT = 'challenge_terms';
  END IF;
  IF OLD.bids_close_at IS NOT NULL AND NEW.bids_close_at IS DISTINCT FROM OLD.bids_close_at THEN
    RAISE EXCEPTION 'the deadline of a published challenge is fixed' USING ERRCODE = 'check_violation', CONSTRAINT = 'challenge_terms';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER challenge_gates BEFORE UPDATE ON challenge FOR EACH ROW EXECUTE FUNCTION challenge_gates();
--> statement-breakpoint
CREATE FUNCTION scoring_dimension_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held text;
BEGIN
  SELECT state INTO held FROM challenge WHERE id = coalesce(NEW.challenge_id, OLD.challenge_id);
  IF held NOT IN ('draft', 'returned') THEN
    RAISE EXCEPTION 'the scoring of a submitted challenge is fixed' USING ERRCODE = 'check_violation', CONSTRAINT = 'challenge_terms';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
--> statement-breakpoint
CREATE TRIGGER scoring_dimension_fixed BEFORE INSERT OR UPDATE OR DELETE ON scoring_dimension FOR EACH ROW EXECUTE FUNCTION scoring_dimension_fixed();
--> statement-breakpoint

-- A signed contract keeps its parties and amounts; money facts need a signed contract and stay within its face value.
CREATE FUNCTION contract_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.buyer_signed_at IS NOT NULL OR OLD.seller_signed_at IS NOT NULL)
    AND (NEW.buyer_id, NEW.seller_id, NEW.type, NEW.field, NEW.title, NEW.contract_amount_fen, NEW.technology_amount_fen, NEW.challenge_id, NEW.bid_id)
      IS DISTINCT FROM (OLD.buyer_id, OLD.seller_id, OLD.type, OLD.field, OLD.title, OLD.contract_amount_fen, OLD.technology_amount_fen, OLD.challenge_id, OLD.bid_id) THEN
    RAISE EXCEPTION 'a contract that has been signed cannot be changed' USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_fixed';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER contract_fixed BEFORE UPDATE ON contract FOR EACH ROW EXECUTE FUNCTION contract_fixed();
--> statement-breakpoint
CREATE FUNCTION contract_line_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM contract WHERE id = coalesce(NEW.contract_id, OLD.contract_id) AND (buyer_signed_at IS NOT NULL OR seller_signed_at IS NOT NULL)) THEN
    RAISE EXCEPTION 'a contract that has been signed cannot be changed' USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_fixed';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
--> statement-breakpoint
CREATE TRIGGER contract_line_fixed BEFORE INSERT OR UPDATE OR DELETE ON contract_line FOR EACH ROW EXECUTE FUNCTION contract_line_fixed();
--> statement-breakpoint
CREATE FUNCTION money_fact_within_contract() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held contract%ROWTYPE;
BEGIN
  SELECT * INTO held FROM contract WHERE id = NEW.contract_id FOR UPDATE;
  IF held.state NOT IN ('signed', 'performing', 'completed') THEN
    RAISE EXCEPTION 'money is recorded on a signed contract' USING ERRCODE = 'check_violation', CONSTRAINT = 'money_fact_contract_state';
  END IF;
  IF (SELECT coalesce(sum(amount_fen), 0) FROM money_fact WHERE contract_id = NEW.contract_id AND kind = NEW.kind) + NEW.amount_fen > held.contract_amount_fen THEN
    RAISE EXCEPTION 'the sum would exceed the contract amount' USING ERRCODE = 'check_violation', CONSTRAINT = 'money_fact_sum';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER money_fact_within_contract BEFORE INSERT ON money_fact FOR EACH ROW EXECUTE FUNCTION money_fact_within_contract();
--> statement-breakpoint

-- Registration: an issued number never changes, the registry is no party, counters move one by one.
CREATE FUNCTION registration_guards() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held contract%ROWTYPE;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT * INTO held FROM contract WHERE id = NEW.contract_id;
    IF NEW.registry_id IN (held.buyer_id, held.seller_id) THEN
      RAISE EXCEPTION 'a registry may not register its own contract' USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_registry_party';
    END IF;
  ELSIF OLD.number IS NOT NULL AND (NEW.number, NEW.verification_code, NEW.registered_on, NEW.contract_id, NEW.registry_id) IS DISTINCT FROM (OLD.number, OLD.verification_code, OLD.registered_on, OLD.contract_id, OLD.registry_id) THEN
    RAISE EXCEPTION 'an issued registration number cannot be changed' USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_number_fixed';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER registration_guards BEFORE INSERT OR UPDATE ON registration FOR EACH ROW EXECUTE FUNCTION registration_guards();
--> statement-breakpoint
CREATE FUNCTION registration_counter_gapless() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'INSERT' AND NEW.last_number <> 1) OR (TG_OP = 'UPDATE' AND NEW.last_number <> OLD.last_number + 1) THEN
    RAISE EXCEPTION 'registration numbers are gapless' USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_counter_gapless';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
--> statement-breakpoint
CREATE TRIGGER registration_counter_gapless BEFORE INSERT OR UPDATE OR DELETE ON registration_counter FOR EACH ROW EXECUTE FUNCTION registration_counter_gapless();

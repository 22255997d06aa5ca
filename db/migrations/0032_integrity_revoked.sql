ALTER TABLE "notification" DROP CONSTRAINT "notification_kind";--> statement-breakpoint
ALTER TABLE "notification" DROP CONSTRAINT "notification_subject_fits_kind";--> statement-breakpoint
ALTER TABLE "outbox" DROP CONSTRAINT "outbox_topic";--> statement-breakpoint
DROP INDEX "clawback_open";--> statement-breakpoint
ALTER TABLE "integrity_record" ADD COLUMN "revoked_on" date;--> statement-breakpoint
ALTER TABLE "integrity_record" ADD COLUMN "revoked_by" uuid;--> statement-breakpoint
ALTER TABLE "integrity_record" ADD COLUMN "revoked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "integrity_record" ADD COLUMN "revocation_reason" text;--> statement-breakpoint
ALTER TABLE "integrity_record" ADD COLUMN "revocation_evidence_id" uuid;--> statement-breakpoint
ALTER TABLE "clawback" ADD COLUMN "cancelled_by" uuid;--> statement-breakpoint
ALTER TABLE "clawback" ADD COLUMN "cancelled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "integrity_record" ADD CONSTRAINT "integrity_record_revoked_by_user_account_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integrity_record" ADD CONSTRAINT "integrity_record_revocation_evidence_id_evidence_file_id_fk" FOREIGN KEY ("revocation_evidence_id") REFERENCES "public"."evidence_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clawback" ADD CONSTRAINT "clawback_cancelled_by_user_account_id_fk" FOREIGN KEY ("cancelled_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clawback_open" ON "clawback" USING btree ("raised_at") WHERE collected_at is null and cancelled_at is null;--> statement-breakpoint
ALTER TABLE "integrity_record" ADD CONSTRAINT "integrity_record_revoked" CHECK (("integrity_record"."revoked_on" is null) = ("integrity_record"."revoked_at" is null) and ("integrity_record"."revoked_on" is null) = ("integrity_record"."revoked_by" is null) and ("integrity_record"."revoked_on" is null) = ("integrity_record"."revocation_reason" is null) and ("integrity_record"."revocation_evidence_id" is null or "integrity_record"."revoked_on" is not null) and ("integrity_record"."revoked_on" is null or "integrity_record"."revoked_on" >= "integrity_record"."found_on"));--> statement-breakpoint
ALTER TABLE "integrity_record" ADD CONSTRAINT "integrity_record_two_people" CHECK ("integrity_record"."revoked_by" <> "integrity_record"."recorded_by");--> statement-breakpoint
ALTER TABLE "integrity_record" ADD CONSTRAINT "integrity_record_revocation_reason_length" CHECK (char_length("integrity_record"."revocation_reason") between 1 and 2000);--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_kind" CHECK ("notification"."kind" in ('achievement_for_demand', 'demand_for_achievement', 'match_invitation', 'match_answer', 'subsidy_told', 'subsidy_claimed', 'subsidy_approved', 'subsidy_refused', 'subsidy_paid', 'subsidy_clawed_back', 'subsidy_clawback_cancelled', 'subsidy_recomputed'));--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_subject_fits_kind" CHECK (("notification"."subject_kind" = 'determination') = ("notification"."kind" in ('subsidy_told', 'subsidy_claimed', 'subsidy_approved', 'subsidy_refused', 'subsidy_paid', 'subsidy_clawed_back', 'subsidy_clawback_cancelled', 'subsidy_recomputed')));--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_topic" CHECK ("outbox"."topic" in ('listing.published', 'match.invited', 'match.answered', 'subsidy.told', 'subsidy.claimed', 'subsidy.approved', 'subsidy.refused', 'subsidy.paid', 'subsidy.clawed_back', 'subsidy.clawback_cancelled', 'subsidy.recomputed', 'subsidy.ground_changed'));--> statement-breakpoint
ALTER TABLE "clawback" ADD CONSTRAINT "clawback_cancelled" CHECK (("clawback"."cancelled_by" is null) = ("clawback"."cancelled_at" is null) and ("clawback"."cancelled_at" is null or "clawback"."collected_at" is null));--> statement-breakpoint

-- An integrity record is repaired ("信用修复") once and revoked ("撤销") once, by an officer of its bureau, and otherwise stays.
CREATE OR REPLACE FUNCTION integrity_record_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND (
      OLD.revoked_on IS NOT NULL OR (OLD.repaired_on IS NOT NULL AND NEW.repaired_on IS DISTINCT FROM OLD.repaired_on)
      OR (to_jsonb(NEW) - 'repaired_on' - 'revoked_on' - 'revoked_by' - 'revoked_at' - 'revocation_reason' - 'revocation_evidence_id')
        IS DISTINCT FROM (to_jsonb(OLD) - 'repaired_on' - 'revoked_on' - 'revoked_by' - 'revoked_at' - 'revocation_reason' - 'revocation_evidence_id'))) THEN
    RAISE EXCEPTION 'an integrity record stays; it is repaired once, or revoked' USING ERRCODE = 'check_violation', CONSTRAINT = 'integrity_record_fixed';
  END IF;
  IF NEW.revoked_by IS NOT NULL AND NOT holds_role(NEW.revoked_by, NEW.bureau_id, ARRAY['officer']) THEN
    RAISE EXCEPTION 'an officer of the bureau revokes' USING ERRCODE = 'check_violation', CONSTRAINT = 'integrity_record_roles';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
DROP TRIGGER integrity_record_fixed ON integrity_record;
--> statement-breakpoint
CREATE TRIGGER integrity_record_fixed BEFORE INSERT OR UPDATE OR DELETE ON integrity_record FOR EACH ROW EXECUTE FUNCTION integrity_record_fixed();
--> statement-breakpoint

-- Claw-backs of a determination that are not cancelled are never more than was paid, stay as they were raised, and end once: collected
-- by a cashier, or cancelled: by whoever revoked the integrity record that they rest on, others by an approver. Who revokes it is
-- waited for: nothing is raised on a record that was revoked at the same moment.
CREATE OR REPLACE FUNCTION clawback_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held record; is_revoked boolean;
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND (OLD.collected_at IS NOT NULL OR OLD.cancelled_at IS NOT NULL
      OR (to_jsonb(NEW) - 'collected_by' - 'collected_at' - 'collected_on' - 'bank_reference' - 'cancelled_by' - 'cancelled_at')
        IS DISTINCT FROM (to_jsonb(OLD) - 'collected_by' - 'collected_at' - 'collected_on' - 'bank_reference' - 'cancelled_by' - 'cancelled_at'))) THEN
    RAISE EXCEPTION 'a claw-back stays as it was raised, and ends once' USING ERRCODE = 'check_violation', CONSTRAINT = 'clawback_fixed';
  END IF;
  IF TG_OP = 'INSERT' AND NEW.reason = 'integrity_record' THEN
    SELECT revoked_on IS NOT NULL INTO is_revoked FROM integrity_record WHERE id = NEW.cause_id FOR SHARE;
  END IF;
  SELECT state, approved_fen, bureau_id INTO held FROM determination WHERE id = NEW.determination_id FOR UPDATE;
  IF TG_OP = 'INSERT' AND (held.state <> 'paid' OR NEW.collected_at IS NOT NULL OR NEW.cancelled_at IS NOT NULL
      OR (SELECT coalesce(sum(amount_fen), 0) FROM clawback WHERE determination_id = NEW.determination_id AND cancelled_at IS NULL) + NEW.amount_fen > held.approved_fen) THEN
    RAISE EXCEPTION 'no more comes back than was paid' USING ERRCODE = 'check_violation', CONSTRAINT = 'clawback_sum';
  END IF;
  IF is_revoked
    OR (NEW.cancelled_at IS NOT NULL AND NEW.reason = 'integrity_record' AND NOT EXISTS (
      SELECT 1 FROM integrity_record WHERE id = NEW.cause_id AND revoked_by = NEW.cancelled_by)) THEN
    RAISE EXCEPTION 'a claw-back is cancelled with the revocation of what it rests on' USING ERRCODE = 'check_violation', CONSTRAINT = 'clawback_cancelled_with_record';
  END IF;
  IF (NEW.collected_at IS NOT NULL AND NOT holds_role(NEW.collected_by, held.bureau_id, ARRAY['cashier']))
    OR (NEW.cancelled_at IS NOT NULL AND NEW.reason <> 'integrity_record' AND NOT holds_role(NEW.cancelled_by, held.bureau_id, ARRAY['approver'])) THEN
    RAISE EXCEPTION 'a cashier of the bureau collects, an approver cancels' USING ERRCODE = 'check_violation', CONSTRAINT = 'clawback_roles';
  END IF;
  RETURN NEW;
END $$;

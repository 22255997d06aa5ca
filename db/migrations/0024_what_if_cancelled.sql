ALTER TABLE "what_if" DROP CONSTRAINT "what_if_state";--> statement-breakpoint
ALTER TABLE "what_if" DROP CONSTRAINT "what_if_finished";--> statement-breakpoint
ALTER TABLE "what_if" DROP CONSTRAINT "what_if_taken";--> statement-breakpoint
ALTER TABLE "what_if" ADD COLUMN "cancelled_by" uuid;--> statement-breakpoint
ALTER TABLE "what_if" ADD CONSTRAINT "what_if_cancelled_by_user_account_id_fk" FOREIGN KEY ("cancelled_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "what_if" ADD CONSTRAINT "what_if_cancelled" CHECK (("what_if"."state" = 'cancelled') = ("what_if"."cancelled_by" is not null));--> statement-breakpoint
ALTER TABLE "what_if" ADD CONSTRAINT "what_if_state" CHECK ("what_if"."state" in ('queued', 'running', 'done', 'failed', 'cancelled'));--> statement-breakpoint
ALTER TABLE "what_if" ADD CONSTRAINT "what_if_finished" CHECK (("what_if"."state" in ('done', 'failed', 'cancelled')) = ("what_if"."finished_at" is not null));--> statement-breakpoint
ALTER TABLE "what_if" ADD CONSTRAINT "what_if_taken" CHECK ("what_if"."state" = 'cancelled' or ("what_if"."state" = 'queued') = ("what_if"."heartbeat_at" is null));
--> statement-breakpoint
-- One that waits or is computed may be cancelled; cancelled, it has ended.
CREATE OR REPLACE FUNCTION what_if_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'what-ifs are kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'what_if_kept';
  END IF;
  IF OLD.state IN ('done', 'failed', 'cancelled') THEN
    RAISE EXCEPTION 'a what-if that has ended stays as it is' USING ERRCODE = 'check_violation', CONSTRAINT = 'what_if_ended';
  END IF;
  IF (NEW.id, NEW.title, NEW.bureau_id, NEW.asked_by, NEW.asked_at, NEW.policy_id, NEW.version_id, NEW.source, NEW.compared_version_id, NEW.variations, NEW.rules, NEW.parameters, NEW.compared_parameters, NEW.from_year, NEW.to_year, NEW.as_of, NEW.known_at, NEW.replay_of)
      IS DISTINCT FROM (OLD.id, OLD.title, OLD.bureau_id, OLD.asked_by, OLD.asked_at, OLD.policy_id, OLD.version_id, OLD.source, OLD.compared_version_id, OLD.variations, OLD.rules, OLD.parameters, OLD.compared_parameters, OLD.from_year, OLD.to_year, OLD.as_of, OLD.known_at, OLD.replay_of) THEN
    RAISE EXCEPTION 'what was asked stays as it was asked' USING ERRCODE = 'check_violation', CONSTRAINT = 'what_if_fixed';
  END IF;
  IF OLD.state = 'queued' AND NEW.state NOT IN ('queued', 'running', 'cancelled') THEN
    RAISE EXCEPTION 'a what-if ends by whoever has taken it' USING ERRCODE = 'check_violation', CONSTRAINT = 'what_if_taken_first';
  END IF;
  RETURN NEW;
END $$;

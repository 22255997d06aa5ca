ALTER TABLE "subsidy_run" DROP CONSTRAINT "subsidy_run_progress";--> statement-breakpoint
ALTER TABLE "subsidy_run" ADD COLUMN "undetermined" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "is_undetermined" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "determination_undetermined" ON "determination" USING btree ("bureau_id","computed_at","id") WHERE is_undetermined;--> statement-breakpoint
ALTER TABLE "subsidy_run" ADD CONSTRAINT "subsidy_run_progress" CHECK ("subsidy_run"."attempts" >= 0 and "subsidy_run"."stored" >= 0 and "subsidy_run"."undetermined" >= 0 and "subsidy_run"."stored" + "subsidy_run"."undetermined" <= "subsidy_run"."position");--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_undetermined_is_zero" CHECK (not "determination"."is_undetermined" or ("determination"."ceiling_fen" = 0 and "determination"."state" in ('simulated', 'determined', 'superseded')));--> statement-breakpoint
-- No explanation before this says so: none is read again for it, and nobody waits while they are.
ALTER TABLE "determination" ADD CONSTRAINT "determination_undetermined_says_so" CHECK ("determination"."is_undetermined" = ("determination"."trace" ? 'undetermined')) NOT VALID;--> statement-breakpoint
-- As before, and the count goes on with the run.
CREATE OR REPLACE FUNCTION subsidy_run_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept text[] := ARRAY['state', 'position', 'stored', 'undetermined', 'ceiling_fen', 'left_out', 'failure', 'attempts', 'heartbeat_at', 'finished_at'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.finished_at IS NOT NULL OR NEW.position < OLD.position OR NEW.stored < OLD.stored OR NEW.undetermined < OLD.undetermined OR (to_jsonb(NEW) - kept) IS DISTINCT FROM (to_jsonb(OLD) - kept) THEN
    RAISE EXCEPTION 'a run goes on or ends, it does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'subsidy_run_fixed';
  END IF;
  RETURN NEW;
END $$;

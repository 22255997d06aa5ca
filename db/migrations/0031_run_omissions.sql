ALTER TABLE "subsidy_run" DROP CONSTRAINT "subsidy_run_progress";--> statement-breakpoint
ALTER TABLE "subsidy_run" ADD COLUMN "position" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "subsidy_run" ADD COLUMN "left_out" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
-- Until now whatever was gone through counted as stored, and only the end said the sum.
ALTER TABLE "subsidy_run" DISABLE TRIGGER "subsidy_run_fixed";--> statement-breakpoint
UPDATE "subsidy_run" SET "position" = "stored",
  "ceiling_fen" = coalesce("ceiling_fen", (SELECT sum(d."ceiling_fen") FROM "determination" d WHERE d."run_id" = "subsidy_run"."id"), 0);--> statement-breakpoint
ALTER TABLE "subsidy_run" ENABLE TRIGGER "subsidy_run_fixed";--> statement-breakpoint
ALTER TABLE "subsidy_run" ALTER COLUMN "ceiling_fen" SET DEFAULT 0;--> statement-breakpoint
ALTER TABLE "subsidy_run" ALTER COLUMN "ceiling_fen" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "subsidy_run" DROP COLUMN "total";--> statement-breakpoint
ALTER TABLE "subsidy_run" ADD CONSTRAINT "subsidy_run_left_out" CHECK ("subsidy_run"."left_out" - array['own_claim', 'outside_region', 'other_payer', 'other_version'] = '{}');--> statement-breakpoint
ALTER TABLE "subsidy_run" ADD CONSTRAINT "subsidy_run_progress" CHECK ("subsidy_run"."attempts" >= 0 and "subsidy_run"."stored" between 0 and "subsidy_run"."position");--> statement-breakpoint
-- As before; how far a run is only grows, and what it left out goes on with it.
CREATE OR REPLACE FUNCTION subsidy_run_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept text[] := ARRAY['state', 'position', 'stored', 'ceiling_fen', 'left_out', 'failure', 'attempts', 'heartbeat_at', 'finished_at'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.finished_at IS NOT NULL OR NEW.position < OLD.position OR NEW.stored < OLD.stored OR (to_jsonb(NEW) - kept) IS DISTINCT FROM (to_jsonb(OLD) - kept) THEN
    RAISE EXCEPTION 'a run goes on or ends, it does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'subsidy_run_fixed';
  END IF;
  RETURN NEW;
END $$;

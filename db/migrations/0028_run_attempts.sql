ALTER TABLE "subsidy_run" DROP CONSTRAINT "subsidy_run_progress";--> statement-breakpoint
ALTER TABLE "subsidy_run" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "subsidy_run" ADD CONSTRAINT "subsidy_run_progress" CHECK ("subsidy_run"."attempts" >= 0 and "subsidy_run"."stored" >= 0 and ("subsidy_run"."total" is null or "subsidy_run"."stored" <= "subsidy_run"."total"));
--> statement-breakpoint
-- As before, and how often a run was taken up goes on with it.
CREATE OR REPLACE FUNCTION subsidy_run_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept text[] := ARRAY['state', 'stored', 'total', 'ceiling_fen', 'failure', 'attempts', 'heartbeat_at', 'finished_at'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.finished_at IS NOT NULL OR NEW.stored < OLD.stored OR (to_jsonb(NEW) - kept) IS DISTINCT FROM (to_jsonb(OLD) - kept) THEN
    RAISE EXCEPTION 'a run goes on or ends, it does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'subsidy_run_fixed';
  END IF;
  RETURN NEW;
END $$;

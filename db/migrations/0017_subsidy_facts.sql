CREATE TABLE "subsidy_fact" (
	"id" uuid PRIMARY KEY NOT NULL,
	"fact_table" text NOT NULL,
	"holder_id" uuid,
	"contract_id" uuid,
	"project_id" uuid,
	"content" jsonb NOT NULL,
	"occurred_on" date NOT NULL,
	"evidence_id" uuid,
	"bureau_id" uuid NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"withdrawn_by" uuid,
	"withdrawn_at" timestamp (3) with time zone,
	"withdrawal_reason" text,
	CONSTRAINT "subsidy_fact_table_known" CHECK ("subsidy_fact"."fact_table" in ('organisations', 'persons', 'achievements', 'projects', 'contracts', 'payments', 'receipts', 'invoices', 'equity', 'incomes', 'agreements', 'figures', 'evidence', 'awards')),
	CONSTRAINT "subsidy_fact_of_something" CHECK (num_nonnulls("subsidy_fact"."holder_id", "subsidy_fact"."contract_id", "subsidy_fact"."project_id") > 0),
	CONSTRAINT "subsidy_fact_withdrawn" CHECK (("subsidy_fact"."withdrawn_at" is null) = ("subsidy_fact"."withdrawn_by" is null) and ("subsidy_fact"."withdrawn_at" is null) = ("subsidy_fact"."withdrawal_reason" is null)),
	CONSTRAINT "subsidy_fact_withdrawal_length" CHECK (char_length("subsidy_fact"."withdrawal_reason") between 1 and 1000)
);
--> statement-breakpoint
CREATE TABLE "subsidy_run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"policy_version_id" uuid NOT NULL,
	"rule" text,
	"year" smallint,
	"parameters" jsonb NOT NULL,
	"as_of" date NOT NULL,
	"known_at" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"stored" integer DEFAULT 0 NOT NULL,
	"total" integer,
	"ceiling_fen" bigint,
	"failure" text,
	"requested_by" uuid NOT NULL,
	"bureau_id" uuid NOT NULL,
	"requested_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"heartbeat_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "subsidy_run_state" CHECK ("subsidy_run"."state" in ('queued', 'running', 'done', 'failed')),
	CONSTRAINT "subsidy_run_finished" CHECK (("subsidy_run"."state" in ('done', 'failed')) = ("subsidy_run"."finished_at" is not null)),
	CONSTRAINT "subsidy_run_failed" CHECK (("subsidy_run"."state" = 'failed') = ("subsidy_run"."failure" is not null)),
	CONSTRAINT "subsidy_run_progress" CHECK ("subsidy_run"."stored" >= 0 and ("subsidy_run"."total" is null or "subsidy_run"."stored" <= "subsidy_run"."total"))
);
--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "run_id" uuid;--> statement-breakpoint
ALTER TABLE "subsidy_fact" ADD CONSTRAINT "subsidy_fact_holder_id_organisation_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subsidy_fact" ADD CONSTRAINT "subsidy_fact_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subsidy_fact" ADD CONSTRAINT "subsidy_fact_project_id_challenge_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."challenge"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subsidy_fact" ADD CONSTRAINT "subsidy_fact_evidence_id_evidence_file_id_fk" FOREIGN KEY ("evidence_id") REFERENCES "public"."evidence_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subsidy_fact" ADD CONSTRAINT "subsidy_fact_bureau_id_organisation_id_fk" FOREIGN KEY ("bureau_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subsidy_fact" ADD CONSTRAINT "subsidy_fact_recorded_by_user_account_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subsidy_fact" ADD CONSTRAINT "subsidy_fact_withdrawn_by_user_account_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subsidy_run" ADD CONSTRAINT "subsidy_run_policy_version_id_policy_version_id_fk" FOREIGN KEY ("policy_version_id") REFERENCES "public"."policy_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subsidy_run" ADD CONSTRAINT "subsidy_run_requested_by_user_account_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subsidy_run" ADD CONSTRAINT "subsidy_run_bureau_id_organisation_id_fk" FOREIGN KEY ("bureau_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "subsidy_fact_table" ON "subsidy_fact" USING btree ("fact_table","occurred_on");--> statement-breakpoint
CREATE INDEX "subsidy_fact_holder" ON "subsidy_fact" USING btree ("holder_id");--> statement-breakpoint
CREATE INDEX "subsidy_run_waiting" ON "subsidy_run" USING btree ("requested_at") WHERE state in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "subsidy_run_bureau" ON "subsidy_run" USING btree ("bureau_id","requested_at");--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_run_id_subsidy_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."subsidy_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "determination_run" ON "determination" USING btree ("run_id") WHERE run_id is not null;--> statement-breakpoint
-- A fact that money was computed from is withdrawn with a reason, never changed and never gone.
CREATE FUNCTION subsidy_fact_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.withdrawn_at IS NOT NULL
    OR (to_jsonb(NEW) - ARRAY['withdrawn_at', 'withdrawn_by', 'withdrawal_reason']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['withdrawn_at', 'withdrawn_by', 'withdrawal_reason']) THEN
    RAISE EXCEPTION 'a fact is withdrawn, not changed' USING ERRCODE = 'check_violation', CONSTRAINT = 'subsidy_fact_fixed';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER subsidy_fact_fixed BEFORE UPDATE OR DELETE ON subsidy_fact FOR EACH ROW EXECUTE FUNCTION subsidy_fact_fixed();
--> statement-breakpoint
-- What a run is of does not change while it works, and one that has ended has ended.
CREATE FUNCTION subsidy_run_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept text[] := ARRAY['state', 'stored', 'total', 'ceiling_fen', 'failure', 'heartbeat_at', 'finished_at'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.finished_at IS NOT NULL OR NEW.stored < OLD.stored OR (to_jsonb(NEW) - kept) IS DISTINCT FROM (to_jsonb(OLD) - kept) THEN
    RAISE EXCEPTION 'a run goes on or ends, it does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'subsidy_run_fixed';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER subsidy_run_fixed BEFORE UPDATE OR DELETE ON subsidy_run FOR EACH ROW EXECUTE FUNCTION subsidy_run_fixed();

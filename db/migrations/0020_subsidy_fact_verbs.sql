CREATE TABLE "grant_use" (
	"id" uuid PRIMARY KEY NOT NULL,
	"determination_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"spent_on" date NOT NULL,
	"evidence_id" uuid NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"withdrawn_by" uuid,
	"withdrawn_at" timestamp (3) with time zone,
	"withdrawal_reason" text,
	CONSTRAINT "grant_use_amount" CHECK ("grant_use"."amount_fen" between 1 and 9000000000000000),
	CONSTRAINT "grant_use_purpose_length" CHECK (char_length("grant_use"."purpose") between 1 and 100),
	CONSTRAINT "grant_use_withdrawn" CHECK (("grant_use"."withdrawn_at" is null) = ("grant_use"."withdrawn_by" is null) and ("grant_use"."withdrawn_at" is null) = ("grant_use"."withdrawal_reason" is null)),
	CONSTRAINT "grant_use_withdrawal_length" CHECK (char_length("grant_use"."withdrawal_reason") between 1 and 1000)
);
--> statement-breakpoint
ALTER TABLE "clawback" DROP CONSTRAINT "clawback_reason";--> statement-breakpoint
ALTER TABLE "subsidy_fact" ADD COLUMN "source" text;--> statement-breakpoint
ALTER TABLE "grant_use" ADD CONSTRAINT "grant_use_determination_id_determination_id_fk" FOREIGN KEY ("determination_id") REFERENCES "public"."determination"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grant_use" ADD CONSTRAINT "grant_use_evidence_id_evidence_file_id_fk" FOREIGN KEY ("evidence_id") REFERENCES "public"."evidence_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grant_use" ADD CONSTRAINT "grant_use_recorded_by_user_account_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grant_use" ADD CONSTRAINT "grant_use_withdrawn_by_user_account_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "grant_use_determination" ON "grant_use" USING btree ("determination_id");--> statement-breakpoint
CREATE INDEX "subsidy_fact_recorded" ON "subsidy_fact" USING btree ("recorded_at");--> statement-breakpoint
CREATE UNIQUE INDEX "subsidy_fact_once" ON "subsidy_fact" USING btree ("fact_table",md5(coalesce(holder_id::text, '') || coalesce(contract_id::text, '') || coalesce(project_id::text, '') || content::text)) WHERE withdrawn_at is null;--> statement-breakpoint
ALTER TABLE "subsidy_fact" ADD CONSTRAINT "subsidy_fact_proven" CHECK (num_nonnulls("subsidy_fact"."evidence_id", "subsidy_fact"."source") > 0);--> statement-breakpoint
ALTER TABLE "subsidy_fact" ADD CONSTRAINT "subsidy_fact_source_length" CHECK (char_length("subsidy_fact"."source") between 1 and 300);--> statement-breakpoint
ALTER TABLE "clawback" ADD CONSTRAINT "clawback_reason" CHECK ("clawback"."reason" in ('registration_deregistered', 'registration_revoked', 'money_fact_reversed', 'integrity_record', 'fact_withdrawn'));--> statement-breakpoint
-- What was said of the use of public money is withdrawn with a reason, never changed and never gone.
CREATE FUNCTION grant_use_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.withdrawn_at IS NOT NULL
    OR (to_jsonb(NEW) - ARRAY['withdrawn_at', 'withdrawn_by', 'withdrawal_reason']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['withdrawn_at', 'withdrawn_by', 'withdrawal_reason']) THEN
    RAISE EXCEPTION 'a use is withdrawn, not changed' USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_use_fixed';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER grant_use_fixed BEFORE UPDATE OR DELETE ON grant_use FOR EACH ROW EXECUTE FUNCTION grant_use_fixed();

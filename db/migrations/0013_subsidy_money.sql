CREATE TABLE "money_fact_reversal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"money_fact_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"reversed_on" date NOT NULL,
	"evidence_id" uuid NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "money_fact_reversal_reason_length" CHECK (char_length("money_fact_reversal"."reason") between 1 and 1000)
);
--> statement-breakpoint
CREATE TABLE "integrity_record" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"category" text NOT NULL,
	"summary" text NOT NULL,
	"determination_id" uuid,
	"found_on" date NOT NULL,
	"evidence_id" uuid NOT NULL,
	"bureau_id" uuid NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"repaired_on" date,
	CONSTRAINT "integrity_record_category" CHECK ("integrity_record"."category" in ('false_materials', 'misuse_of_funds', 'research_misconduct', 'serious_dishonesty')),
	CONSTRAINT "integrity_record_summary_length" CHECK (char_length("integrity_record"."summary") between 1 and 1000),
	CONSTRAINT "integrity_record_repaired" CHECK ("integrity_record"."repaired_on" is null or "integrity_record"."repaired_on" >= "integrity_record"."found_on")
);
--> statement-breakpoint
CREATE TABLE "payout" (
	"id" uuid PRIMARY KEY NOT NULL,
	"bureau_id" uuid NOT NULL,
	"year" smallint NOT NULL,
	"number" integer NOT NULL,
	"line_count" integer NOT NULL,
	"total_fen" bigint NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "payout_range" CHECK ("payout"."year" between 2000 and 2999 and "payout"."number" > 0 and "payout"."line_count" > 0),
	CONSTRAINT "payout_total" CHECK ("payout"."total_fen" between 1 and 9000000000000000)
);
--> statement-breakpoint
CREATE TABLE "payout_counter" (
	"bureau_id" uuid NOT NULL,
	"year" smallint NOT NULL,
	"last_number" integer NOT NULL,
	CONSTRAINT "payout_counter_bureau_id_year_pk" PRIMARY KEY("bureau_id","year"),
	CONSTRAINT "payout_counter_range" CHECK ("payout_counter"."last_number" > 0)
);
--> statement-breakpoint
CREATE TABLE "payout_line" (
	"payout_id" uuid NOT NULL,
	"line" smallint NOT NULL,
	"determination_id" uuid NOT NULL,
	"account_name" text NOT NULL,
	"bank_name" text NOT NULL,
	"account_number" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"purpose" text NOT NULL,
	"outcome" text,
	"paid_on" date,
	"bank_reference" text,
	"failure" text,
	"confirmed_by" uuid,
	"confirmed_at" timestamp (3) with time zone,
	CONSTRAINT "payout_line_payout_id_line_pk" PRIMARY KEY("payout_id","line"),
	CONSTRAINT "payout_line_outcome" CHECK ("payout_line"."outcome" in ('paid', 'failed')),
	CONSTRAINT "payout_line_amount" CHECK ("payout_line"."amount_fen" between 1 and 9000000000000000),
	CONSTRAINT "payout_line_confirmed" CHECK (("payout_line"."outcome" is null) = ("payout_line"."confirmed_at" is null) and ("payout_line"."outcome" is null) = ("payout_line"."confirmed_by" is null)),
	CONSTRAINT "payout_line_paid" CHECK ((coalesce("payout_line"."outcome", '') = 'paid') = ("payout_line"."paid_on" is not null) and ("payout_line"."paid_on" is null) = ("payout_line"."bank_reference" is null)),
	CONSTRAINT "payout_line_failed" CHECK ((coalesce("payout_line"."outcome", '') = 'failed') = ("payout_line"."failure" is not null)),
	CONSTRAINT "payout_line_failure_length" CHECK (char_length("payout_line"."failure") between 1 and 1000),
	CONSTRAINT "payout_line_reference_length" CHECK (char_length("payout_line"."bank_reference") between 1 and 100)
);
--> statement-breakpoint
CREATE TABLE "clawback" (
	"id" uuid PRIMARY KEY NOT NULL,
	"determination_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"cause_id" uuid NOT NULL,
	"granted_fen" bigint NOT NULL,
	"whole_fen" bigint NOT NULL,
	"amount_fen" bigint NOT NULL,
	"raised_by" uuid,
	"raised_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"collected_by" uuid,
	"collected_at" timestamp (3) with time zone,
	"collected_on" date,
	"bank_reference" text,
	CONSTRAINT "clawback_reason" CHECK ("clawback"."reason" in ('registration_deregistered', 'registration_revoked', 'money_fact_reversed', 'integrity_record')),
	CONSTRAINT "clawback_granted" CHECK ("clawback"."granted_fen" between 1 and 9000000000000000),
	CONSTRAINT "clawback_whole" CHECK ("clawback"."whole_fen" between 0 and 9000000000000000),
	CONSTRAINT "clawback_amount" CHECK ("clawback"."amount_fen" between 1 and 9000000000000000),
	CONSTRAINT "clawback_within_grant" CHECK ("clawback"."amount_fen" <= "clawback"."granted_fen"),
	CONSTRAINT "clawback_collected" CHECK (("clawback"."collected_by" is null) = ("clawback"."collected_at" is null) and ("clawback"."collected_by" is null) = ("clawback"."collected_on" is null) and ("clawback"."collected_by" is null) = ("clawback"."bank_reference" is null)),
	CONSTRAINT "clawback_bank_reference_length" CHECK (char_length("clawback"."bank_reference") between 1 and 100)
);
--> statement-breakpoint
CREATE TABLE "payee_account" (
	"determination_id" uuid PRIMARY KEY NOT NULL,
	"account_name" text NOT NULL,
	"bank_name" text NOT NULL,
	"account_number" text NOT NULL,
	"given_by" uuid NOT NULL,
	"given_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "payee_account_name_length" CHECK (char_length("payee_account"."account_name") between 2 and 200),
	CONSTRAINT "payee_account_bank_length" CHECK (char_length("payee_account"."bank_name") between 2 and 200),
	CONSTRAINT "payee_account_number_shape" CHECK ("payee_account"."account_number" ~ '^[0-9]{6,32}$')
);
--> statement-breakpoint
CREATE TABLE "subsidy_limit" (
	"policy_id" text NOT NULL,
	"account" text NOT NULL,
	"key" text NOT NULL,
	"window" text NOT NULL,
	"limit_fen" bigint NOT NULL,
	"used_fen" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "subsidy_limit_policy_id_account_key_window_pk" PRIMARY KEY("policy_id","account","key","window"),
	CONSTRAINT "subsidy_limit_amount" CHECK ("subsidy_limit"."limit_fen" between 0 and 9000000000000000),
	CONSTRAINT "subsidy_limit_used" CHECK ("subsidy_limit"."used_fen" between 0 and "subsidy_limit"."limit_fen")
);
--> statement-breakpoint
CREATE TABLE "subsidy_limit_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"determination_id" uuid NOT NULL,
	"policy_id" text NOT NULL,
	"account" text NOT NULL,
	"key" text NOT NULL,
	"window" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"clawback_id" uuid,
	"at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "subsidy_limit_entry_amount" CHECK ("subsidy_limit_entry"."amount_fen" <> 0 and abs("subsidy_limit_entry"."amount_fen") <= 9000000000000000),
	CONSTRAINT "subsidy_limit_entry_clawback" CHECK ("subsidy_limit_entry"."clawback_id" is null or "subsidy_limit_entry"."amount_fen" < 0)
);
--> statement-breakpoint
ALTER TABLE "notification" DROP CONSTRAINT "notification_kind";--> statement-breakpoint
ALTER TABLE "notification" DROP CONSTRAINT "notification_subject_kind";--> statement-breakpoint
ALTER TABLE "outbox" DROP CONSTRAINT "outbox_topic";--> statement-breakpoint
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_id_policy" UNIQUE("id","policy_id");--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "policy_id" text;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "gives" text DEFAULT 'ceiling' NOT NULL;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "claimed_by" uuid;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "claimed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "told_by" uuid;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "told_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "reviewed_by" uuid;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "reviewed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "approved_by" uuid;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "approved_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "approved_fen" bigint;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "paid_by" uuid;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "paid_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "paid_on" date;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "bank_reference" text;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "collected_fen" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "refusal_reason" text;--> statement-breakpoint
ALTER TABLE "determination" ADD COLUMN "superseded_by" uuid;--> statement-breakpoint
-- Figures from before there was a way to money: of each entitlement the latest waits, the others are superseded by it.
UPDATE "determination" SET "policy_id" = (SELECT "policy_id" FROM "policy_version" WHERE "policy_version"."id" = "determination"."policy_version_id"),
  "gives" = CASE WHEN "trace" ->> 'kind' = 'share_floor' THEN 'share_floor' ELSE coalesce("trace" ->> 'gives', 'ceiling') END;
--> statement-breakpoint
ALTER TABLE "determination" DISABLE TRIGGER "determination_lifecycle";--> statement-breakpoint
UPDATE "determination" SET "state" = 'superseded', "superseded_by" = "latest"."id"
FROM (
  SELECT "id" AS "of", first_value("id") OVER (PARTITION BY "policy_id", "rule", "subject_kind", "subject_id", "window", "beneficiary_id", "bureau_id" ORDER BY "computed_at" DESC, "id" DESC) AS "id"
  FROM "determination" WHERE "state" = 'determined' AND "gives" <> 'share_floor'
) AS "latest" WHERE "latest"."of" = "determination"."id" AND "latest"."id" <> "latest"."of";
--> statement-breakpoint
ALTER TABLE "determination" ENABLE TRIGGER "determination_lifecycle";--> statement-breakpoint
ALTER TABLE "determination" ALTER COLUMN "policy_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "money_fact_reversal" ADD CONSTRAINT "money_fact_reversal_money_fact_id_money_fact_id_fk" FOREIGN KEY ("money_fact_id") REFERENCES "public"."money_fact"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "money_fact_reversal" ADD CONSTRAINT "money_fact_reversal_evidence_id_evidence_file_id_fk" FOREIGN KEY ("evidence_id") REFERENCES "public"."evidence_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "money_fact_reversal" ADD CONSTRAINT "money_fact_reversal_recorded_by_user_account_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integrity_record" ADD CONSTRAINT "integrity_record_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integrity_record" ADD CONSTRAINT "integrity_record_determination_id_determination_id_fk" FOREIGN KEY ("determination_id") REFERENCES "public"."determination"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integrity_record" ADD CONSTRAINT "integrity_record_evidence_id_evidence_file_id_fk" FOREIGN KEY ("evidence_id") REFERENCES "public"."evidence_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integrity_record" ADD CONSTRAINT "integrity_record_bureau_id_organisation_id_fk" FOREIGN KEY ("bureau_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integrity_record" ADD CONSTRAINT "integrity_record_recorded_by_user_account_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout" ADD CONSTRAINT "payout_bureau_id_organisation_id_fk" FOREIGN KEY ("bureau_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout" ADD CONSTRAINT "payout_created_by_user_account_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_counter" ADD CONSTRAINT "payout_counter_bureau_id_organisation_id_fk" FOREIGN KEY ("bureau_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_line" ADD CONSTRAINT "payout_line_payout_id_payout_id_fk" FOREIGN KEY ("payout_id") REFERENCES "public"."payout"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_line" ADD CONSTRAINT "payout_line_determination_id_determination_id_fk" FOREIGN KEY ("determination_id") REFERENCES "public"."determination"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_line" ADD CONSTRAINT "payout_line_confirmed_by_user_account_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clawback" ADD CONSTRAINT "clawback_determination_id_determination_id_fk" FOREIGN KEY ("determination_id") REFERENCES "public"."determination"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clawback" ADD CONSTRAINT "clawback_raised_by_user_account_id_fk" FOREIGN KEY ("raised_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clawback" ADD CONSTRAINT "clawback_collected_by_user_account_id_fk" FOREIGN KEY ("collected_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payee_account" ADD CONSTRAINT "payee_account_determination_id_determination_id_fk" FOREIGN KEY ("determination_id") REFERENCES "public"."determination"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payee_account" ADD CONSTRAINT "payee_account_given_by_user_account_id_fk" FOREIGN KEY ("given_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subsidy_limit_entry" ADD CONSTRAINT "subsidy_limit_entry_determination_id_determination_id_fk" FOREIGN KEY ("determination_id") REFERENCES "public"."determination"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subsidy_limit_entry" ADD CONSTRAINT "subsidy_limit_entry_clawback_id_clawback_id_fk" FOREIGN KEY ("clawback_id") REFERENCES "public"."clawback"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subsidy_limit_entry" ADD CONSTRAINT "subsidy_limit_entry_policy_id_account_key_window_subsidy_limit_policy_id_account_key_window_fk" FOREIGN KEY ("policy_id","account","key","window") REFERENCES "public"."subsidy_limit"("policy_id","account","key","window") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "money_fact_reversal_once" ON "money_fact_reversal" USING btree ("money_fact_id");--> statement-breakpoint
CREATE INDEX "integrity_record_organisation" ON "integrity_record" USING btree ("organisation_id","found_on");--> statement-breakpoint
CREATE UNIQUE INDEX "payout_number" ON "payout" USING btree ("bureau_id","year","number");--> statement-breakpoint
CREATE UNIQUE INDEX "payout_line_once" ON "payout_line" USING btree ("determination_id") WHERE outcome is distinct from 'failed';--> statement-breakpoint
CREATE INDEX "payout_line_determination" ON "payout_line" USING btree ("determination_id");--> statement-breakpoint
CREATE UNIQUE INDEX "clawback_once" ON "clawback" USING btree ("determination_id","reason","cause_id");--> statement-breakpoint
CREATE INDEX "clawback_open" ON "clawback" USING btree ("raised_at") WHERE collected_at is null;--> statement-breakpoint
CREATE INDEX "subsidy_limit_entry_account" ON "subsidy_limit_entry" USING btree ("policy_id","account","key","window");--> statement-breakpoint
CREATE UNIQUE INDEX "subsidy_limit_entry_grant_once" ON "subsidy_limit_entry" USING btree ("determination_id","account","key","window") WHERE amount_fen > 0;--> statement-breakpoint
CREATE UNIQUE INDEX "subsidy_limit_entry_release_once" ON "subsidy_limit_entry" USING btree ("determination_id","account","key","window",coalesce(clawback_id, determination_id)) WHERE amount_fen < 0;--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_claimed_by_user_account_id_fk" FOREIGN KEY ("claimed_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_told_by_user_account_id_fk" FOREIGN KEY ("told_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_reviewed_by_user_account_id_fk" FOREIGN KEY ("reviewed_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_approved_by_user_account_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_paid_by_user_account_id_fk" FOREIGN KEY ("paid_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_superseded_by_determination_id_fk" FOREIGN KEY ("superseded_by") REFERENCES "public"."determination"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_policy_version_id_policy_id_policy_version_id_policy_id_fk" FOREIGN KEY ("policy_version_id","policy_id") REFERENCES "public"."policy_version"("id","policy_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "notification_step_once" ON "notification" USING btree ("user_id","kind","subject_id",coalesce(payload ->> 'clawbackId', '')) WHERE subject_kind = 'determination';--> statement-breakpoint
CREATE INDEX "determination_waiting" ON "determination" USING btree ("bureau_id","state","computed_at") WHERE state not in ('simulated', 'superseded');--> statement-breakpoint
CREATE INDEX "determination_granted_records" ON "determination" USING gin ((trace -> 'inputs') jsonb_path_ops) WHERE state in ('approved', 'paid', 'clawed_back');--> statement-breakpoint
CREATE UNIQUE INDEX "determination_open_once" ON "determination" USING btree ("policy_id","rule","subject_kind","subject_id","window","beneficiary_id","bureau_id") WHERE state in ('determined', 'claimed', 'told', 'reviewed') and gives <> 'share_floor';--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_subject_fits_kind" CHECK (("notification"."subject_kind" = 'determination') = ("notification"."kind" in ('subsidy_told', 'subsidy_claimed', 'subsidy_approved', 'subsidy_paid', 'subsidy_clawed_back')));--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_kind" CHECK ("notification"."kind" in ('achievement_for_demand', 'demand_for_achievement', 'match_invitation', 'match_answer', 'subsidy_told', 'subsidy_claimed', 'subsidy_approved', 'subsidy_paid', 'subsidy_clawed_back'));--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_subject_kind" CHECK ("notification"."subject_kind" in ('achievement', 'demand', 'expert', 'determination'));--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_topic" CHECK ("outbox"."topic" in ('listing.published', 'match.invited', 'match.answered', 'subsidy.told', 'subsidy.claimed', 'subsidy.approved', 'subsidy.paid', 'subsidy.clawed_back', 'subsidy.ground_changed'));--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_state" CHECK ("determination"."state" in ('simulated', 'determined', 'claimed', 'told', 'reviewed', 'approved', 'paid', 'clawed_back', 'refused', 'superseded'));--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_gives" CHECK ("determination"."gives" in ('ceiling', 'exactly', 'at_least', 'share_floor'));--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_approved" CHECK ("determination"."approved_fen" between 1 and 9000000000000000);--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_share_is_not_paid" CHECK ("determination"."gives" <> 'share_floor' or "determination"."state" in ('simulated', 'determined', 'superseded'));--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_four_people" CHECK ("determination"."reviewed_by" <> "determination"."computed_by" and "determination"."approved_by" <> "determination"."computed_by" and "determination"."paid_by" <> "determination"."computed_by" and "determination"."approved_by" <> "determination"."reviewed_by" and "determination"."paid_by" <> "determination"."reviewed_by" and "determination"."paid_by" <> "determination"."approved_by");--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_claimant_apart" CHECK ("determination"."claimed_by" <> "determination"."computed_by" and "determination"."claimed_by" <> "determination"."reviewed_by" and "determination"."claimed_by" <> "determination"."approved_by" and "determination"."claimed_by" <> "determination"."paid_by");--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_claimed" CHECK (("determination"."claimed_by" is null) = ("determination"."claimed_at" is null) and ("determination"."state" <> 'claimed' or "determination"."claimed_at" is not null));--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_told" CHECK (("determination"."told_by" is null) = ("determination"."told_at" is null) and ("determination"."state" <> 'told' or "determination"."told_at" is not null));--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_reviewed" CHECK (("determination"."reviewed_by" is null) = ("determination"."reviewed_at" is null) and ("determination"."state" not in ('reviewed', 'approved', 'paid', 'clawed_back') or ("determination"."reviewed_at" is not null and ("determination"."claimed_at" is not null or "determination"."told_at" is not null))));--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_approval" CHECK (("determination"."approved_by" is null) = ("determination"."approved_at" is null) and ("determination"."approved_by" is null) = ("determination"."approved_fen" is null) and ("determination"."state" not in ('approved', 'paid', 'clawed_back') or "determination"."approved_at" is not null));--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_approved_within" CHECK (case "determination"."gives" when 'exactly' then "determination"."approved_fen" = "determination"."ceiling_fen" when 'at_least' then "determination"."approved_fen" >= "determination"."ceiling_fen" else "determination"."approved_fen" <= "determination"."ceiling_fen" end);--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_paid" CHECK (("determination"."paid_by" is null) = ("determination"."paid_at" is null) and ("determination"."paid_by" is null) = ("determination"."paid_on" is null) and ("determination"."paid_by" is null) = ("determination"."bank_reference" is null) and ("determination"."state" in ('paid', 'clawed_back')) = ("determination"."paid_at" is not null));--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_collected" CHECK ("determination"."collected_fen" >= 0 and "determination"."collected_fen" <= coalesce("determination"."approved_fen", 0) and ("determination"."collected_fen" = 0 or "determination"."state" in ('paid', 'clawed_back')) and ("determination"."state" <> 'clawed_back' or "determination"."collected_fen" = "determination"."approved_fen"));--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_refused_with_reason" CHECK (("determination"."state" = 'refused') = ("determination"."refusal_reason" is not null));--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_superseded" CHECK (("determination"."state" = 'superseded') = ("determination"."superseded_by" is not null));--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_refusal_reason_length" CHECK (char_length("determination"."refusal_reason") between 1 and 1000);--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_bank_reference_length" CHECK (char_length("determination"."bank_reference") between 1 and 100);
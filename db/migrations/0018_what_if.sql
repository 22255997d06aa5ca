CREATE TABLE "what_if" (
	"id" uuid PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"bureau_id" uuid NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"policy_id" text NOT NULL,
	"version_id" uuid,
	"source" text,
	"compared_version_id" uuid,
	"variations" jsonb NOT NULL,
	"rules" jsonb,
	"parameters" jsonb NOT NULL,
	"compared_parameters" jsonb NOT NULL,
	"from_year" smallint NOT NULL,
	"to_year" smallint NOT NULL,
	"as_of" date NOT NULL,
	"known_at" timestamp (3) with time zone NOT NULL,
	"replay_of" uuid,
	"state" text DEFAULT 'queued' NOT NULL,
	"progress_percent" smallint DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"heartbeat_at" timestamp (3) with time zone,
	"failure" text,
	"result" jsonb,
	"changes" jsonb,
	"facts_sha256" text,
	"result_sha256" text,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "what_if_state" CHECK ("what_if"."state" in ('queued', 'running', 'done', 'failed')),
	CONSTRAINT "what_if_title_length" CHECK (char_length("what_if"."title") between 1 and 120),
	CONSTRAINT "what_if_source_length" CHECK (char_length("what_if"."source") between 1 and 500000),
	CONSTRAINT "what_if_failure_length" CHECK (char_length("what_if"."failure") between 1 and 2000),
	CONSTRAINT "what_if_one_text" CHECK (num_nonnulls("what_if"."version_id", "what_if"."source") = 1),
	CONSTRAINT "what_if_period" CHECK ("what_if"."from_year" between 2000 and 2999 and "what_if"."to_year" between "what_if"."from_year" and "what_if"."from_year" + 9),
	CONSTRAINT "what_if_progress" CHECK ("what_if"."progress_percent" between 0 and 100 and "what_if"."attempts" >= 0),
	CONSTRAINT "what_if_failed" CHECK (("what_if"."state" = 'failed') = ("what_if"."failure" is not null)),
	CONSTRAINT "what_if_finished" CHECK (("what_if"."state" in ('done', 'failed')) = ("what_if"."finished_at" is not null)),
	CONSTRAINT "what_if_done" CHECK (("what_if"."state" = 'done') = ("what_if"."result" is not null) and ("what_if"."state" = 'done') = ("what_if"."facts_sha256" is not null) and ("what_if"."state" = 'done') = ("what_if"."result_sha256" is not null) and ("what_if"."changes" is null or "what_if"."state" = 'done')),
	CONSTRAINT "what_if_taken" CHECK (("what_if"."state" = 'queued') = ("what_if"."heartbeat_at" is null))
);
--> statement-breakpoint
ALTER TABLE "what_if" ADD CONSTRAINT "what_if_bureau_id_organisation_id_fk" FOREIGN KEY ("bureau_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "what_if" ADD CONSTRAINT "what_if_asked_by_user_account_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "what_if" ADD CONSTRAINT "what_if_version_id_policy_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."policy_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "what_if" ADD CONSTRAINT "what_if_compared_version_id_policy_version_id_fk" FOREIGN KEY ("compared_version_id") REFERENCES "public"."policy_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "what_if" ADD CONSTRAINT "what_if_replay_of_what_if_id_fk" FOREIGN KEY ("replay_of") REFERENCES "public"."what_if"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "what_if_bureau" ON "what_if" USING btree ("bureau_id","asked_at");--> statement-breakpoint
CREATE INDEX "what_if_waiting" ON "what_if" USING btree ("asked_at") WHERE state in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "what_if_replays" ON "what_if" USING btree ("replay_of") WHERE replay_of is not null;
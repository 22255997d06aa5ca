CREATE TABLE "match_impression" (
	"id" uuid PRIMARY KEY NOT NULL,
	"query_library" text NOT NULL,
	"query_id" uuid NOT NULL,
	"shown_library" text NOT NULL,
	"shown_id" uuid NOT NULL,
	"rank" smallint NOT NULL,
	"score" double precision NOT NULL,
	"strength" text NOT NULL,
	"ranking_version" text NOT NULL,
	"viewer_user_id" uuid NOT NULL,
	"viewer_organisation_id" uuid,
	"shown_on" date NOT NULL,
	"shown_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"compared_at" timestamp (3) with time zone,
	CONSTRAINT "match_impression_query_library" CHECK ("match_impression"."query_library" in ('achievement', 'demand', 'expert')),
	CONSTRAINT "match_impression_shown_library" CHECK ("match_impression"."shown_library" in ('achievement', 'demand', 'expert')),
	CONSTRAINT "match_impression_rank" CHECK ("match_impression"."rank" between 1 and 1000),
	CONSTRAINT "match_impression_strength" CHECK ("match_impression"."strength" ~ '^[a-z_]{1,20}$'),
	CONSTRAINT "match_impression_ranking_version_length" CHECK (char_length("match_impression"."ranking_version") between 1 and 40)
);
--> statement-breakpoint
CREATE TABLE "match_judgement" (
	"viewer_user_id" uuid NOT NULL,
	"query_id" uuid NOT NULL,
	"shown_id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"impression_id" uuid NOT NULL,
	"verdict" text NOT NULL,
	"reason" text,
	"note" text NOT NULL,
	"judged_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "match_judgement_viewer_user_id_query_id_shown_id_ordinal_pk" PRIMARY KEY("viewer_user_id","query_id","shown_id","ordinal"),
	CONSTRAINT "match_judgement_verdict" CHECK ("match_judgement"."verdict" in ('useful', 'not_useful')),
	CONSTRAINT "match_judgement_reason" CHECK ("match_judgement"."reason" in ('other_problem', 'indicators_missed', 'not_mature', 'price', 'region', 'way_of_transfer', 'known_already', 'duplicate', 'other')),
	CONSTRAINT "match_judgement_reason_given" CHECK (("match_judgement"."verdict" = 'not_useful') = ("match_judgement"."reason" is not null)),
	CONSTRAINT "match_judgement_ordinal" CHECK ("match_judgement"."ordinal" >= 1),
	CONSTRAINT "match_judgement_note_length" CHECK (char_length("match_judgement"."note") between 0 and 500)
);
--> statement-breakpoint
CREATE TABLE "match_alert" (
	"achievement_id" uuid NOT NULL,
	"demand_id" uuid NOT NULL,
	"direction" text NOT NULL,
	"alerted_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "match_alert_achievement_id_demand_id_direction_pk" PRIMARY KEY("achievement_id","demand_id","direction"),
	CONSTRAINT "match_alert_direction" CHECK ("match_alert"."direction" in ('achievement_for_demand', 'demand_for_achievement'))
);
--> statement-breakpoint
CREATE TABLE "notification" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"delivered_at" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone,
	CONSTRAINT "notification_kind" CHECK ("notification"."kind" in ('achievement_for_demand', 'demand_for_achievement')),
	CONSTRAINT "notification_subject_kind" CHECK ("notification"."subject_kind" in ('achievement', 'demand', 'expert')),
	CONSTRAINT "notification_read_after_delivery" CHECK ("notification"."read_at" is null or "notification"."delivered_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "notification_preference" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"match_alerts" text NOT NULL,
	"chosen_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "notification_preference_match_alerts" CHECK ("notification_preference"."match_alerts" in ('at_once', 'daily', 'off'))
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"seq" bigint NOT NULL,
	"ordinal" smallint NOT NULL,
	"topic" text NOT NULL,
	"payload" jsonb NOT NULL,
	"written_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"error" text,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "outbox_seq_ordinal_pk" PRIMARY KEY("seq","ordinal"),
	CONSTRAINT "outbox_topic" CHECK ("outbox"."topic" in ('listing.published')),
	CONSTRAINT "outbox_attempts" CHECK ("outbox"."attempts" >= 0 and ("outbox"."done_at" is null or "outbox"."attempts" > 0)),
	CONSTRAINT "outbox_error_length" CHECK (char_length("outbox"."error") between 0 and 2000)
);
--> statement-breakpoint
ALTER TABLE "match_impression" ADD CONSTRAINT "match_impression_viewer_user_id_user_account_id_fk" FOREIGN KEY ("viewer_user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_impression" ADD CONSTRAINT "match_impression_viewer_organisation_id_organisation_id_fk" FOREIGN KEY ("viewer_organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_judgement" ADD CONSTRAINT "match_judgement_viewer_user_id_user_account_id_fk" FOREIGN KEY ("viewer_user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_judgement" ADD CONSTRAINT "match_judgement_impression_id_match_impression_id_fk" FOREIGN KEY ("impression_id") REFERENCES "public"."match_impression"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_alert" ADD CONSTRAINT "match_alert_achievement_id_achievement_id_fk" FOREIGN KEY ("achievement_id") REFERENCES "public"."achievement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_alert" ADD CONSTRAINT "match_alert_demand_id_demand_id_fk" FOREIGN KEY ("demand_id") REFERENCES "public"."demand"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_preference" ADD CONSTRAINT "notification_preference_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_seq_audit_entry_seq_fk" FOREIGN KEY ("seq") REFERENCES "public"."audit_entry"("seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "match_impression_once_a_day" ON "match_impression" USING btree ("viewer_user_id","query_id","shown_id","shown_on","ranking_version");--> statement-breakpoint
CREATE INDEX "match_impression_query" ON "match_impression" USING btree ("query_id","shown_on");--> statement-breakpoint
CREATE INDEX "match_impression_shown_at" ON "match_impression" USING btree ("shown_at");--> statement-breakpoint
CREATE INDEX "match_judgement_impression" ON "match_judgement" USING btree ("impression_id");--> statement-breakpoint
CREATE INDEX "match_judgement_pair" ON "match_judgement" USING btree ("query_id","shown_id");--> statement-breakpoint
CREATE INDEX "notification_inbox" ON "notification" USING btree ("user_id","delivered_at","id");--> statement-breakpoint
CREATE INDEX "notification_waiting" ON "notification" USING btree ("created_at") WHERE delivered_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "notification_once" ON "notification" USING btree ("user_id","kind","subject_id",(payload ->> 'listingId'));--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at","seq") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "outbox_done" ON "outbox" USING btree ("done_at") WHERE done_at is not null;
CREATE TABLE "match_invitation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"query_library" text NOT NULL,
	"query_id" uuid NOT NULL,
	"shown_library" text NOT NULL,
	"shown_id" uuid NOT NULL,
	"strength" text NOT NULL,
	"organisation_id" uuid NOT NULL,
	"invited_organisation_id" uuid NOT NULL,
	"invited_by" uuid NOT NULL,
	"invited_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "match_invitation_query_library" CHECK ("match_invitation"."query_library" in ('demand')),
	CONSTRAINT "match_invitation_shown_library" CHECK ("match_invitation"."shown_library" in ('achievement', 'expert')),
	CONSTRAINT "match_invitation_strength" CHECK ("match_invitation"."strength" ~ '^[a-z_]{1,20}$'),
	CONSTRAINT "match_invitation_of_another" CHECK ("match_invitation"."organisation_id" <> "match_invitation"."invited_organisation_id")
);
--> statement-breakpoint
ALTER TABLE "notification" DROP CONSTRAINT "notification_kind";--> statement-breakpoint
ALTER TABLE "outbox" DROP CONSTRAINT "outbox_topic";--> statement-breakpoint
DROP INDEX "match_impression_once_a_day";--> statement-breakpoint
-- Of what was shown before nobody knows whether there was a filter, so none of it says what the whole ranking showed.
ALTER TABLE "match_impression" ADD COLUMN "is_filtered" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "match_impression" ALTER COLUMN "is_filtered" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "match_invitation" ADD CONSTRAINT "match_invitation_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_invitation" ADD CONSTRAINT "match_invitation_invited_organisation_id_organisation_id_fk" FOREIGN KEY ("invited_organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_invitation" ADD CONSTRAINT "match_invitation_invited_by_user_account_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "match_invitation_once" ON "match_invitation" USING btree ("query_id","shown_id");--> statement-breakpoint
CREATE INDEX "match_invitation_shown" ON "match_invitation" USING btree ("shown_id");--> statement-breakpoint
CREATE INDEX "match_invitation_at" ON "match_invitation" USING btree ("invited_at");--> statement-breakpoint
CREATE UNIQUE INDEX "match_impression_once_a_day" ON "match_impression" USING btree ("viewer_user_id","query_id","shown_id","shown_on","ranking_version","is_filtered");--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_kind" CHECK ("notification"."kind" in ('achievement_for_demand', 'demand_for_achievement', 'match_invitation'));--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_topic" CHECK ("outbox"."topic" in ('listing.published', 'match.invited'));--> statement-breakpoint
-- An invitation was sent, and stays so.
CREATE TRIGGER match_invitation_append_only BEFORE UPDATE OR DELETE ON match_invitation FOR EACH ROW EXECUTE FUNCTION forbid_change();

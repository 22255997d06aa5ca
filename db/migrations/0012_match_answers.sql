ALTER TABLE "notification" DROP CONSTRAINT "notification_kind";--> statement-breakpoint
ALTER TABLE "outbox" DROP CONSTRAINT "outbox_topic";--> statement-breakpoint
ALTER TABLE "match_invitation" ADD COLUMN "message" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "match_invitation" ADD COLUMN "state" text DEFAULT 'pending' NOT NULL;--> statement-breakpoint
ALTER TABLE "match_invitation" ADD COLUMN "answer_note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "match_invitation" ADD COLUMN "answered_by" uuid;--> statement-breakpoint
ALTER TABLE "match_invitation" ADD COLUMN "answered_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "match_invitation" ADD CONSTRAINT "match_invitation_answered_by_user_account_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_invitation" ADD CONSTRAINT "match_invitation_state" CHECK ("match_invitation"."state" in ('pending', 'interested', 'declined'));--> statement-breakpoint
ALTER TABLE "match_invitation" ADD CONSTRAINT "match_invitation_message_length" CHECK (char_length("match_invitation"."message") between 0 and 500);--> statement-breakpoint
ALTER TABLE "match_invitation" ADD CONSTRAINT "match_invitation_answer_note_length" CHECK (char_length("match_invitation"."answer_note") between 0 and 500);--> statement-breakpoint
ALTER TABLE "match_invitation" ADD CONSTRAINT "match_invitation_answered" CHECK (("match_invitation"."state" = 'pending') = ("match_invitation"."answered_at" is null) and ("match_invitation"."answered_at" is null) = ("match_invitation"."answered_by" is null) and ("match_invitation"."state" <> 'pending' or "match_invitation"."answer_note" = ''));--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_kind" CHECK ("notification"."kind" in ('achievement_for_demand', 'demand_for_achievement', 'match_invitation', 'match_answer'));--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_topic" CHECK ("outbox"."topic" in ('listing.published', 'match.invited', 'match.answered'));--> statement-breakpoint
-- An invitation stays as it was sent; its answer is added, once.
DROP TRIGGER match_invitation_append_only ON match_invitation;--> statement-breakpoint
CREATE FUNCTION match_invitation_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE'
    OR OLD.answered_at IS NOT NULL
    OR (to_jsonb(NEW) - 'state' - 'answer_note' - 'answered_by' - 'answered_at') IS DISTINCT FROM (to_jsonb(OLD) - 'state' - 'answer_note' - 'answered_by' - 'answered_at') THEN
    RAISE EXCEPTION 'an invitation stays as it was sent and answered' USING ERRCODE = 'check_violation', CONSTRAINT = 'match_invitation_fixed';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER match_invitation_fixed BEFORE UPDATE OR DELETE ON match_invitation FOR EACH ROW EXECUTE FUNCTION match_invitation_fixed();--> statement-breakpoint
CREATE TRIGGER match_invitation_lifecycle BEFORE INSERT OR UPDATE OF state ON match_invitation FOR EACH ROW EXECUTE FUNCTION enforce_lifecycle('match_invitation');

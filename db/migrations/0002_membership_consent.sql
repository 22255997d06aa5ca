ALTER TABLE "membership" ADD COLUMN "accepted_at" timestamp (3) with time zone;--> statement-breakpoint
-- Whoever was a member when consent was introduced stays one.
UPDATE "membership" SET "accepted_at" = "created_at";

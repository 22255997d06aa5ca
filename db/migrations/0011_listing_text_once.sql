ALTER TABLE "achievement" ADD COLUMN "text_hash" text;--> statement-breakpoint
ALTER TABLE "demand" ADD COLUMN "text_hash" text;--> statement-breakpoint
ALTER TABLE "expert" ADD COLUMN "text_hash" text;--> statement-breakpoint
CREATE UNIQUE INDEX "achievement_text_once" ON "achievement" USING btree ("organisation_id","text_hash") WHERE "achievement"."state" in ('submitted', 'published');--> statement-breakpoint
CREATE UNIQUE INDEX "demand_text_once" ON "demand" USING btree ("organisation_id","text_hash") WHERE "demand"."state" in ('submitted', 'published');--> statement-breakpoint
CREATE UNIQUE INDEX "expert_text_once" ON "expert" USING btree ("organisation_id","text_hash") WHERE "expert"."state" in ('submitted', 'published');--> statement-breakpoint
ALTER TABLE "achievement" ADD CONSTRAINT "achievement_text_hash" CHECK ("achievement"."text_hash" ~ '^[0-9a-f]{64}$');--> statement-breakpoint
ALTER TABLE "demand" ADD CONSTRAINT "demand_text_hash" CHECK ("demand"."text_hash" ~ '^[0-9a-f]{64}$');--> statement-breakpoint
ALTER TABLE "expert" ADD CONSTRAINT "expert_text_hash" CHECK ("expert"."text_hash" ~ '^[0-9a-f]{64}$');
ALTER TABLE "policy_edit" DROP CONSTRAINT "policy_edit_source_length";--> statement-breakpoint
ALTER TABLE "what_if" DROP CONSTRAINT "what_if_source_length";--> statement-breakpoint
CREATE INDEX "clawback_cause" ON "clawback" USING btree ("cause_id");--> statement-breakpoint
ALTER TABLE "policy_edit" ADD CONSTRAINT "policy_edit_source_length" CHECK (char_length("policy_edit"."source") between 0 and 80000);--> statement-breakpoint
ALTER TABLE "what_if" ADD CONSTRAINT "what_if_source_length" CHECK (char_length("what_if"."source") between 1 and 80000);
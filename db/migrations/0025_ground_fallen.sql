DROP INDEX "determination_granted_records";--> statement-breakpoint
CREATE INDEX "subsidy_fact_withdrawn_at" ON "subsidy_fact" USING btree ("withdrawn_at") WHERE withdrawn_at is not null;--> statement-breakpoint
CREATE INDEX "determination_granted_records" ON "determination" USING gin ((trace -> 'inputs') jsonb_path_ops) WHERE state in ('reviewed', 'approved', 'paid', 'clawed_back');
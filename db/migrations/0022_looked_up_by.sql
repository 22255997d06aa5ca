CREATE TABLE "organisation_change" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"region_code" text NOT NULL,
	"changed_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "organisation_change" ADD CONSTRAINT "organisation_change_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "organisation_change_organisation" ON "organisation_change" USING btree ("organisation_id","seq");--> statement-breakpoint
CREATE INDEX "integrity_record_bureau" ON "integrity_record" USING btree ("bureau_id","recorded_at");--> statement-breakpoint
CREATE INDEX "lifecycle_event_ended" ON "lifecycle_event" USING btree ("subject_id","at") WHERE subject_kind = 'registration' and to_state in ('deregistered', 'revoked');--> statement-breakpoint
CREATE INDEX "registration_contract" ON "registration" USING btree ("contract_id");--> statement-breakpoint
CREATE INDEX "subsidy_fact_contract" ON "subsidy_fact" USING btree ("contract_id") WHERE contract_id is not null;--> statement-breakpoint
CREATE INDEX "subsidy_fact_project" ON "subsidy_fact" USING btree ("project_id") WHERE project_id is not null;--> statement-breakpoint
CREATE INDEX "clawback_raised" ON "clawback" USING btree ("raised_at","id");--> statement-breakpoint
CREATE INDEX "determination_bureau" ON "determination" USING btree ("bureau_id","computed_at","id");--> statement-breakpoint
CREATE INDEX "determination_computed" ON "determination" USING btree ("computed_at","id");--> statement-breakpoint
CREATE INDEX "subsidy_limit_entry_determination" ON "subsidy_limit_entry" USING btree ("determination_id");--> statement-breakpoint
-- Before an organisation is called otherwise, or moves: what it was until now is kept.
CREATE FUNCTION organisation_keeps_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.name, NEW.kind, NEW.region_code) IS DISTINCT FROM (OLD.name, OLD.kind, OLD.region_code) THEN
    INSERT INTO organisation_change (organisation_id, name, kind, region_code) VALUES (OLD.id, OLD.name, OLD.kind, OLD.region_code);
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER organisation_keeps_change AFTER UPDATE OF name, kind, region_code ON organisation FOR EACH ROW EXECUTE FUNCTION organisation_keeps_change();
--> statement-breakpoint
CREATE TRIGGER organisation_change_append_only BEFORE UPDATE OR DELETE ON organisation_change FOR EACH ROW EXECUTE FUNCTION forbid_change();
--> statement-breakpoint
CREATE TRIGGER organisation_change_no_truncate BEFORE TRUNCATE ON organisation_change FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

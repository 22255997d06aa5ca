CREATE TABLE "policy_edit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"bureau_id" uuid NOT NULL,
	"base_version_id" uuid,
	"policy_id" text,
	"version_label" text,
	"title" text,
	"source" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"state" text DEFAULT 'editing' NOT NULL,
	"author_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"saved_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"proposed_at" timestamp (3) with time zone,
	"reviewer_id" uuid,
	"reviewed_at" timestamp (3) with time zone,
	"return_reason" text,
	"published_version_id" uuid,
	CONSTRAINT "policy_edit_state" CHECK ("policy_edit"."state" in ('editing', 'proposed', 'returned', 'published', 'discarded')),
	CONSTRAINT "policy_edit_source_length" CHECK (char_length("policy_edit"."source") between 0 and 500000),
	CONSTRAINT "policy_edit_policy_length" CHECK (char_length("policy_edit"."policy_id") between 1 and 200),
	CONSTRAINT "policy_edit_label_length" CHECK (char_length("policy_edit"."version_label") between 1 and 200),
	CONSTRAINT "policy_edit_title_length" CHECK (char_length("policy_edit"."title") between 1 and 300),
	CONSTRAINT "policy_edit_reason_length" CHECK (char_length("policy_edit"."return_reason") between 1 and 2000),
	CONSTRAINT "policy_edit_revision" CHECK ("policy_edit"."revision" >= 1),
	CONSTRAINT "policy_edit_two_people" CHECK ("policy_edit"."reviewer_id" <> "policy_edit"."author_id"),
	CONSTRAINT "policy_edit_named" CHECK ("policy_edit"."state" not in ('proposed', 'returned', 'published') or ("policy_edit"."policy_id" is not null and "policy_edit"."version_label" is not null and "policy_edit"."proposed_at" is not null)),
	CONSTRAINT "policy_edit_reviewed" CHECK (("policy_edit"."reviewer_id" is null) = ("policy_edit"."reviewed_at" is null)),
	CONSTRAINT "policy_edit_returned" CHECK ("policy_edit"."state" <> 'returned' or ("policy_edit"."reviewer_id" is not null and "policy_edit"."return_reason" is not null)),
	CONSTRAINT "policy_edit_published" CHECK (("policy_edit"."state" = 'published') = ("policy_edit"."published_version_id" is not null) and ("policy_edit"."state" <> 'published' or "policy_edit"."reviewer_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "policy_edit" ADD CONSTRAINT "policy_edit_bureau_id_organisation_id_fk" FOREIGN KEY ("bureau_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_edit" ADD CONSTRAINT "policy_edit_base_version_id_policy_version_id_fk" FOREIGN KEY ("base_version_id") REFERENCES "public"."policy_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_edit" ADD CONSTRAINT "policy_edit_author_id_user_account_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_edit" ADD CONSTRAINT "policy_edit_reviewer_id_user_account_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_edit" ADD CONSTRAINT "policy_edit_published_version_id_policy_version_id_fk" FOREIGN KEY ("published_version_id") REFERENCES "public"."policy_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "policy_edit_bureau" ON "policy_edit" USING btree ("bureau_id","state","saved_at");--> statement-breakpoint
CREATE INDEX "policy_edit_policy" ON "policy_edit" USING btree ("policy_id");--> statement-breakpoint
CREATE UNIQUE INDEX "policy_edit_published_once" ON "policy_edit" USING btree ("published_version_id");--> statement-breakpoint
CREATE UNIQUE INDEX "policy_edit_label_once" ON "policy_edit" USING btree ("policy_id","version_label") WHERE state = 'published';--> statement-breakpoint
-- A copy is its author's until it is proposed, and stays as it was proposed; what is published is what was proposed.
CREATE FUNCTION policy_edit_guards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'copies of policies are kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'policy_edit_kept';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.revision <> 1 OR NOT holds_role(NEW.author_id, NEW.bureau_id, ARRAY['officer']) THEN
      RAISE EXCEPTION 'a copy is begun by an officer of the bureau' USING ERRCODE = 'check_violation', CONSTRAINT = 'policy_edit_author';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state IN ('published', 'discarded')
    OR (NEW.id, NEW.bureau_id, NEW.base_version_id, NEW.author_id, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.bureau_id, OLD.base_version_id, OLD.author_id, OLD.created_at) THEN
    RAISE EXCEPTION 'what a copy is does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'policy_edit_fixed';
  END IF;
  IF (NEW.source, NEW.policy_id, NEW.version_label, NEW.title, NEW.revision) IS DISTINCT FROM (OLD.source, OLD.policy_id, OLD.version_label, OLD.title, OLD.revision)
    AND (OLD.state NOT IN ('editing', 'returned') OR NEW.state <> OLD.state OR NEW.revision <> OLD.revision + 1) THEN
    RAISE EXCEPTION 'a text that is proposed stays, and each saving counts' USING ERRCODE = 'check_violation', CONSTRAINT = 'policy_edit_text_fixed';
  END IF;
  IF NEW.reviewer_id IS NOT NULL AND (NEW.reviewer_id, NEW.reviewed_at) IS DISTINCT FROM (OLD.reviewer_id, OLD.reviewed_at)
    AND NOT holds_role(NEW.reviewer_id, NEW.bureau_id, ARRAY['reviewer', 'approver']) THEN
    RAISE EXCEPTION 'a version is reviewed by a reviewer or approver of the bureau' USING ERRCODE = 'check_violation', CONSTRAINT = 'policy_edit_reviewer';
  END IF;
  IF NEW.state = 'published' AND NOT EXISTS (
      SELECT 1 FROM policy_version WHERE id = NEW.published_version_id AND policy_id = NEW.policy_id AND source = NEW.source) THEN
    RAISE EXCEPTION 'the version is the text that was proposed' USING ERRCODE = 'check_violation', CONSTRAINT = 'policy_edit_published_text';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER policy_edit_guards BEFORE INSERT OR UPDATE OR DELETE ON policy_edit FOR EACH ROW EXECUTE FUNCTION policy_edit_guards();
--> statement-breakpoint
CREATE TRIGGER policy_edit_no_truncate BEFORE TRUNCATE ON policy_edit FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
--> statement-breakpoint
CREATE TRIGGER policy_edit_lifecycle BEFORE INSERT OR UPDATE OF state ON policy_edit FOR EACH ROW EXECUTE FUNCTION enforce_lifecycle('policy_edit');

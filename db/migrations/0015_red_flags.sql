CREATE TABLE "red_flag" (
	"id" uuid PRIMARY KEY NOT NULL,
	"determination_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"fingerprint" text NOT NULL,
	"explanation" jsonb NOT NULL,
	"found_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"overridden_by" uuid,
	"overridden_at" timestamp (3) with time zone,
	"override_reason" text,
	CONSTRAINT "red_flag_once" UNIQUE("determination_id","fingerprint"),
	CONSTRAINT "red_flag_kind" CHECK ("red_flag"."kind" in ('funded_twice', 'split_contracts', 'affiliated_parties', 'round_trip', 'evidence_reused', 'text_copied', 'single_bid', 'short_bid_window', 'identical_price')),
	CONSTRAINT "red_flag_fingerprint_shape" CHECK ("red_flag"."fingerprint" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "red_flag_overridden" CHECK (("red_flag"."overridden_at" is null) = ("red_flag"."overridden_by" is null) and ("red_flag"."overridden_at" is null) = ("red_flag"."override_reason" is null)),
	CONSTRAINT "red_flag_reason_length" CHECK (char_length(btrim("red_flag"."override_reason")) between 10 and 2000)
);
--> statement-breakpoint
ALTER TABLE "red_flag" ADD CONSTRAINT "red_flag_determination_id_determination_id_fk" FOREIGN KEY ("determination_id") REFERENCES "public"."determination"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "red_flag" ADD CONSTRAINT "red_flag_overridden_by_user_account_id_fk" FOREIGN KEY ("overridden_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "red_flag_open" ON "red_flag" USING btree ("determination_id") WHERE overridden_at is null;--> statement-breakpoint
-- A red flag is found while there is a figure to approve, stays as it was found, and is set aside once, by another person
-- than the one who computed. It waits for an approval that has begun, and an approval for a flag.
CREATE FUNCTION red_flag_guards() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held record;
BEGIN
  IF TG_OP = 'DELETE'
    OR (TG_OP = 'INSERT' AND NEW.overridden_at IS NOT NULL)
    OR (TG_OP = 'UPDATE' AND (OLD.overridden_at IS NOT NULL
      OR (to_jsonb(NEW) - 'overridden_by' - 'overridden_at' - 'override_reason') IS DISTINCT FROM (to_jsonb(OLD) - 'overridden_by' - 'overridden_at' - 'override_reason'))) THEN
    RAISE EXCEPTION 'a red flag stays as it was found and set aside' USING ERRCODE = 'check_violation', CONSTRAINT = 'red_flag_fixed';
  END IF;
  SELECT state, computed_by, bureau_id INTO held FROM determination WHERE id = NEW.determination_id FOR SHARE;
  IF held.state NOT IN ('determined', 'claimed', 'told', 'reviewed') THEN
    RAISE EXCEPTION 'flags are found and set aside before the approval' USING ERRCODE = 'check_violation', CONSTRAINT = 'red_flag_state';
  END IF;
  IF NEW.overridden_by = held.computed_by THEN
    RAISE EXCEPTION 'who computed a figure does not set its flags aside' USING ERRCODE = 'check_violation', CONSTRAINT = 'red_flag_another_person';
  END IF;
  IF NEW.overridden_by IS NOT NULL AND NOT holds_role(NEW.overridden_by, held.bureau_id, ARRAY['reviewer']) THEN
    RAISE EXCEPTION 'flags are set aside by a reviewer of the bureau' USING ERRCODE = 'check_violation', CONSTRAINT = 'red_flag_roles';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER red_flag_guards BEFORE INSERT OR UPDATE OR DELETE ON red_flag FOR EACH ROW EXECUTE FUNCTION red_flag_guards();
--> statement-breakpoint
CREATE TRIGGER red_flag_no_truncate BEFORE TRUNCATE ON red_flag FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
--> statement-breakpoint
CREATE FUNCTION determination_no_open_flags() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM red_flag WHERE determination_id = NEW.id AND overridden_at IS NULL) THEN
    RAISE EXCEPTION 'red flags are open' USING ERRCODE = 'check_violation', CONSTRAINT = 'determination_no_open_flags';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER determination_no_open_flags BEFORE UPDATE OF state ON determination FOR EACH ROW
  WHEN (NEW.state = 'approved' AND OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION determination_no_open_flags();

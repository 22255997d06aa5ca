CREATE UNIQUE INDEX "subsidy_fact_figure_once" ON "subsidy_fact" USING btree ((content ->> 'holderId'),(content ->> 'kind'),extract(year from occurred_on),coalesce(content ->> 'contractId', content ->> 'projectId', content ->> 'achievementId', '')) WHERE fact_table = 'figures' and withdrawn_at is null;--> statement-breakpoint
-- The next version of a policy comes from the bureau that published it first.
CREATE FUNCTION policy_edit_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT bureau_id FROM policy_edit WHERE policy_id = NEW.policy_id AND state = 'published' ORDER BY reviewed_at, id LIMIT 1) <> NEW.bureau_id THEN
    RAISE EXCEPTION 'the policy belongs to another bureau' USING ERRCODE = 'check_violation', CONSTRAINT = 'policy_edit_owner';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER policy_edit_owner BEFORE UPDATE OF state ON policy_edit FOR EACH ROW WHEN (NEW.state = 'published') EXECUTE FUNCTION policy_edit_owner();

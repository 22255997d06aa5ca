ALTER TABLE "subsidy_limit" ALTER COLUMN "limit_fen" DROP NOT NULL;--> statement-breakpoint
-- As before, and: no limit of its own holds a second grant of a floor ("不低于"), so nothing was granted on its entitlement
-- since it was computed. Where payers share it, each grants its part.
CREATE OR REPLACE FUNCTION subsidy_limit_entry_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held record;
  own jsonb;
  used bigint;
BEGIN
  SELECT policy_id, state, gives, trace INTO held FROM determination WHERE id = NEW.determination_id;
  IF held.policy_id <> NEW.policy_id
    OR (NEW.amount_fen > 0 AND held.state <> 'reviewed')
    OR (NEW.amount_fen < 0 AND NEW.clawback_id IS NULL AND held.state <> 'approved')
    OR (NEW.clawback_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM clawback WHERE id = NEW.clawback_id AND determination_id = NEW.determination_id AND amount_fen = -NEW.amount_fen)) THEN
    RAISE EXCEPTION 'an entry belongs to an approval, its withdrawal or a claw-back' USING ERRCODE = 'check_violation', CONSTRAINT = 'subsidy_limit_entry_fits';
  END IF;
  IF NEW.amount_fen > 0 AND held.gives = 'at_least' AND coalesce(held.trace -> 'payers', '[]') = '[]' THEN
    own := held.trace #> '{limits,0}';
    IF (NEW.account, NEW.key, NEW."window") = (own ->> 'account', own ->> 'key', own ->> 'window') THEN
      -- Locked whatever it holds: of two who grant at once the second waits, and sees what the first has used.
      SELECT used_fen INTO used FROM subsidy_limit
        WHERE policy_id = NEW.policy_id AND account = NEW.account AND key = NEW.key AND "window" = NEW."window"
        FOR UPDATE;
      IF used > (own ->> 'usedBeforeFen')::bigint THEN
        RAISE EXCEPTION 'something was granted of it since it was computed' USING ERRCODE = 'check_violation', CONSTRAINT = 'subsidy_limit_entry_floor';
      END IF;
    END IF;
  END IF;
  RETURN NEW;
END $$;

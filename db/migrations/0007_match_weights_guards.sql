-- Proposed weights keep what they say. They are compared until they are switched on, switched on once and retired once.
CREATE FUNCTION match_weights_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'weights of the ranking are kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'match_weights_kept';
  END IF;
  IF (NEW.id, NEW.weights, NEW.note, NEW.created_by, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.weights, OLD.note, OLD.created_by, OLD.created_at)
    OR (OLD.activated_at IS NOT NULL
      AND (NEW.comparison, NEW.compared_at, NEW.activated_at, NEW.activated_by) IS DISTINCT FROM (OLD.comparison, OLD.compared_at, OLD.activated_at, OLD.activated_by))
    OR (OLD.retired_at IS NOT NULL AND NEW.retired_at IS DISTINCT FROM OLD.retired_at) THEN
    RAISE EXCEPTION 'weights of the ranking keep what they say' USING ERRCODE = 'check_violation', CONSTRAINT = 'match_weights_fixed';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER match_weights_fixed BEFORE UPDATE OR DELETE ON match_weights FOR EACH ROW EXECUTE FUNCTION match_weights_fixed();

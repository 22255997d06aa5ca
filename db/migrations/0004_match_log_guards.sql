-- Pair assertions of the match log, the outbox and the notifications.

-- A match was shown as it was shown; only the first opening and the first comparing are added. What is younger than a
-- year stays, whatever the sweep of old rows is told.
CREATE FUNCTION match_impression_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.shown_at > clock_timestamp() - interval '1 year' THEN
      RAISE EXCEPTION 'the match log is kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'match_log_kept';
    END IF;
    RETURN OLD;
  END IF;
  IF (to_jsonb(NEW) - 'opened_at' - 'compared_at') IS DISTINCT FROM (to_jsonb(OLD) - 'opened_at' - 'compared_at')
    OR (OLD.opened_at IS NOT NULL AND NEW.opened_at IS DISTINCT FROM OLD.opened_at)
    OR (OLD.compared_at IS NOT NULL AND NEW.compared_at IS DISTINCT FROM OLD.compared_at) THEN
    RAISE EXCEPTION 'a shown match cannot be changed' USING ERRCODE = 'check_violation', CONSTRAINT = 'match_impression_fixed';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER match_impression_fixed BEFORE UPDATE OR DELETE ON match_impression FOR EACH ROW EXECUTE FUNCTION match_impression_fixed();
--> statement-breakpoint
CREATE FUNCTION match_judgement_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'a judgement is replaced by a later one, not changed' USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only';
  END IF;
  IF OLD.judged_at > clock_timestamp() - interval '1 year' THEN
    RAISE EXCEPTION 'the match log is kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'match_log_kept';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER match_judgement_kept BEFORE UPDATE OR DELETE ON match_judgement FOR EACH ROW EXECUTE FUNCTION match_judgement_kept();
--> statement-breakpoint

-- A pair is announced once and for all.
CREATE TRIGGER match_alert_append_only BEFORE UPDATE OR DELETE ON match_alert FOR EACH ROW EXECUTE FUNCTION forbid_change();
--> statement-breakpoint

-- A message keeps what it says; done stays done; nothing leaves that is not done.
CREATE FUNCTION outbox_guards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.done_at IS NULL THEN
      RAISE EXCEPTION 'a message that is not done stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'outbox_kept';
    END IF;
    RETURN OLD;
  END IF;
  IF (NEW.seq, NEW.ordinal, NEW.topic, NEW.payload, NEW.written_at) IS DISTINCT FROM (OLD.seq, OLD.ordinal, OLD.topic, OLD.payload, OLD.written_at)
    OR OLD.done_at IS NOT NULL THEN
    RAISE EXCEPTION 'a message keeps what it says, and done stays done' USING ERRCODE = 'check_violation', CONSTRAINT = 'outbox_fixed';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER outbox_guards BEFORE UPDATE OR DELETE ON outbox FOR EACH ROW EXECUTE FUNCTION outbox_guards();
--> statement-breakpoint

-- A notification keeps what it says; it is delivered once and read once; what was delivered stays.
CREATE FUNCTION notification_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.delivered_at IS NOT NULL THEN
      RAISE EXCEPTION 'a notification that was delivered stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'notification_kept';
    END IF;
    RETURN OLD;
  END IF;
  IF (to_jsonb(NEW) - 'delivered_at' - 'read_at') IS DISTINCT FROM (to_jsonb(OLD) - 'delivered_at' - 'read_at')
    OR (OLD.delivered_at IS NOT NULL AND NEW.delivered_at IS DISTINCT FROM OLD.delivered_at)
    OR (OLD.read_at IS NOT NULL AND NEW.read_at IS DISTINCT FROM OLD.read_at) THEN
    RAISE EXCEPTION 'a notification keeps what it says' USING ERRCODE = 'check_violation', CONSTRAINT = 'notification_fixed';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER notification_fixed BEFORE UPDATE OR DELETE ON notification FOR EACH ROW EXECUTE FUNCTION notification_fixed();

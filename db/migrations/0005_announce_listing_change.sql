-- Other processes on this database hear of a change when it is committed, and need not wait for their next look.
CREATE FUNCTION announce_listing_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('listing_change', '');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER announce_listing_change AFTER INSERT ON listing_change FOR EACH STATEMENT EXECUTE FUNCTION announce_listing_change();

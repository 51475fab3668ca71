-- What happened stays as it was recorded. Rows go only together with their seller, by the cascade of its deletion.
CREATE FUNCTION refuse_to_change_the_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'journal_event is append-only';
END
$$;

CREATE TRIGGER journal_event_is_append_only
BEFORE UPDATE OR DELETE ON journal_event
FOR EACH ROW EXECUTE FUNCTION refuse_to_change_the_journal();

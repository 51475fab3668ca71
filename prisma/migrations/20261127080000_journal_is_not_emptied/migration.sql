-- Emptying the table would forget what happened as surely as deleting its rows.
CREATE TRIGGER journal_event_is_not_emptied
BEFORE TRUNCATE ON journal_event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_journal();

-- The words that the claim really holds, where a person corrected them.
ALTER TABLE review ADD COLUMN content TEXT;

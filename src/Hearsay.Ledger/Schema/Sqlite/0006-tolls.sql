-- Positions that count the dead or the hurt of an event: counts of one event are one matter in whatever words.
ALTER TABLE position ADD COLUMN toll TEXT CHECK (toll IN ('killed', 'injured'));

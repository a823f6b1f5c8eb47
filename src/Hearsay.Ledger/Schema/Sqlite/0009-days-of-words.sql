-- The day of the story beside each word of its positions (days since 0001-01-01, 0 where not known): what is far in time is passed over without being read.
ALTER TABLE position_term ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
UPDATE position_term SET day = coalesce((
    SELECT CAST(julianday(a.published) - 1721425.5 AS INTEGER)
    FROM position p JOIN claim c ON c.id = p.claim JOIN article a ON a.id = c.article WHERE p.id = position_term.position), 0);

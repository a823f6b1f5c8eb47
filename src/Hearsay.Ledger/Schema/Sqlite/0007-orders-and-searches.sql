-- What the list of disputes can also be sorted by: independent pages, and how far apart the figures are (the highest as a multiple of the lowest).
ALTER TABLE proposition ADD COLUMN origins INTEGER NOT NULL DEFAULT 1;
ALTER TABLE proposition ADD COLUMN spread REAL NOT NULL DEFAULT 1;
UPDATE proposition SET origins = (SELECT count(DISTINCT coalesce(a.origin, a.id)) FROM position p JOIN claim c ON c.id = p.claim JOIN article a ON a.id = c.article WHERE p.proposition = proposition.id) WHERE disputed = 1;
CREATE INDEX proposition_origins ON proposition (origins DESC, newest DESC, id) WHERE disputed = 1;
CREATE INDEX proposition_spread ON proposition (spread DESC, newest DESC, id) WHERE disputed = 1;

-- Searches that people keep by a name.
CREATE TABLE saved_search (
    name TEXT PRIMARY KEY,
    query TEXT NOT NULL,
    made TEXT NOT NULL
) STRICT, WITHOUT ROWID;

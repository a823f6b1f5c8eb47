-- The positions that hold a word, one row for what one transaction added (see Postings.cs). The program fills it when a ledger that has positions is opened.
DROP TABLE position_term;
DELETE FROM term;
CREATE TABLE posting (
    term INTEGER NOT NULL REFERENCES term (id),
    -- the oldest position of the row; later ones follow in variable byte code
    first INTEGER NOT NULL,
    positions BLOB NOT NULL,
    PRIMARY KEY (term, first)
) STRICT, WITHOUT ROWID;

-- Matters that have become part of another one: their addresses go on to it.
CREATE TABLE moved_proposition (
    id INTEGER PRIMARY KEY,
    now INTEGER NOT NULL REFERENCES proposition (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX moved_proposition_now ON moved_proposition (now);

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

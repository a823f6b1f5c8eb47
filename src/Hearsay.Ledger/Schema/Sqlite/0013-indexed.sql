-- How many positions the index of words holds: a writer asks for it when it begins, and a ledger of millions is not counted through for it.
CREATE TABLE indexed (
    positions INTEGER NOT NULL
) STRICT;
INSERT INTO indexed (positions) SELECT count(*) FROM position;

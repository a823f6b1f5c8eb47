-- One claim can speak of several matters: each of its clauses is a position of its own. Claims read before keep their whole content as one position.
CREATE TABLE position (
    id INTEGER PRIMARY KEY,
    claim INTEGER NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
    proposition INTEGER REFERENCES proposition (id),
    joined REAL,
    joined_why TEXT,
    content TEXT NOT NULL,
    -- of the parties that its pronouns and short names stand for
    names TEXT NOT NULL
) STRICT;
INSERT INTO position (id, claim, proposition, joined, joined_why, content, names) SELECT id, id, proposition, joined, joined_why, content, '' FROM claim;
CREATE INDEX position_claim ON position (claim);
CREATE INDEX position_proposition ON position (proposition);

CREATE TABLE position_term (
    term INTEGER NOT NULL REFERENCES term (id),
    position INTEGER NOT NULL REFERENCES position (id) ON DELETE CASCADE,
    PRIMARY KEY (term, position)
) STRICT, WITHOUT ROWID;
INSERT INTO position_term (term, position) SELECT term, claim FROM claim_term;
CREATE INDEX position_term_position ON position_term (position);
DROP TRIGGER claim_term_removed;
DROP TABLE claim_term;
CREATE TRIGGER position_term_removed AFTER DELETE ON position_term BEGIN
    UPDATE term SET holders = holders - 1 WHERE id = old.term;
END;

DROP INDEX claim_proposition;
ALTER TABLE claim DROP COLUMN proposition;
ALTER TABLE claim DROP COLUMN joined;
ALTER TABLE claim DROP COLUMN joined_why;

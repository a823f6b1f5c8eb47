-- What people decided on claims. Kept by story and passage, so that it holds when the story is read again.
ALTER TABLE claim ADD COLUMN passage TEXT NOT NULL DEFAULT '';
UPDATE claim SET passage = cue || '|' || content || '|' || (SELECT count(*) FROM claim d WHERE d.article = claim.article AND d.cue = claim.cue AND d.content = claim.content AND d.id < claim.id);

CREATE TABLE review (
    id INTEGER PRIMARY KEY,
    story TEXT NOT NULL,
    passage TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'corrected', 'rejected')),
    speaker TEXT,
    stance TEXT,
    note TEXT,
    made TEXT NOT NULL,
    UNIQUE (story, passage)
) STRICT;

-- Feeds and pages that are looked at again: what the site gave with them, when the next look is due, and how long the pause is by now.
CREATE TABLE watched (
    url TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('feed', 'page')),
    etag TEXT,
    modified TEXT,
    due TEXT NOT NULL,
    pause INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX watched_due ON watched (kind, due);

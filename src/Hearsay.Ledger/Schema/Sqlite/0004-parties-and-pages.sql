-- Pages that were read, by a hash of what came in and of the reader: they are not read again.
CREATE TABLE page (
    hash BLOB PRIMARY KEY,
    story TEXT,
    run INTEGER NOT NULL REFERENCES run (id)
) STRICT, WITHOUT ROWID;

-- Older readings of a story whose words have changed.
CREATE TABLE revision (
    id INTEGER PRIMARY KEY,
    story TEXT NOT NULL,
    title TEXT,
    text TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES run (id)
) STRICT;
CREATE INDEX revision_story ON revision (story);

-- Which names are one party. The key is a speaker's name as it is looked up by; all names of a party share the same party key.
CREATE TABLE party (
    key TEXT PRIMARY KEY,
    party TEXT NOT NULL,
    name TEXT NOT NULL,
    why TEXT NOT NULL,
    made TEXT NOT NULL CHECK (made IN ('reader', 'person'))
) STRICT, WITHOUT ROWID;
CREATE INDEX party_party ON party (party);
INSERT INTO party (key, party, name, why, made) SELECT speaker_key, speaker_key, min(speaker), 'its own name', 'reader' FROM claim WHERE speaker_key IS NOT NULL GROUP BY speaker_key;

-- What people linked and unlinked, in order.
CREATE TABLE party_decision (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    note TEXT,
    made TEXT NOT NULL
) STRICT;

-- A matter with what its list is sorted and chosen by.
ALTER TABLE proposition ADD COLUMN newest TEXT NOT NULL DEFAULT '';
ALTER TABLE proposition ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0;
UPDATE proposition SET
    newest = coalesce((SELECT max(a.published) FROM position p JOIN claim c ON c.id = p.claim JOIN article a ON a.id = c.article WHERE p.proposition = proposition.id), ''),
    disputed = EXISTS (SELECT 1 FROM position p JOIN claim c ON c.id = p.claim WHERE p.proposition = proposition.id AND c.stance IN ('denies', 'declines'));
CREATE INDEX proposition_disputed ON proposition (newest DESC, id) WHERE disputed = 1;

-- Lists of names are JSON arrays; claims holds the names of the claims in whose content the event stands.
ALTER TABLE event ADD COLUMN actors TEXT NOT NULL DEFAULT '[]';
ALTER TABLE event ADD COLUMN recipients TEXT NOT NULL DEFAULT '[]';
ALTER TABLE event ADD COLUMN weapons TEXT NOT NULL DEFAULT '[]';
ALTER TABLE event ADD COLUMN claims TEXT NOT NULL DEFAULT '[]';
ALTER TABLE event ADD COLUMN lat REAL;
ALTER TABLE event ADD COLUMN lon REAL;
UPDATE event SET
    actors = coalesce((SELECT json_extract(v.value, '$.actors') FROM article a, json_each(a.record, '$.events') v WHERE a.id = event.article AND json_extract(v.value, '$.id') = event.name), '[]'),
    recipients = coalesce((SELECT json_extract(v.value, '$.recipients') FROM article a, json_each(a.record, '$.events') v WHERE a.id = event.article AND json_extract(v.value, '$.id') = event.name), '[]'),
    weapons = coalesce((SELECT json_extract(v.value, '$.weapons') FROM article a, json_each(a.record, '$.events') v WHERE a.id = event.article AND json_extract(v.value, '$.id') = event.name), '[]'),
    claims = coalesce((SELECT json_extract(v.value, '$.claims') FROM article a, json_each(a.record, '$.events') v WHERE a.id = event.article AND json_extract(v.value, '$.id') = event.name), '[]');
CREATE INDEX event_date ON event (date_from);
CREATE VIRTUAL TABLE event_text USING fts5 (text, actors, recipients, place, content = 'event', content_rowid = 'id', tokenize = 'porter unicode61');
INSERT INTO event_text (rowid, text, actors, recipients, place) SELECT id, text, actors, recipients, place FROM event;
CREATE TRIGGER event_added AFTER INSERT ON event BEGIN
    INSERT INTO event_text (rowid, text, actors, recipients, place) VALUES (new.id, new.text, new.actors, new.recipients, new.place);
END;
CREATE TRIGGER event_removed AFTER DELETE ON event BEGIN
    INSERT INTO event_text (event_text, rowid, text, actors, recipients, place) VALUES ('delete', old.id, old.text, old.actors, old.recipients, old.place);
END;

-- The hashes of a story's runs of words, to compare it with others without its record; bands are made another way now, older stories are compared no more until they are read again.
ALTER TABLE article ADD COLUMN shingles BLOB NOT NULL DEFAULT x'';
DELETE FROM band;

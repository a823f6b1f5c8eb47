-- Records as they were read, and rows over them to ask by. A record goes in and comes out again identical.
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    reader TEXT NOT NULL,
    started TEXT NOT NULL
) STRICT;

CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    story TEXT NOT NULL UNIQUE,
    url TEXT,
    title TEXT,
    publisher TEXT,
    agency TEXT,
    published TEXT,
    record TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    origin INTEGER REFERENCES article (id),
    run INTEGER NOT NULL REFERENCES run (id)
) STRICT;
CREATE INDEX article_published ON article (published);
CREATE INDEX article_origin ON article (origin);

-- Bands of each story's MinHash signature: two stories that share one are compared.
CREATE TABLE band (
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    PRIMARY KEY (hash, article)
) STRICT, WITHOUT ROWID;

-- A matter that positions are taken on. Its members are the rows of claim that name it.
CREATE TABLE proposition (
    id INTEGER PRIMARY KEY
) STRICT;

-- Claims of sources, and what outlets say in their own voice (voice 'outlet', no speaker, no cue).
CREATE TABLE claim (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    voice TEXT NOT NULL CHECK (voice IN ('source', 'outlet')),
    proposition INTEGER REFERENCES proposition (id),
    joined REAL,
    joined_why TEXT,
    name TEXT NOT NULL,
    speaker TEXT,
    speaker_key TEXT,
    kind TEXT,
    role TEXT,
    anonymous INTEGER NOT NULL,
    stance TEXT NOT NULL,
    cue TEXT NOT NULL,
    content TEXT NOT NULL,
    quote TEXT NOT NULL,
    target TEXT,
    basis TEXT,
    said TEXT,
    within TEXT,
    about TEXT,
    confidence REAL NOT NULL,
    UNIQUE (article, name)
) STRICT;
CREATE INDEX claim_speaker ON claim (speaker_key);
CREATE INDEX claim_stance ON claim (stance);
CREATE INDEX claim_proposition ON claim (proposition);

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    type TEXT NOT NULL,
    place TEXT,
    country TEXT,
    date_from TEXT,
    date_to TEXT,
    killed_min INTEGER,
    killed_max INTEGER,
    injured_min INTEGER,
    injured_max INTEGER,
    happened INTEGER NOT NULL,
    UNIQUE (article, name)
) STRICT;

-- The words of positions, to find those of one matter by their rarest words.
CREATE TABLE term (
    id INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE,
    holders INTEGER NOT NULL
) STRICT;
CREATE TABLE claim_term (
    term INTEGER NOT NULL REFERENCES term (id),
    claim INTEGER NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
    PRIMARY KEY (term, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_term_claim ON claim_term (claim);
CREATE TRIGGER claim_term_removed AFTER DELETE ON claim_term BEGIN
    UPDATE term SET holders = holders - 1 WHERE id = old.term;
END;

CREATE VIRTUAL TABLE claim_text USING fts5 (speaker, content, content = 'claim', content_rowid = 'id', tokenize = 'porter unicode61');
CREATE TRIGGER claim_added AFTER INSERT ON claim BEGIN
    INSERT INTO claim_text (rowid, speaker, content) VALUES (new.id, new.speaker, new.content);
END;
CREATE TRIGGER claim_removed AFTER DELETE ON claim BEGIN
    INSERT INTO claim_text (claim_text, rowid, speaker, content) VALUES ('delete', old.id, old.speaker, old.content);
END;

CREATE TABLE refusal (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    reason TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES run (id),
    UNIQUE (name, reason)
) STRICT;

-- What keeps questions quick in a ledger of millions of claims.

-- Names of speakers by their words.
CREATE VIRTUAL TABLE party_text USING fts5 (key, tokenize = 'unicode61');
INSERT INTO party_text (key) SELECT key FROM party;
CREATE TRIGGER party_added AFTER INSERT ON party BEGIN
    INSERT INTO party_text (key) VALUES (new.key);
END;

-- How many claims of sources and events a story has; outlets and totals are counted from the index alone.
ALTER TABLE article ADD COLUMN claims INTEGER NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN events INTEGER NOT NULL DEFAULT 0;
UPDATE article SET
    claims = (SELECT count(*) FROM claim c WHERE c.article = article.id AND c.voice = 'source'),
    events = (SELECT count(*) FROM event e WHERE e.article = article.id);
CREATE INDEX article_outlet ON article (publisher, agency, origin, published, claims, events);

CREATE TABLE total (
    matters INTEGER NOT NULL
) STRICT;
INSERT INTO total (matters) SELECT count(*) FROM proposition;
CREATE TRIGGER proposition_added AFTER INSERT ON proposition BEGIN
    UPDATE total SET matters = matters + 1;
END;
CREATE TRIGGER proposition_removed AFTER DELETE ON proposition BEGIN
    UPDATE total SET matters = matters - 1;
END;

-- The least sure claims, and events by what they are asked for.
CREATE INDEX claim_unsure ON claim (confidence, id) WHERE voice = 'source';
ALTER TABLE event ADD COLUMN day TEXT;
UPDATE event SET day = coalesce(date_from, (SELECT published FROM article a WHERE a.id = event.article));
CREATE INDEX event_day ON event (day DESC, id);
CREATE INDEX event_country ON event (country) WHERE country IS NOT NULL;
CREATE INDEX event_killed ON event (killed_min) WHERE killed_min IS NOT NULL;
CREATE INDEX event_injured ON event (injured_min) WHERE injured_min IS NOT NULL;

-- A story that is read anew takes its bands with it.
CREATE INDEX band_article ON band (article);

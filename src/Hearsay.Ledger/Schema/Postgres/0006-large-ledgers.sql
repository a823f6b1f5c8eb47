-- What keeps questions quick in a ledger of millions of claims.

-- Names of speakers by their words.
CREATE INDEX party_words ON party USING gin (to_tsvector('simple', key));
CREATE FUNCTION party_text(query text) RETURNS TABLE (key text) LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY SELECT p.key FROM party p WHERE to_tsvector('simple', p.key) @@ phraseto_tsquery('simple', query);
END $$;

-- How many claims of sources and events a story has; outlets and totals are counted from the index alone.
ALTER TABLE article ADD COLUMN claims BIGINT NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN events BIGINT NOT NULL DEFAULT 0;
UPDATE article SET
    claims = (SELECT count(*) FROM claim c WHERE c.article = article.id AND c.voice = 'source'),
    events = (SELECT count(*) FROM event e WHERE e.article = article.id);
CREATE INDEX article_outlet ON article (publisher, agency, origin, published, claims, events);

CREATE VIEW total AS SELECT count(*) AS matters FROM proposition;

-- The least sure claims, and events by what they are asked for.
CREATE INDEX claim_unsure ON claim (confidence, id) WHERE voice = 'source';
ALTER TABLE event ADD COLUMN day TEXT COLLATE "C";
UPDATE event SET day = coalesce(date_from, (SELECT published FROM article a WHERE a.id = event.article));
CREATE INDEX event_day ON event (day DESC NULLS LAST, id);
CREATE INDEX event_country ON event (country) WHERE country IS NOT NULL;
CREATE INDEX event_killed ON event (killed_min) WHERE killed_min IS NOT NULL;
CREATE INDEX event_injured ON event (injured_min) WHERE injured_min IS NOT NULL;

-- The words by which a speaker leaves a claim open, and from whom a story has it where it says so.
ALTER TABLE claim ADD COLUMN hedge TEXT;
ALTER TABLE claim ADD COLUMN hedge_degree TEXT CHECK (hedge_degree IN ('possible', 'probable', 'approximate'));
ALTER TABLE claim ADD COLUMN cites TEXT COLLATE "C";
ALTER TABLE claim ADD COLUMN cites_key TEXT COLLATE "C";
CREATE INDEX claim_hedged ON claim (hedge_degree) WHERE hedge_degree IS NOT NULL;
CREATE INDEX claim_cites ON claim (cites_key) WHERE cites_key IS NOT NULL;
ALTER TABLE position ADD COLUMN hedge TEXT;
ALTER TABLE position ADD COLUMN hedge_degree TEXT;

-- Matters that several independent sources speak of.
CREATE INDEX proposition_shared ON proposition (origins DESC, newest DESC, id) WHERE origins > 1;

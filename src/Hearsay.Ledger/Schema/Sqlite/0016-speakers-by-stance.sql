-- What a speaker denies, without what else he says.
DROP INDEX claim_speaker;
CREATE INDEX claim_speaker ON claim (speaker_key, stance);

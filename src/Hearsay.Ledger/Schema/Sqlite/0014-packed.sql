-- A story's record, packed (see PackedRecord.cs). It is the last column: what is looked at of a story stands before it. The program fills it from the text, which then goes.
ALTER TABLE article ADD COLUMN packed BLOB NOT NULL DEFAULT x'';

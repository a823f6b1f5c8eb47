ALTER TABLE article DROP COLUMN record;

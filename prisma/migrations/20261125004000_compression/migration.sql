-- What is accepted is compressed within the transaction that accepts it. lz4 takes a tenth of the time and a little more
-- room; a PostgreSQL that was built without it goes on as before. Word times are small numbers that hardly compress.
DO $$
BEGIN
  ALTER TABLE "revisions" ALTER COLUMN "text" SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END
$$;
ALTER TABLE "word_times" ALTER COLUMN "deltas" SET STORAGE EXTERNAL;

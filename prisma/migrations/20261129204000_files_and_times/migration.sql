-- Where a revision's times are from, and all that a file says of them.

CREATE TYPE "times_source" AS ENUM ('text', 'file', 'audio');

ALTER TABLE "word_times"
  ADD COLUMN "source" "times_source" NOT NULL DEFAULT 'text',
  ADD COLUMN "audio" BYTEA,
  ADD COLUMN "ends" BYTEA,
  ADD COLUMN "confidences" BYTEA,
  ADD COLUMN "captions" BYTEA;
-- Varints do not compress: see 20261125004000_compression.
ALTER TABLE "word_times"
  ALTER COLUMN "ends" SET STORAGE EXTERNAL,
  ALTER COLUMN "confidences" SET STORAGE EXTERNAL,
  ALTER COLUMN "captions" SET STORAGE EXTERNAL,
  -- SHA-256.
  ADD CONSTRAINT "word_times_audio_is_a_hash" CHECK ("audio" IS NULL OR length("audio") = 32),
  -- Times that were measured are those of one audio file.
  ADD CONSTRAINT "word_times_of_audio" CHECK ("source" <> 'audio' OR "audio" IS NOT NULL);

-- Whoever made a text.
CREATE TYPE "text_origin" AS ENUM ('person', 'recogniser', 'unknown');
ALTER TABLE "documents"
  ADD COLUMN "origin" "text_origin" NOT NULL DEFAULT 'unknown',
  ADD COLUMN "recogniser" TEXT,
  ADD CONSTRAINT "documents_name_recognisers" CHECK (("origin" = 'recogniser') = ("recogniser" IS NOT NULL));

-- The transcripts of others that a feed names, as they were fetched.
CREATE TABLE "source_files" (
  "id" SERIAL NOT NULL,
  "episode_id" INTEGER NOT NULL,
  "url" TEXT NOT NULL,
  "type" TEXT,
  "language" TEXT,
  "kind" TEXT NOT NULL,
  "grain" TEXT NOT NULL,
  "recogniser" TEXT,
  "taken" BOOLEAN NOT NULL DEFAULT false,
  "content" BYTEA,
  "bytes" INTEGER NOT NULL,
  "sha256" BYTEA NOT NULL,
  "fetched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "source_files_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "source_files_addresses" CHECK ("url" ~* '^https?://'),
  CONSTRAINT "source_files_have_a_hash" CHECK (length("sha256") = 32),
  CONSTRAINT "source_files_are_whole" CHECK ("content" IS NULL OR length("content") = "bytes"),
  CONSTRAINT "source_files_have_a_grain" CHECK ("grain" IN ('word', 'line', 'none'))
);
CREATE UNIQUE INDEX "source_files_episode_id_url_key" ON "source_files" ("episode_id", "url");
-- The transcript is made of one of them.
CREATE UNIQUE INDEX "source_files_taken" ON "source_files" ("episode_id") WHERE "taken";
ALTER TABLE "source_files" ADD CONSTRAINT "source_files_episode_id_fkey" FOREIGN KEY ("episode_id")
  REFERENCES "episodes" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An episode's page names them.
CREATE FUNCTION "raise_by_source_files"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN PERFORM "raise_episodes"(ARRAY(SELECT DISTINCT "episode_id" FROM now_so)); END IF;
  IF TG_OP <> 'INSERT' THEN PERFORM "raise_episodes"(ARRAY(SELECT DISTINCT "episode_id" FROM was_so)); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "insert_raises" AFTER INSERT ON "source_files" REFERENCING NEW TABLE AS now_so
  FOR EACH STATEMENT EXECUTE FUNCTION "raise_by_source_files"();
CREATE TRIGGER "update_raises" AFTER UPDATE ON "source_files" REFERENCING NEW TABLE AS now_so OLD TABLE AS was_so
  FOR EACH STATEMENT EXECUTE FUNCTION "raise_by_source_files"();
CREATE TRIGGER "delete_raises" AFTER DELETE ON "source_files" REFERENCING OLD TABLE AS was_so
  FOR EACH STATEMENT EXECUTE FUNCTION "raise_by_source_files"();

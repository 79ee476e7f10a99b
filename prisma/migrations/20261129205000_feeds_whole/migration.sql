-- What a feed says of its show and episodes, and feed.xml says again.
ALTER TABLE "shows"
  ADD COLUMN "podcast_guid" TEXT,
  ADD COLUMN "explicit" BOOLEAN,
  ADD COLUMN "categories" TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "new_feed_url" TEXT,
  ADD COLUMN "fetched_url" TEXT;
ALTER TABLE "episodes"
  ADD COLUMN "explicit" BOOLEAN,
  ADD COLUMN "alternate_enclosures" JSONB NOT NULL DEFAULT '[]';

-- A feed is looked for by its guid, and by where it was fetched from.
CREATE INDEX "shows_podcast_guid_idx" ON "shows" ("podcast_guid");

ALTER TABLE "shows" DROP CONSTRAINT "shows_addresses";
ALTER TABLE "shows" ADD CONSTRAINT "shows_addresses"
  CHECK ("artwork_url" ~* '^https?://' AND "link" ~* '^https?://' AND "feed_url" ~* '^https?://'
         AND "new_feed_url" ~* '^https?://' AND "fetched_url" ~* '^https?://');

-- Whether a transcript was made of a file that a feed names. One that came as a file of its own names its episode
-- itself: then a feed's item that is another show's was matched with it by mistake, and that can be undone.
ALTER TABLE "documents" ADD COLUMN "from_feed" BOOLEAN NOT NULL DEFAULT false;
UPDATE "documents" AS d SET "from_feed" = true FROM "revisions" AS r
WHERE r."document_id" = d."id" AND r."number" = 1 AND r."imported"
  AND r."summary" = 'Import ' || d."path" || ' from the show''s feed';

-- Version 2 of the parser reads front matter and a byte order mark as no speech. What was derived by version 1 is made
-- anew by a job, which also counts the labels that stand within a line.
ALTER TABLE "documents"
  ADD COLUMN "parser" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "doubts" INTEGER NOT NULL DEFAULT 0,
  ADD CONSTRAINT "documents_doubts" CHECK ("doubts" >= 0);
ALTER TABLE "contribution_versions" ADD COLUMN "parser" INTEGER NOT NULL DEFAULT 1;
CREATE INDEX "documents_parser_idx" ON "documents" ("parser");

-- A file that was changed both here and there since the last import becomes a contribution.
ALTER TYPE "contribution_channel" ADD VALUE 'import';

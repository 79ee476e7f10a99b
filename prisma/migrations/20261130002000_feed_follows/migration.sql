-- Feeds are fetched again on a schedule. What a fetch without news writes lies apart from shows and episodes: whatever is
-- kept of them stays as it is.
CREATE TABLE "feed_follows" (
  "show_id" INTEGER NOT NULL,
  "every_minutes" INTEGER DEFAULT 60,
  "is_whole" BOOLEAN NOT NULL DEFAULT true,
  "etag" TEXT,
  "last_modified" TEXT,
  "sha256" BYTEA,
  "asked_at" TIMESTAMPTZ(3),
  "checked_at" TIMESTAMPTZ(3),
  "changed_at" TIMESTAMPTZ(3),
  "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "problem" TEXT,
  "failures" INTEGER NOT NULL DEFAULT 0,
  "report" JSONB,
  CONSTRAINT "feed_follows_pkey" PRIMARY KEY ("show_id"),
  CONSTRAINT "feed_follows_every" CHECK ("every_minutes" BETWEEN 15 AND 10080)
);
CREATE INDEX "feed_follows_next_at_idx" ON "feed_follows" ("next_at");
ALTER TABLE "feed_follows" ADD CONSTRAINT "feed_follows_show_id_fkey" FOREIGN KEY ("show_id")
  REFERENCES "shows" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Shows that came from a feed before are followed too, spread over their first hour. Where all episodes have a file of
-- their own, the feed was only asked for these: of its other episodes only newer ones come.
INSERT INTO "feed_follows" ("show_id", "next_at", "is_whole")
SELECT s."id", now() + random() * interval '1 hour', EXISTS (
  SELECT FROM "episodes" AS e WHERE e."show_id" = s."id" AND NOT EXISTS (
    SELECT FROM "documents" AS d WHERE d."episode_id" = e."id" AND d."kind" = 'transcript' AND NOT d."from_feed"))
FROM "shows" AS s WHERE s."fetched_url" IS NOT NULL;

CREATE TABLE "source_checks" (
  "file_id" INTEGER NOT NULL,
  "etag" TEXT,
  "last_modified" TEXT,
  "checked_at" TIMESTAMPTZ(3) NOT NULL,
  "problem" TEXT,
  "outcome" TEXT,
  "contribution_id" INTEGER,
  "before" TEXT,
  CONSTRAINT "source_checks_pkey" PRIMARY KEY ("file_id"),
  CONSTRAINT "source_checks_outcome" CHECK ("outcome" IN ('ours', 'times', 'proposed', 'nothing'))
);
ALTER TABLE "source_checks" ADD CONSTRAINT "source_checks_file_id_fkey" FOREIGN KEY ("file_id")
  REFERENCES "source_files" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Repositories of transcripts that shows follow: fetched again on a schedule, as feeds are. A fetch that finds nothing new writes here
-- alone.
CREATE TABLE "repository_follows" (
  "show_id" INTEGER NOT NULL,
  "url" TEXT NOT NULL,
  "trusted" BOOLEAN NOT NULL DEFAULT false,
  "every_minutes" INTEGER DEFAULT 60,
  "head" TEXT,
  "asked_at" TIMESTAMPTZ(3),
  "checked_at" TIMESTAMPTZ(3),
  "changed_at" TIMESTAMPTZ(3),
  "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "problem" TEXT,
  "failures" INTEGER NOT NULL DEFAULT 0,
  "report" JSONB,
  CONSTRAINT "repository_follows_pkey" PRIMARY KEY ("show_id"),
  CONSTRAINT "repository_follows_url" CHECK ("url" ~* '^https?://'),
  CONSTRAINT "repository_follows_interval" CHECK ("every_minutes" >= 1)
);
ALTER TABLE "repository_follows" ADD CONSTRAINT "repository_follows_show_id_fkey" FOREIGN KEY ("show_id")
  REFERENCES "shows" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "repository_follows_next_at_idx" ON "repository_follows" ("next_at");
CREATE INDEX "repository_follows_url_idx" ON "repository_follows" ("url");

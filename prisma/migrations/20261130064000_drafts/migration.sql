-- First drafts of transcripts, made by a recogniser of the operator's. They are nobody's reading until somebody who reviews at
-- the show makes one the episode's transcript; then its text moves into a document, and what it took stays as experience.
CREATE TABLE "drafts" (
  "episode_id" INTEGER NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'asked',
  "job_id" UUID,
  "asker_id" UUID,
  "asker_name" TEXT NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "recogniser" TEXT,
  "text" TEXT,
  "deltas" BYTEA,
  "ends" BYTEA,
  "confidences" BYTEA,
  "captions" BYTEA,
  "problem" TEXT,
  "detail" TEXT,
  "way" TEXT,
  "audio_seconds" DOUBLE PRECISION,
  "took_seconds" DOUBLE PRECISION,
  "made_at" TIMESTAMPTZ(3),
  CONSTRAINT "drafts_pkey" PRIMARY KEY ("episode_id"),
  CONSTRAINT "drafts_state" CHECK ("state" IN ('asked', 'made', 'failed', 'published', 'discarded')),
  CONSTRAINT "drafts_have_text_while_they_wait" CHECK (("state" = 'made') = ("text" IS NOT NULL)),
  CONSTRAINT "drafts_say_why_they_failed" CHECK (("state" = 'failed') = ("problem" IS NOT NULL))
);
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_episode_id_fkey" FOREIGN KEY ("episode_id")
  REFERENCES "episodes" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_asker_id_fkey" FOREIGN KEY ("asker_id")
  REFERENCES "users" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "drafts_asker_id_idx" ON "drafts" ("asker_id");
CREATE INDEX "drafts_way_made_at_idx" ON "drafts" ("way", "made_at");

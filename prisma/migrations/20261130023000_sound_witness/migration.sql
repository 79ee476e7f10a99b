-- What the sound says of a proposed change: measured when a version is sent, where the sound of its words is kept.
CREATE TYPE "sound_judgement" AS ENUM ('supports', 'unsure', 'against');
ALTER TABLE "contribution_versions"
  ADD COLUMN "sound" "sound_judgement",
  ADD COLUMN "sound_probability" DOUBLE PRECISION,
  ADD COLUMN "sound_score" DOUBLE PRECISION,
  ADD CONSTRAINT "contribution_versions_sound_is_whole" CHECK (
    ("sound" IS NULL) = ("sound_probability" IS NULL) AND ("sound" IS NULL) = ("sound_score" IS NULL)
    AND ("sound_probability" IS NULL OR "sound_probability" BETWEEN 0 AND 1));

-- A second threshold of trust, which holds only where the sound supports the words.
ALTER TABLE "shows" ADD COLUMN "trust_sound" INTEGER;

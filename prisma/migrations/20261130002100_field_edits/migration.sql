-- Fields that were edited here, with what their feed and files say of them: imports change only the latter.
CREATE TABLE "field_edits" (
  "id" SERIAL NOT NULL,
  "show_id" INTEGER NOT NULL,
  "episode_id" INTEGER,
  "field" TEXT NOT NULL,
  "source" JSONB NOT NULL,
  "editor_id" UUID,
  "editor_name" TEXT NOT NULL,
  "edited_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "field_edits_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "field_edits_episode_id_idx" ON "field_edits" ("episode_id");
CREATE INDEX "field_edits_editor_id_idx" ON "field_edits" ("editor_id");
-- A field is edited once, whether a show's or an episode's.
CREATE UNIQUE INDEX "field_edits_are_one_each" ON "field_edits" ("show_id", coalesce("episode_id", 0), "field");
ALTER TABLE "field_edits" ADD CONSTRAINT "field_edits_show_id_fkey" FOREIGN KEY ("show_id")
  REFERENCES "shows" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "field_edits" ADD CONSTRAINT "field_edits_episode_id_fkey" FOREIGN KEY ("episode_id")
  REFERENCES "episodes" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "field_edits" ADD CONSTRAINT "field_edits_editor_id_fkey" FOREIGN KEY ("editor_id")
  REFERENCES "users" ("id") ON DELETE SET NULL ON UPDATE CASCADE;

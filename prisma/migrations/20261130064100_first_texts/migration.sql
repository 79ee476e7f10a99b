-- First transcripts that somebody proposes for an episode without one, or for an episode that is not here yet: by a form, by a push,
-- in a mirror or in a repository that is followed. A contribution changes a document; of these there is none before one is accepted.
CREATE TABLE "first_texts" (
  "id" SERIAL NOT NULL,
  "show_id" INTEGER NOT NULL,
  "episode_id" INTEGER,
  "slug" TEXT NOT NULL,
  "title" TEXT,
  "published_at" TIMESTAMPTZ(3),
  "path" TEXT,
  "text" TEXT NOT NULL,
  "deltas" BYTEA,
  "ends" BYTEA,
  "confidences" BYTEA,
  "captions" BYTEA,
  "origin" "text_origin" NOT NULL DEFAULT 'unknown',
  "recogniser" TEXT,
  "channel" TEXT NOT NULL,
  "author_id" UUID,
  "author_name" TEXT NOT NULL,
  "address_hash" TEXT,
  "message" TEXT,
  "licence" TEXT NOT NULL,
  "idempotency_key" TEXT,
  "status" TEXT NOT NULL DEFAULT 'open',
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "decided_at" TIMESTAMPTZ(3),
  "decider_id" UUID,
  "decider_name" TEXT,
  "reason" TEXT,
  CONSTRAINT "first_texts_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "first_texts_channel" CHECK ("channel" IN ('form', 'push', 'mirror', 'repository')),
  CONSTRAINT "first_texts_status" CHECK ("status" IN ('open', 'accepted', 'rejected', 'withdrawn')),
  CONSTRAINT "first_texts_decided" CHECK (("status" = 'open') = ("decided_at" IS NULL))
);
ALTER TABLE "first_texts" ADD CONSTRAINT "first_texts_show_id_fkey" FOREIGN KEY ("show_id")
  REFERENCES "shows" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "first_texts" ADD CONSTRAINT "first_texts_episode_id_fkey" FOREIGN KEY ("episode_id")
  REFERENCES "episodes" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "first_texts" ADD CONSTRAINT "first_texts_author_id_fkey" FOREIGN KEY ("author_id")
  REFERENCES "users" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "first_texts" ADD CONSTRAINT "first_texts_decider_id_fkey" FOREIGN KEY ("decider_id")
  REFERENCES "users" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
-- The same form, commit or file that comes again is the same one.
CREATE UNIQUE INDEX "first_texts_show_id_idempotency_key_key" ON "first_texts" ("show_id", "idempotency_key");
CREATE INDEX "first_texts_show_id_status_idx" ON "first_texts" ("show_id", "status");
CREATE INDEX "first_texts_episode_id_idx" ON "first_texts" ("episode_id");
CREATE INDEX "first_texts_author_id_created_at_idx" ON "first_texts" ("author_id", "created_at");
CREATE INDEX "first_texts_decider_id_idx" ON "first_texts" ("decider_id");

-- What a document is called in the repository that its show follows or is mirrored to, where somebody renamed it there. Here it keeps
-- its path, its history and its address.
CREATE TABLE "renamed_files" (
  "show_id" INTEGER NOT NULL,
  "path" TEXT NOT NULL,
  "document_id" INTEGER NOT NULL,
  CONSTRAINT "renamed_files_pkey" PRIMARY KEY ("show_id", "path")
);
ALTER TABLE "renamed_files" ADD CONSTRAINT "renamed_files_show_id_fkey" FOREIGN KEY ("show_id")
  REFERENCES "shows" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "renamed_files" ADD CONSTRAINT "renamed_files_document_id_fkey" FOREIGN KEY ("document_id")
  REFERENCES "documents" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE UNIQUE INDEX "renamed_files_document_id_key" ON "renamed_files" ("document_id");

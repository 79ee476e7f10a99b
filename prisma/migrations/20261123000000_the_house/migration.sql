-- CreateEnum
CREATE TYPE "document_kind" AS ENUM ('transcript', 'notes');

-- CreateEnum
CREATE TYPE "segment_kind" AS ENUM ('speech', 'marker', 'text');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('owner', 'maintainer', 'trusted', 'contributor');

-- CreateTable
CREATE TABLE "shows" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "licence" TEXT,
    "language" TEXT NOT NULL DEFAULT 'en',
    "file_prefix" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "episodes" (
    "id" SERIAL NOT NULL,
    "show_id" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "sort_key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "published_at" TIMESTAMPTZ(3),
    "audio_url" TEXT,
    "audio_type" TEXT,
    "audio_bytes" BIGINT,
    "duration_seconds" DOUBLE PRECISION,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "episodes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "people" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appearances" (
    "episode_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "turns" INTEGER NOT NULL,
    "words" INTEGER NOT NULL,

    CONSTRAINT "appearances_pkey" PRIMARY KEY ("episode_id","person_id")
);

-- CreateTable
CREATE TABLE "documents" (
    "id" SERIAL NOT NULL,
    "episode_id" INTEGER NOT NULL,
    "kind" "document_kind" NOT NULL,
    "path" TEXT NOT NULL,
    "head" INTEGER NOT NULL DEFAULT 0,
    "words" INTEGER NOT NULL DEFAULT 0,
    "gaps" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "documents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "revisions" (
    "document_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "previous" INTEGER,
    "text" TEXT NOT NULL,
    "sha256" BYTEA NOT NULL,
    "summary" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "revisions_pkey" PRIMARY KEY ("document_id","number")
);

-- CreateTable
CREATE TABLE "segments" (
    "document_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "position" INTEGER,
    "kind" "segment_kind" NOT NULL,
    "born" INTEGER NOT NULL,
    "gone" INTEGER,
    "words" INTEGER NOT NULL,
    "gaps" INTEGER NOT NULL,

    CONSTRAINT "segments_pkey" PRIMARY KEY ("document_id","id")
);

-- CreateTable
CREATE TABLE "log" (
    "position" BIGINT NOT NULL,
    "previous" BIGINT,
    "document_id" INTEGER NOT NULL,
    "revision_number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "log_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "handle" TEXT NOT NULL,
    "name" TEXT,
    "email" TEXT,
    "email_verified" TIMESTAMPTZ(3),
    "image" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "show_roles" (
    "user_id" UUID NOT NULL,
    "show_id" INTEGER NOT NULL,
    "role" "role" NOT NULL,

    CONSTRAINT "show_roles_pkey" PRIMARY KEY ("user_id","show_id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "provider_account_id" TEXT NOT NULL,
    "refresh_token" TEXT,
    "access_token" TEXT,
    "expires_at" INTEGER,
    "token_type" TEXT,
    "scope" TEXT,
    "id_token" TEXT,
    "session_state" TEXT,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "session_token" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "expires" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification_tokens" (
    "identifier" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "shows_slug_key" ON "shows"("slug");

-- CreateIndex
CREATE INDEX "episodes_published_at_idx" ON "episodes"("published_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "episodes_show_id_slug_key" ON "episodes"("show_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "people_name_key" ON "people"("name");

-- CreateIndex
CREATE INDEX "appearances_person_id_idx" ON "appearances"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "documents_path_key" ON "documents"("path");

-- CreateIndex
CREATE UNIQUE INDEX "documents_episode_id_kind_key" ON "documents"("episode_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "log_previous_key" ON "log"("previous");

-- CreateIndex
CREATE UNIQUE INDEX "log_document_id_revision_number_key" ON "log"("document_id", "revision_number");

-- CreateIndex
CREATE UNIQUE INDEX "users_handle_key" ON "users"("handle");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_provider_provider_account_id_key" ON "accounts"("provider", "provider_account_id");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_session_token_key" ON "sessions"("session_token");

-- CreateIndex
CREATE UNIQUE INDEX "verification_tokens_token_key" ON "verification_tokens"("token");

-- CreateIndex
CREATE UNIQUE INDEX "verification_tokens_identifier_token_key" ON "verification_tokens"("identifier", "token");

-- AddForeignKey
ALTER TABLE "episodes" ADD CONSTRAINT "episodes_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "shows"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appearances" ADD CONSTRAINT "appearances_episode_id_fkey" FOREIGN KEY ("episode_id") REFERENCES "episodes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appearances" ADD CONSTRAINT "appearances_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_episode_id_fkey" FOREIGN KEY ("episode_id") REFERENCES "episodes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "documents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segments" ADD CONSTRAINT "segments_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "documents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "log" ADD CONSTRAINT "log_document_id_revision_number_fkey" FOREIGN KEY ("document_id", "revision_number") REFERENCES "revisions"("document_id", "number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "show_roles" ADD CONSTRAINT "show_roles_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "show_roles" ADD CONSTRAINT "show_roles_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "shows"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say. From here on written by hand.

-- A live segment has its place and no one else has it; a segment that is gone has none. Deferred to the end of
-- the transaction, because inserting a paragraph moves every one below it.
ALTER TABLE "segments"
  ADD CONSTRAINT "segments_document_id_position_key" UNIQUE ("document_id", "position") DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT "segments_live_have_a_place" CHECK (("gone" IS NULL) = ("position" IS NOT NULL)),
  ADD CONSTRAINT "segments_numbers" CHECK ("id" >= 1 AND "position" >= 0 AND "words" >= 0 AND "gaps" >= 0),
  ADD CONSTRAINT "segments_born_before_gone" CHECK ("gone" > "born"),
  ADD CONSTRAINT "segments_born_fkey" FOREIGN KEY ("document_id", "born") REFERENCES "revisions" ("document_id", "number"),
  ADD CONSTRAINT "segments_gone_fkey" FOREIGN KEY ("document_id", "gone") REFERENCES "revisions" ("document_id", "number");

-- Revisions are numbered from 1 without holes: each one but the first rests on the one before.
ALTER TABLE "revisions"
  ADD CONSTRAINT "revisions_follow_each_other" CHECK ("number" >= 1 AND "previous" IS NOT DISTINCT FROM NULLIF("number" - 1, 0)),
  ADD CONSTRAINT "revisions_previous_fkey" FOREIGN KEY ("document_id", "previous") REFERENCES "revisions" ("document_id", "number"),
  ADD CONSTRAINT "revisions_sha256_is_one" CHECK (octet_length("sha256") = 32 AND "sha256" = sha256(convert_to("text", 'UTF8')));

-- A document stands at a revision that exists. Deferred, because the two are made in one transaction.
ALTER TABLE "documents"
  ADD CONSTRAINT "documents_counts" CHECK ("words" >= 0 AND "gaps" >= 0),
  ADD CONSTRAINT "documents_head_fkey" FOREIGN KEY ("id", "head") REFERENCES "revisions" ("document_id", "number") DEFERRABLE INITIALLY DEFERRED;

-- The log has no holes: each entry but the first rests on the one before, and none can be taken away.
ALTER TABLE "log"
  ADD CONSTRAINT "log_entries_follow_each_other" CHECK ("position" >= 1 AND "previous" IS NOT DISTINCT FROM NULLIF("position" - 1, 0)),
  ADD CONSTRAINT "log_previous_fkey" FOREIGN KEY ("previous") REFERENCES "log" ("position");

-- What was accepted stays as it was. Only the credit may change, when a person's account is taken away.
CREATE FUNCTION "keep_as_it_was"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: what was accepted stays', TG_OP, TG_TABLE_NAME;
END
$$;

CREATE TRIGGER "log_is_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "log"
  FOR EACH STATEMENT EXECUTE FUNCTION "keep_as_it_was"();
CREATE TRIGGER "revisions_are_kept" BEFORE DELETE OR TRUNCATE ON "revisions"
  FOR EACH STATEMENT EXECUTE FUNCTION "keep_as_it_was"();
CREATE TRIGGER "revisions_are_immutable" BEFORE UPDATE OF "document_id", "number", "previous", "text", "sha256", "summary", "created_at" ON "revisions"
  FOR EACH STATEMENT EXECUTE FUNCTION "keep_as_it_was"();

-- The addresses of the platform itself and the shape of a slug are checked where they are read; here, that no
-- slug can break out of its place in an address.
ALTER TABLE "shows" ADD CONSTRAINT "shows_slug_shape" CHECK ("slug" ~ '^[a-z0-9][a-z0-9_-]*$');
ALTER TABLE "episodes" ADD CONSTRAINT "episodes_slug_shape" CHECK ("slug" ~ '^[A-Za-z0-9][A-Za-z0-9_-]*$');
ALTER TABLE "users" ADD CONSTRAINT "users_handle_shape" CHECK ("handle" ~ '^[a-z0-9][a-z0-9-]*$');

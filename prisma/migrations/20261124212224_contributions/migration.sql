-- CreateEnum
CREATE TYPE "who_contributes" AS ENUM ('anyone', 'signed_in', 'invited');

-- CreateEnum
CREATE TYPE "contribution_form" AS ENUM ('gap', 'paragraph', 'document', 'api', 'push', 'mirror');

-- CreateEnum
CREATE TYPE "contribution_status" AS ENUM ('open', 'changes_requested', 'accepted', 'rejected', 'withdrawn');

-- CreateEnum
CREATE TYPE "decision" AS ENUM ('accept', 'reject', 'request_changes', 'reopen');

-- CreateEnum
CREATE TYPE "notice_kind" AS ENUM ('proposed', 'accepted', 'rejected', 'changes_requested', 'amended', 'commented', 'mentioned', 'reverted');

-- AlterTable
ALTER TABLE "shows" ADD COLUMN     "contribute" "who_contributes" NOT NULL DEFAULT 'signed_in',
ADD COLUMN     "trust_accepted" INTEGER,
ADD COLUMN     "trust_days" INTEGER NOT NULL DEFAULT 90;

-- AlterTable
ALTER TABLE "revisions" ADD COLUMN     "contribution_id" INTEGER,
ADD COLUMN     "edited" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "reverts" INTEGER,
ADD COLUMN     "reviewer_id" UUID,
ADD COLUMN     "reviewer_name" TEXT;

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "admin" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "contributions" (
    "id" SERIAL NOT NULL,
    "document_id" INTEGER NOT NULL,
    "form" "contribution_form" NOT NULL,
    "status" "contribution_status" NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "segment_id" INTEGER,
    "gap" INTEGER,
    "start_seconds" DOUBLE PRECISION,
    "author_id" UUID,
    "author_name" TEXT NOT NULL,
    "sender" TEXT,
    "once" TEXT,
    "licence" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),
    "decider_id" UUID,
    "revision" INTEGER,
    "reverted_at" TIMESTAMPTZ(3),
    "claimant_id" UUID,
    "claimed_until" TIMESTAMPTZ(3),

    CONSTRAINT "contributions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contribution_versions" (
    "contribution_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "document_id" INTEGER NOT NULL,
    "base" INTEGER NOT NULL,
    "splices" JSONB NOT NULL,
    "summary" TEXT NOT NULL,
    "added" INTEGER NOT NULL,
    "removed" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contribution_versions_pkey" PRIMARY KEY ("contribution_id","number")
);

-- CreateTable
CREATE TABLE "reviews" (
    "id" SERIAL NOT NULL,
    "contribution_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "reviewer_id" UUID,
    "reviewer_name" TEXT NOT NULL,
    "decision" "decision" NOT NULL,
    "comment" TEXT,
    "edited" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reviews_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comments" (
    "id" SERIAL NOT NULL,
    "contribution_id" INTEGER NOT NULL,
    "author_id" UUID,
    "author_name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "hunk" INTEGER,
    "version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "comments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreements" (
    "contribution_id" INTEGER NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "agreements_pkey" PRIMARY KEY ("contribution_id","user_id")
);

-- CreateTable
CREATE TABLE "gap_skips" (
    "document_id" INTEGER NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "gap" INTEGER NOT NULL,
    "who" TEXT NOT NULL,
    "unheard" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gap_skips_pkey" PRIMARY KEY ("document_id","segment_id","gap","who")
);

-- CreateTable
CREATE TABLE "plays" (
    "episode_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "plays" INTEGER NOT NULL,

    CONSTRAINT "plays_pkey" PRIMARY KEY ("episode_id","day")
);

-- CreateTable
CREATE TABLE "word_times" (
    "document_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "deltas" BYTEA NOT NULL,

    CONSTRAINT "word_times_pkey" PRIMARY KEY ("document_id","number")
);

-- CreateTable
CREATE TABLE "notices" (
    "id" SERIAL NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" "notice_kind" NOT NULL,
    "contribution_id" INTEGER,
    "text" TEXT,
    "actor_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),
    "mailed_at" TIMESTAMPTZ(3),

    CONSTRAINT "notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_choices" (
    "user_id" UUID NOT NULL,
    "kind" "notice_kind" NOT NULL,
    "site" BOOLEAN NOT NULL,
    "mail" BOOLEAN NOT NULL,

    CONSTRAINT "notice_choices_pkey" PRIMARY KEY ("user_id","kind")
);

-- CreateTable
CREATE TABLE "licence_agreements" (
    "user_id" UUID NOT NULL,
    "licence" TEXT NOT NULL,
    "agreed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "licence_agreements_pkey" PRIMARY KEY ("user_id","licence")
);

-- CreateTable
CREATE TABLE "blocks" (
    "id" SERIAL NOT NULL,
    "user_id" UUID NOT NULL,
    "show_id" INTEGER,
    "reason" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lifted_at" TIMESTAMPTZ(3),

    CONSTRAINT "blocks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" SERIAL NOT NULL,
    "show_id" INTEGER NOT NULL,
    "role" "role" NOT NULL,
    "secret" BYTEA NOT NULL,
    "by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "used_by_id" UUID,

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "show_id" INTEGER,
    "subject" JSONB NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "contributions_document_id_status_idx" ON "contributions"("document_id", "status");

-- CreateIndex
CREATE INDEX "contributions_status_created_at_idx" ON "contributions"("status", "created_at");

-- CreateIndex
CREATE INDEX "contributions_author_id_created_at_idx" ON "contributions"("author_id", "created_at");

-- CreateIndex
CREATE INDEX "contributions_sender_created_at_idx" ON "contributions"("sender", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "contributions_author_id_once_key" ON "contributions"("author_id", "once");

-- CreateIndex
CREATE UNIQUE INDEX "contributions_sender_once_key" ON "contributions"("sender", "once");

-- CreateIndex
CREATE INDEX "reviews_contribution_id_created_at_idx" ON "reviews"("contribution_id", "created_at");

-- CreateIndex
CREATE INDEX "comments_contribution_id_created_at_idx" ON "comments"("contribution_id", "created_at");

-- CreateIndex
CREATE INDEX "notices_user_id_created_at_idx" ON "notices"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "blocks_user_id_idx" ON "blocks"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_secret_key" ON "invitations"("secret");

-- CreateIndex
CREATE INDEX "audit_show_id_at_idx" ON "audit"("show_id", "at");

-- CreateIndex
CREATE INDEX "revisions_author_id_idx" ON "revisions"("author_id");

-- CreateIndex
CREATE INDEX "revisions_contribution_id_idx" ON "revisions"("contribution_id");

-- AddForeignKey
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_reviewer_id_fkey" FOREIGN KEY ("reviewer_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_contribution_id_fkey" FOREIGN KEY ("contribution_id") REFERENCES "contributions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "documents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_decider_id_fkey" FOREIGN KEY ("decider_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_claimant_id_fkey" FOREIGN KEY ("claimant_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contribution_versions" ADD CONSTRAINT "contribution_versions_contribution_id_fkey" FOREIGN KEY ("contribution_id") REFERENCES "contributions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_contribution_id_fkey" FOREIGN KEY ("contribution_id") REFERENCES "contributions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_reviewer_id_fkey" FOREIGN KEY ("reviewer_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comments" ADD CONSTRAINT "comments_contribution_id_fkey" FOREIGN KEY ("contribution_id") REFERENCES "contributions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comments" ADD CONSTRAINT "comments_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_contribution_id_fkey" FOREIGN KEY ("contribution_id") REFERENCES "contributions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gap_skips" ADD CONSTRAINT "gap_skips_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "documents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plays" ADD CONSTRAINT "plays_episode_id_fkey" FOREIGN KEY ("episode_id") REFERENCES "episodes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "word_times" ADD CONSTRAINT "word_times_document_id_number_fkey" FOREIGN KEY ("document_id", "number") REFERENCES "revisions"("document_id", "number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_contribution_id_fkey" FOREIGN KEY ("contribution_id") REFERENCES "contributions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_choices" ADD CONSTRAINT "notice_choices_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "licence_agreements" ADD CONSTRAINT "licence_agreements_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "shows"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "shows"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say. From here on written by hand.

-- A contribution's state says what else is known of it, so that no page has to guess.
ALTER TABLE "contributions"
  ADD CONSTRAINT "contributions_numbers" CHECK ("version" >= 1 AND "gap" >= 0 AND "start_seconds" >= 0 AND "start_seconds" < 'Infinity'),
  ADD CONSTRAINT "contributions_accepted_as_a_revision" CHECK (("status" = 'accepted') = ("revision" IS NOT NULL)),
  ADD CONSTRAINT "contributions_decided_at_a_time" CHECK (("status" IN ('accepted', 'rejected')) = ("decided_at" IS NOT NULL)),
  ADD CONSTRAINT "contributions_reverted_after_acceptance" CHECK ("reverted_at" IS NULL OR "status" = 'accepted'),
  ADD CONSTRAINT "contributions_gap_in_a_paragraph" CHECK ("gap" IS NULL OR "form" = 'gap'),
  ADD CONSTRAINT "contributions_claim_fades" CHECK (("claimant_id" IS NULL) OR ("claimed_until" IS NOT NULL)),
  ADD CONSTRAINT "contributions_credited" CHECK ("author_name" <> ''),
  ADD CONSTRAINT "contributions_id_document_key" UNIQUE ("id", "document_id"),
  -- Deferred, because a contribution and its first version, and a revision and what it was accepted from, are made together.
  ADD CONSTRAINT "contributions_version_fkey" FOREIGN KEY ("id", "version") REFERENCES "contribution_versions" ("contribution_id", "number") DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT "contributions_revision_fkey" FOREIGN KEY ("document_id", "revision") REFERENCES "revisions" ("document_id", "number") DEFERRABLE INITIALLY DEFERRED;

-- A version rests on a revision of the very document that the contribution is about.
ALTER TABLE "contribution_versions"
  ADD CONSTRAINT "contribution_versions_numbers" CHECK ("number" >= 1 AND "added" >= 0 AND "removed" >= 0),
  ADD CONSTRAINT "contribution_versions_say_what" CHECK ("summary" <> '' AND "summary" !~ '[\n\r]'),
  ADD CONSTRAINT "contribution_versions_document_fkey" FOREIGN KEY ("contribution_id", "document_id") REFERENCES "contributions" ("id", "document_id") ON DELETE CASCADE,
  ADD CONSTRAINT "contribution_versions_base_fkey" FOREIGN KEY ("document_id", "base") REFERENCES "revisions" ("document_id", "number");

CREATE TRIGGER "contribution_versions_are_immutable" BEFORE UPDATE ON "contribution_versions"
  FOR EACH STATEMENT EXECUTE FUNCTION "keep_as_it_was"();

ALTER TABLE "comments"
  ADD CONSTRAINT "comments_say_something" CHECK (btrim("text") <> '' AND length("text") <= 10000),
  ADD CONSTRAINT "comments_hunk" CHECK ("hunk" >= 0 AND "version" >= 1);
ALTER TABLE "reviews"
  ADD CONSTRAINT "reviews_say_something" CHECK (btrim("comment") <> '' AND length("comment") <= 10000),
  ADD CONSTRAINT "reviews_version_fkey" FOREIGN KEY ("contribution_id", "version") REFERENCES "contribution_versions" ("contribution_id", "number");
ALTER TABLE "plays" ADD CONSTRAINT "plays_are_counted" CHECK ("plays" > 0);
ALTER TABLE "shows" ADD CONSTRAINT "shows_trust" CHECK ("trust_accepted" >= 1 AND "trust_days" >= 0);
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_secret" CHECK (octet_length("secret") = 32 AND ("used_at" IS NULL) = ("used_by_id" IS NULL));

-- One block at a time for a person and a show, or for a person and all shows.
CREATE UNIQUE INDEX "blocks_one_at_a_time" ON "blocks" ("user_id", coalesce("show_id", 0)) WHERE "lifted_at" IS NULL;

-- Suggestions for one gap, and what waits for a review, are looked up among the few that are open.
CREATE INDEX "contributions_open_gaps" ON "contributions" ("document_id", "segment_id", "gap") WHERE "status" IN ('open', 'changes_requested');
CREATE INDEX "notices_unread" ON "notices" ("user_id") WHERE "read_at" IS NULL;

-- What a revision was accepted from, by whom and whether changed, is as fixed as its text.
ALTER TABLE "revisions"
  ADD CONSTRAINT "revisions_revert_an_earlier_one" CHECK ("reverts" < "number"),
  ADD CONSTRAINT "revisions_reverts_fkey" FOREIGN KEY ("document_id", "reverts") REFERENCES "revisions" ("document_id", "number"),
  ADD CONSTRAINT "revisions_contribution_fkey" FOREIGN KEY ("contribution_id", "document_id") REFERENCES "contributions" ("id", "document_id");
DROP TRIGGER "revisions_are_immutable" ON "revisions";
CREATE TRIGGER "revisions_are_immutable" BEFORE UPDATE OF "document_id", "number", "previous", "text", "sha256", "summary", "imported", "created_at", "contribution_id", "reviewer_name", "edited", "reverts" ON "revisions"
  FOR EACH STATEMENT EXECUTE FUNCTION "keep_as_it_was"();
CREATE TRIGGER "audit_is_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit"
  FOR EACH STATEMENT EXECUTE FUNCTION "keep_as_it_was"();

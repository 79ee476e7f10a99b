-- CreateEnum
CREATE TYPE "response_type" AS ENUM ('single', 'multiple', 'scale', 'allocation', 'open');

-- CreateEnum
CREATE TYPE "statistic_kind" AS ENUM ('percent', 'count', 'mean', 'median', 'rank');

-- CreateEnum
CREATE TYPE "source_type" AS ENUM ('primary', 'secondary', 'spoken', 'on-air');

-- CreateEnum
CREATE TYPE "sampling" AS ENUM ('probability', 'nonprobability');

-- CreateEnum
CREATE TYPE "claim_state" AS ENUM ('proposed', 'published', 'rejected', 'withdrawn', 'retired');

-- CreateEnum
CREATE TYPE "evidence_relation" AS ENUM ('supports', 'refutes', 'context');

-- CreateEnum
CREATE TYPE "evidence_state" AS ENUM ('proposed', 'accepted', 'rejected');

-- AlterTable
ALTER TABLE "episodes" ADD COLUMN     "claims_version" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "surveys" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "sponsor" TEXT,
    "conductor" TEXT,
    "population" TEXT,
    "licence" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "surveys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "waves" (
    "id" SERIAL NOT NULL,
    "survey_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "sort_key" TEXT NOT NULL,
    "field_start" DATE,
    "field_end" DATE,
    "mode" TEXT,
    "recruitment" TEXT,
    "sampling" "sampling",
    "weighting" TEXT,
    "sample_size" INTEGER,
    "limits" TEXT,

    CONSTRAINT "waves_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "questions" (
    "id" SERIAL NOT NULL,
    "wave_id" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "wording" TEXT,
    "response_type" "response_type",
    "position" INTEGER NOT NULL,

    CONSTRAINT "questions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "categories" (
    "id" SERIAL NOT NULL,
    "question_id" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "categories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statistics" (
    "id" SERIAL NOT NULL,
    "category_id" INTEGER NOT NULL,
    "base" TEXT NOT NULL,
    "kind" "statistic_kind" NOT NULL,
    "source" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "statistics_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statistic_versions" (
    "statistic_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "base_n" INTEGER,
    "qualifier" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "value_max" DOUBLE PRECISION,
    "unit" TEXT NOT NULL,
    "decimals" INTEGER,
    "source_type" "source_type" NOT NULL,
    "note" TEXT,
    "wording" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "statistic_versions_pkey" PRIMARY KEY ("statistic_id","number")
);

-- CreateTable
CREATE TABLE "claims" (
    "id" SERIAL NOT NULL,
    "episode_id" INTEGER NOT NULL,
    "state" "claim_state" NOT NULL DEFAULT 'proposed',
    "speaker" TEXT,
    "proposition" TEXT,
    "quantity" JSONB NOT NULL,
    "scope" TEXT,
    "base" TEXT,
    "proposed_by" UUID,
    "proposed_by_name" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by" UUID,
    "decided_by_name" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "claims_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim_anchors" (
    "id" SERIAL NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "document_id" INTEGER NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "exact" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "suffix" TEXT NOT NULL,
    "first_word" INTEGER NOT NULL,
    "last_word" INTEGER NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL,
    "lost_at" INTEGER,

    CONSTRAINT "claim_anchors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" SERIAL NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "statistic_id" INTEGER NOT NULL,
    "statistic_version" INTEGER NOT NULL,
    "relation" "evidence_relation" NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "note" TEXT,
    "state" "evidence_state" NOT NULL DEFAULT 'proposed',
    "proposed_by" UUID,
    "proposed_by_name" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "surveys_slug_key" ON "surveys"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "waves_survey_id_name_key" ON "waves"("survey_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "questions_wave_id_slug_key" ON "questions"("wave_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "categories_question_id_label_key" ON "categories"("question_id", "label");

-- CreateIndex
CREATE UNIQUE INDEX "statistics_category_id_base_kind_source_key" ON "statistics"("category_id", "base", "kind", "source");

-- CreateIndex
CREATE INDEX "claims_episode_id_state_idx" ON "claims"("episode_id", "state");

-- CreateIndex
CREATE INDEX "claim_anchors_document_id_idx" ON "claim_anchors"("document_id");

-- CreateIndex
CREATE INDEX "claim_anchors_claim_id_idx" ON "claim_anchors"("claim_id");

-- CreateIndex
CREATE INDEX "evidence_statistic_id_idx" ON "evidence"("statistic_id");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_claim_id_statistic_id_key" ON "evidence"("claim_id", "statistic_id");

-- AddForeignKey
ALTER TABLE "waves" ADD CONSTRAINT "waves_survey_id_fkey" FOREIGN KEY ("survey_id") REFERENCES "surveys"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "questions" ADD CONSTRAINT "questions_wave_id_fkey" FOREIGN KEY ("wave_id") REFERENCES "waves"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "questions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statistics" ADD CONSTRAINT "statistics_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "categories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statistic_versions" ADD CONSTRAINT "statistic_versions_statistic_id_fkey" FOREIGN KEY ("statistic_id") REFERENCES "statistics"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claims" ADD CONSTRAINT "claims_episode_id_fkey" FOREIGN KEY ("episode_id") REFERENCES "episodes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claims" ADD CONSTRAINT "claims_proposed_by_fkey" FOREIGN KEY ("proposed_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claims" ADD CONSTRAINT "claims_decided_by_fkey" FOREIGN KEY ("decided_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_anchors" ADD CONSTRAINT "claim_anchors_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claims"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_anchors" ADD CONSTRAINT "claim_anchors_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "documents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claims"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_statistic_id_statistic_version_fkey" FOREIGN KEY ("statistic_id", "statistic_version") REFERENCES "statistic_versions"("statistic_id", "number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_proposed_by_fkey" FOREIGN KEY ("proposed_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma's schema cannot say. From here on written by hand.

-- A slug or a name cannot break out of its place in an address, and nothing is known by an empty name.
ALTER TABLE "surveys"
  ADD CONSTRAINT "surveys_slug_shape" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT "surveys_title" CHECK ("title" <> '');
ALTER TABLE "waves"
  ADD CONSTRAINT "waves_name" CHECK ("name" <> ''),
  ADD CONSTRAINT "waves_dates" CHECK ("field_start" <= "field_end"),
  ADD CONSTRAINT "waves_sample_size" CHECK ("sample_size" > 0);
ALTER TABLE "questions"
  ADD CONSTRAINT "questions_slug_shape" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT "questions_wording" CHECK ("wording" <> '');
ALTER TABLE "categories" ADD CONSTRAINT "categories_label" CHECK ("label" <> '');

-- A statistic says what it measures and where that is printed, and its head is one of its versions. Deferred, because
-- the two are made in one transaction.
ALTER TABLE "statistics"
  ADD CONSTRAINT "statistics_base" CHECK ("base" <> ''),
  ADD CONSTRAINT "statistics_source" CHECK ("source" ~ '^(https?://[^[:space:]]+|stated on air, .+ at [0-9]{2}:[0-5][0-9]:[0-5][0-9])$'),
  ADD CONSTRAINT "statistics_version_fkey" FOREIGN KEY ("id", "version")
    REFERENCES "statistic_versions" ("statistic_id", "number") DEFERRABLE INITIALLY DEFERRED;

-- Numbers that are numbers. NaN is above every number in PostgreSQL, so the upper bounds keep it out too.
ALTER TABLE "statistic_versions"
  ADD CONSTRAINT "statistic_versions_number" CHECK ("number" >= 1),
  ADD CONSTRAINT "statistic_versions_qualifier" CHECK ("qualifier" IN ('=', '>', '<', '~')),
  ADD CONSTRAINT "statistic_versions_value" CHECK ("value" > -1e15 AND "value" < 1e15 AND "value_max" < 1e15),
  ADD CONSTRAINT "statistic_versions_range" CHECK ("value_max" >= "value"),
  ADD CONSTRAINT "statistic_versions_percent" CHECK ("unit" <> 'percent' OR ("value" >= 0 AND "value" <= 100 AND coalesce("value_max", 0) <= 100)),
  ADD CONSTRAINT "statistic_versions_base_n" CHECK ("base_n" > 0),
  ADD CONSTRAINT "statistic_versions_decimals" CHECK ("decimals" BETWEEN 0 AND 10);

-- What a claim was held against stays visible: a version is never changed and never taken away.
CREATE TRIGGER "statistic_versions_are_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "statistic_versions"
  FOR EACH STATEMENT EXECUTE FUNCTION "keep_as_it_was"();

-- What was decided says by whom and when; what was taken down or turned away says why.
ALTER TABLE "claims"
  ADD CONSTRAINT "claims_decided" CHECK (("state" IN ('published', 'rejected', 'retired')) = ("decided_at" IS NOT NULL AND "decided_by_name" IS NOT NULL)),
  ADD CONSTRAINT "claims_reason" CHECK ("state" NOT IN ('rejected', 'retired') OR coalesce("reason", '') <> ''),
  ADD CONSTRAINT "claims_quantity" CHECK (jsonb_typeof("quantity") = 'object' AND "quantity" ? 'kind' AND "quantity" ? 'comparator'),
  ADD CONSTRAINT "claims_scope" CHECK ("scope" IN ('sample', 'population'));

-- An anchor stands in a paragraph of its document and in a revision of it.
ALTER TABLE "claim_anchors"
  ADD CONSTRAINT "claim_anchors_segment_fkey" FOREIGN KEY ("document_id", "segment_id") REFERENCES "segments" ("document_id", "id"),
  ADD CONSTRAINT "claim_anchors_revision_fkey" FOREIGN KEY ("document_id", "revision") REFERENCES "revisions" ("document_id", "number"),
  ADD CONSTRAINT "claim_anchors_lost_at_fkey" FOREIGN KEY ("document_id", "lost_at") REFERENCES "revisions" ("document_id", "number"),
  ADD CONSTRAINT "claim_anchors_quote" CHECK ("exact" <> ''),
  ADD CONSTRAINT "claim_anchors_words" CHECK ("first_word" >= 0 AND "last_word" >= "first_word"),
  ADD CONSTRAINT "claim_anchors_seconds" CHECK ("seconds" >= 0 AND "seconds" < 1e9),
  ADD CONSTRAINT "claim_anchors_lost_later" CHECK ("lost_at" > "revision");

ALTER TABLE "evidence"
  ADD CONSTRAINT "evidence_outcome" CHECK ("outcome" IN ('matches', 'close', 'differs', 'not comparable')),
  ADD CONSTRAINT "evidence_reason" CHECK (("outcome" = 'not comparable') = ("reason" IS NOT NULL));

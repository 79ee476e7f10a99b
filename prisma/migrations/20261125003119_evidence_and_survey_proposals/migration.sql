-- CreateEnum
CREATE TYPE "survey_proposal_state" AS ENUM ('proposed', 'published', 'rejected', 'withdrawn');

-- AlterEnum
ALTER TYPE "evidence_state" ADD VALUE 'replaced';

-- DropIndex
DROP INDEX "evidence_claim_id_statistic_id_key";

-- AlterTable
ALTER TABLE "claims" ADD COLUMN     "looked_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "evidence" ADD COLUMN     "decided_at" TIMESTAMPTZ(3),
ADD COLUMN     "decided_by" UUID,
ADD COLUMN     "decided_by_name" TEXT,
ADD COLUMN     "decision_reason" TEXT;

-- CreateTable
CREATE TABLE "survey_proposals" (
    "id" SERIAL NOT NULL,
    "csv" TEXT NOT NULL,
    "about" JSONB NOT NULL,
    "surveys" TEXT[],
    "rows" INTEGER NOT NULL,
    "note" TEXT,
    "state" "survey_proposal_state" NOT NULL DEFAULT 'proposed',
    "proposed_by" UUID,
    "proposed_by_name" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by" UUID,
    "decided_by_name" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "survey_proposals_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "survey_proposals_state_idx" ON "survey_proposals"("state");

-- CreateIndex
CREATE INDEX "survey_proposals_proposed_by_idx" ON "survey_proposals"("proposed_by");

-- CreateIndex
CREATE INDEX "evidence_claim_id_idx" ON "evidence"("claim_id");

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_decided_by_fkey" FOREIGN KEY ("decided_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_proposals" ADD CONSTRAINT "survey_proposals_proposed_by_fkey" FOREIGN KEY ("proposed_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_proposals" ADD CONSTRAINT "survey_proposals_decided_by_fkey" FOREIGN KEY ("decided_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma's schema cannot say. From here on written by hand.

-- A statistic stands beside a claim once; what was turned away or replaced does not any more, so the index leaves it out by naming
-- what stands: a value cannot be named in the transaction that adds it to its enum.
CREATE UNIQUE INDEX "evidence_claim_id_statistic_id_key" ON "evidence" ("claim_id", "statistic_id")
  WHERE "state" IN ('proposed', 'accepted');

-- What was decided with its claim was decided by whoever decided about that.
UPDATE "evidence" AS e
SET "decided_by" = c."decided_by", "decided_by_name" = coalesce(c."decided_by_name", e."proposed_by_name"),
    "decided_at" = coalesce(c."decided_at", e."proposed_at"),
    "decision_reason" = CASE WHEN e."state" = 'rejected' THEN coalesce(nullif(c."reason", ''), 'Decided with its claim.') END
FROM "claims" AS c WHERE c."id" = e."claim_id" AND e."state" <> 'proposed';

-- What was decided says by whom and when, and a no says why.
ALTER TABLE "evidence"
  ADD CONSTRAINT "evidence_decided" CHECK (("state" <> 'proposed') = ("decided_at" IS NOT NULL AND "decided_by_name" IS NOT NULL)),
  ADD CONSTRAINT "evidence_decision_reason" CHECK ("state" <> 'rejected' OR coalesce("decision_reason", '') <> '');

ALTER TABLE "survey_proposals"
  ALTER COLUMN "surveys" SET NOT NULL,
  ADD CONSTRAINT "survey_proposals_csv" CHECK ("csv" <> '' AND octet_length("csv") <= 20971520),
  ADD CONSTRAINT "survey_proposals_rows" CHECK ("rows" >= 1 AND cardinality("surveys") >= 1),
  ADD CONSTRAINT "survey_proposals_about" CHECK (jsonb_typeof("about") = 'object'),
  ADD CONSTRAINT "survey_proposals_decided" CHECK (("state" IN ('published', 'rejected')) = ("decided_at" IS NOT NULL AND "decided_by_name" IS NOT NULL)),
  ADD CONSTRAINT "survey_proposals_reason" CHECK ("state" <> 'rejected' OR coalesce("reason", '') <> '');

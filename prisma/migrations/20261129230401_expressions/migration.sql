-- Evidence may be computed of several statistics: 31.43 + 33.06 + 12.21 = 76.70 %.

ALTER TABLE "evidence"
  ADD COLUMN "operation" TEXT,
  ADD CONSTRAINT "evidence_operation" CHECK ("operation" IN ('sum', 'complement', 'difference', 'ratio'));

-- What it is computed of besides its own statistic.
CREATE TABLE "evidence_terms" (
  "evidence_id" INTEGER NOT NULL,
  "position" INTEGER NOT NULL,
  "statistic_id" INTEGER NOT NULL,
  "statistic_version" INTEGER NOT NULL,
  CONSTRAINT "evidence_terms_pkey" PRIMARY KEY ("evidence_id", "position"),
  CONSTRAINT "evidence_terms_position" CHECK ("position" >= 1)
);
CREATE INDEX "evidence_terms_statistic_id_idx" ON "evidence_terms" ("statistic_id");
ALTER TABLE "evidence_terms" ADD CONSTRAINT "evidence_terms_evidence_id_fkey" FOREIGN KEY ("evidence_id")
  REFERENCES "evidence" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "evidence_terms" ADD CONSTRAINT "evidence_terms_statistic_id_statistic_version_fkey"
  FOREIGN KEY ("statistic_id", "statistic_version") REFERENCES "statistic_versions" ("statistic_id", "number")
  ON DELETE RESTRICT ON UPDATE CASCADE;

-- A statistic may stand beside a claim by itself, and as the first term of one expression of each kind.
DROP INDEX "evidence_claim_id_statistic_id_key";
CREATE UNIQUE INDEX "evidence_claim_id_statistic_id_key" ON "evidence" ("claim_id", "statistic_id", coalesce("operation", ''))
  WHERE "status" IN ('proposed', 'accepted');

-- A claim that is said again has an anchor there too. Somebody proposes it, and a maintainer of the show decides.
ALTER TABLE "claim_anchors"
  ADD COLUMN "status" "evidence_status" NOT NULL DEFAULT 'accepted',
  ADD COLUMN "proposer_id" UUID,
  ADD COLUMN "proposer_name" TEXT,
  ADD COLUMN "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE "claim_anchors" ADD CONSTRAINT "claim_anchors_proposer_id_fkey" FOREIGN KEY ("proposer_id")
  REFERENCES "users" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "claim_anchors_proposer_id_idx" ON "claim_anchors" ("proposer_id");

-- Raises the episodes in which a claim is said, under whose pages it is kept.
CREATE FUNCTION "raise_claim"("claim" int) RETURNS void LANGUAGE sql AS $$
  UPDATE "episodes" SET "claims_version" = "claims_version" + 1 WHERE "id" IN (
    SELECT "episode_id" FROM "claims" WHERE "id" = "claim"
    UNION SELECT d."episode_id" FROM "claim_anchors" AS a JOIN "documents" AS d ON d."id" = a."document_id" WHERE a."claim_id" = "claim")
$$;

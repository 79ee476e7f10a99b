-- One word for one thing. Only names change here: no row, no type and no rule does. Constraints, triggers and indexes
-- follow a renamed column by themselves; their own names are changed so that Prisma and an error message use the same word.

-- A contribution's channel is where it came from; "form" is also what a person fills in.
ALTER TYPE "contribution_form" RENAME TO "contribution_channel";
ALTER TABLE "contributions" RENAME COLUMN "form" TO "channel";
-- "once" is what other systems call an idempotency key, and the sender is known by a hashed address and nothing else.
ALTER TABLE "contributions" RENAME COLUMN "once" TO "idempotency_key";
ALTER TABLE "contributions" RENAME COLUMN "sender" TO "address_hash";
ALTER INDEX "contributions_sender_created_at_idx" RENAME TO "contributions_address_hash_created_at_idx";
ALTER INDEX "contributions_author_id_once_key" RENAME TO "contributions_author_id_idempotency_key_key";
ALTER INDEX "contributions_sender_once_key" RENAME TO "contributions_address_hash_idempotency_key_key";
-- A reviewer holds a contribution; a claim is a statement made on air.
ALTER TABLE "contributions" RENAME COLUMN "claimant_id" TO "holder_id";
ALTER TABLE "contributions" RENAME COLUMN "claimed_until" TO "held_until";
ALTER TABLE "contributions" RENAME CONSTRAINT "contributions_claimant_id_fkey" TO "contributions_holder_id_fkey";
ALTER TABLE "contributions" RENAME CONSTRAINT "contributions_claim_fades" TO "contributions_hold_fades";

-- Where a row stands is its status in every table, and who did what is named by their role: proposer_id, proposer_name.
ALTER TYPE "claim_state" RENAME TO "claim_status";
ALTER TABLE "claims" RENAME COLUMN "state" TO "status";
ALTER TABLE "claims" RENAME COLUMN "proposed_by" TO "proposer_id";
ALTER TABLE "claims" RENAME COLUMN "proposed_by_name" TO "proposer_name";
ALTER TABLE "claims" RENAME COLUMN "decided_by" TO "decider_id";
ALTER TABLE "claims" RENAME COLUMN "decided_by_name" TO "decider_name";
ALTER TABLE "claims" RENAME CONSTRAINT "claims_proposed_by_fkey" TO "claims_proposer_id_fkey";
ALTER TABLE "claims" RENAME CONSTRAINT "claims_decided_by_fkey" TO "claims_decider_id_fkey";
ALTER INDEX "claims_episode_id_state_idx" RENAME TO "claims_episode_id_status_idx";

ALTER TYPE "evidence_state" RENAME TO "evidence_status";
ALTER TABLE "evidence" RENAME COLUMN "state" TO "status";
ALTER TABLE "evidence" RENAME COLUMN "proposed_by" TO "proposer_id";
ALTER TABLE "evidence" RENAME COLUMN "proposed_by_name" TO "proposer_name";
ALTER TABLE "evidence" RENAME COLUMN "decided_by" TO "decider_id";
ALTER TABLE "evidence" RENAME COLUMN "decided_by_name" TO "decider_name";
ALTER TABLE "evidence" RENAME CONSTRAINT "evidence_proposed_by_fkey" TO "evidence_proposer_id_fkey";
ALTER TABLE "evidence" RENAME CONSTRAINT "evidence_decided_by_fkey" TO "evidence_decider_id_fkey";

ALTER TYPE "survey_proposal_state" RENAME TO "survey_proposal_status";
ALTER TABLE "survey_proposals" RENAME COLUMN "state" TO "status";
ALTER TABLE "survey_proposals" RENAME COLUMN "proposed_by" TO "proposer_id";
ALTER TABLE "survey_proposals" RENAME COLUMN "proposed_by_name" TO "proposer_name";
ALTER TABLE "survey_proposals" RENAME COLUMN "decided_by" TO "decider_id";
ALTER TABLE "survey_proposals" RENAME COLUMN "decided_by_name" TO "decider_name";
ALTER TABLE "survey_proposals" RENAME CONSTRAINT "survey_proposals_proposed_by_fkey" TO "survey_proposals_proposer_id_fkey";
ALTER TABLE "survey_proposals" RENAME CONSTRAINT "survey_proposals_decided_by_fkey" TO "survey_proposals_decider_id_fkey";
ALTER INDEX "survey_proposals_state_idx" RENAME TO "survey_proposals_status_idx";
ALTER INDEX "survey_proposals_proposed_by_idx" RENAME TO "survey_proposals_proposer_id_idx";

ALTER TABLE "reports" RENAME COLUMN "closed_by" TO "closer_id";
ALTER TABLE "reports" RENAME CONSTRAINT "reports_closed_by_fkey" TO "reports_closer_id_fkey";
ALTER TABLE "blocks" RENAME COLUMN "by_name" TO "blocker_name";
ALTER TABLE "redactions" RENAME COLUMN "by_name" TO "redactor_name";
ALTER TABLE "invitations" RENAME COLUMN "by_name" TO "inviter_name";
ALTER TABLE "invitations" RENAME COLUMN "used_by_id" TO "guest_id";

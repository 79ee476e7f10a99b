-- AlterTable
ALTER TABLE "revisions" ADD COLUMN     "gaps" INTEGER NOT NULL DEFAULT 0;

-- By hand from here. Those that are there already are counted as `transcript/marks` does; what was accepted stays
-- otherwise as it was.
ALTER TABLE "revisions" DISABLE TRIGGER "revisions_are_immutable";
UPDATE "revisions" AS r SET "gaps" = (
  SELECT count(*) FROM regexp_matches(r."text", '\[ *(?:unint|inaudible|cross-?talk)[^][\n]*\]', 'gi'));
ALTER TABLE "revisions" ENABLE TRIGGER "revisions_are_immutable";
ALTER TABLE "revisions"
  ADD CONSTRAINT "revisions_gaps" CHECK ("gaps" >= 0);

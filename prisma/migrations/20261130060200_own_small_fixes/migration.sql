-- A show may let its owners publish their own small fixes at once.
ALTER TABLE "shows" ADD COLUMN "own_fixes" BOOLEAN NOT NULL DEFAULT false;

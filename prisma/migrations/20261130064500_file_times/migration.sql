-- The times of the words of a file that became a contribution: they are taken over once it is accepted, with whatever else the text
-- has by then.
CREATE TABLE "file_times" (
  "contribution_id" INTEGER NOT NULL,
  "text" TEXT NOT NULL,
  "deltas" BYTEA NOT NULL,
  "ends" BYTEA,
  "confidences" BYTEA,
  CONSTRAINT "file_times_pkey" PRIMARY KEY ("contribution_id")
);
ALTER TABLE "file_times" ADD CONSTRAINT "file_times_contribution_id_fkey" FOREIGN KEY ("contribution_id")
  REFERENCES "contributions" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

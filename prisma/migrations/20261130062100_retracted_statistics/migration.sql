-- Statistics that are taken back, with the reason; claims keep the figure that they were held against.
ALTER TABLE "statistics" ADD COLUMN "retracted_at" TIMESTAMPTZ(3), ADD COLUMN "retraction_reason" TEXT,
  ADD CONSTRAINT "statistics_retracted_with_a_reason" CHECK (("retracted_at" IS NULL) = ("retraction_reason" IS NULL));

-- Another spelling of an answer, or of a wave: what is imported under it belongs to the one that it was merged into.
ALTER TABLE "categories" ADD COLUMN "merged_into" INTEGER,
  ADD CONSTRAINT "categories_merged_into_another" CHECK ("merged_into" <> "id");
ALTER TABLE "categories" ADD CONSTRAINT "categories_merged_into_fkey" FOREIGN KEY ("merged_into")
  REFERENCES "categories" ("id") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "waves" ADD COLUMN "merged_into" INTEGER,
  ADD CONSTRAINT "waves_merged_into_another" CHECK ("merged_into" <> "id");
ALTER TABLE "waves" ADD CONSTRAINT "waves_merged_into_fkey" FOREIGN KEY ("merged_into")
  REFERENCES "waves" ("id") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- Whether a proposed file is the whole of its waves: what it does not have is taken out when it is published.
ALTER TABLE "survey_proposals" ADD COLUMN "replaces" BOOLEAN NOT NULL DEFAULT false;

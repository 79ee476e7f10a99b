-- CreateEnum
CREATE TYPE "report_outcome" AS ENUM ('fixed', 'dismissed');

-- CreateTable
CREATE TABLE "reports" (
    "id" UUID NOT NULL,
    "episode_id" INTEGER NOT NULL,
    "document_id" INTEGER NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "quote" TEXT NOT NULL,
    "start" DOUBLE PRECISION NOT NULL,
    "note" TEXT,
    "reporter_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" UUID,
    "outcome" "report_outcome",

    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reports_document_id_segment_id_idx" ON "reports"("document_id", "segment_id");

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_episode_id_fkey" FOREIGN KEY ("episode_id") REFERENCES "episodes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_document_id_segment_id_fkey" FOREIGN KEY ("document_id", "segment_id") REFERENCES "segments"("document_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_reporter_id_fkey" FOREIGN KEY ("reporter_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_closed_by_fkey" FOREIGN KEY ("closed_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma's schema cannot say. From here on written by hand.

-- A time that is no number could not be shown, and a note is what somebody wrote, not a book.
ALTER TABLE "reports"
  ADD CONSTRAINT "reports_start_number" CHECK ("start" >= 0 AND "start" < 'Infinity'),
  ADD CONSTRAINT "reports_quote_length" CHECK (char_length("quote") <= 500),
  ADD CONSTRAINT "reports_note_length" CHECK (char_length("note") BETWEEN 1 AND 1000),
  -- A report is open, or it was closed at some time with some outcome.
  ADD CONSTRAINT "reports_closed_with_outcome" CHECK (("closed_at" IS NULL) = ("outcome" IS NULL)),
  ADD CONSTRAINT "reports_closed_by_someone" CHECK ("closed_by" IS NULL OR "closed_at" IS NOT NULL);

-- The queue: what is open, the oldest first.
CREATE INDEX "reports_open" ON "reports" ("created_at") WHERE "closed_at" IS NULL;

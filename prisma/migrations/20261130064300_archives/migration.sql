-- Archives of transcripts that somebody uploads, until the job that imports them has ended, in whichever process that is.
CREATE TABLE "archives" (
  "id" SERIAL NOT NULL,
  "name" TEXT NOT NULL,
  "content" BYTEA NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "archives_pkey" PRIMARY KEY ("id")
);

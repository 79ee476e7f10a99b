-- CreateTable
CREATE TABLE "passages" (
    "document_id" INTEGER NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "part" INTEGER NOT NULL,
    "show_id" INTEGER NOT NULL,
    "episode_id" INTEGER NOT NULL,
    "speaker" TEXT,
    "text" TEXT NOT NULL,
    "starts" TEXT NOT NULL,
    "vector" tsvector NOT NULL,

    CONSTRAINT "passages_pkey" PRIMARY KEY ("document_id","segment_id","part")
);

-- CreateTable
CREATE TABLE "searched" (
    "document_id" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "duration" DOUBLE PRECISION,
    "version" INTEGER NOT NULL,

    CONSTRAINT "searched_pkey" PRIMARY KEY ("document_id")
);

-- CreateTable
CREATE TABLE "spoken_words" (
    "word" TEXT NOT NULL,

    CONSTRAINT "spoken_words_pkey" PRIMARY KEY ("word")
);

-- AddForeignKey
ALTER TABLE "passages" ADD CONSTRAINT "passages_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "documents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "searched" ADD CONSTRAINT "searched_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "documents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say. From here on written by hand.

-- Both come with PostgreSQL and are trusted: whoever owns the database may create them.
CREATE EXTENSION IF NOT EXISTS "btree_gin";
CREATE EXTENSION IF NOT EXISTS "pg_trgm";

-- One index for the words and for what narrows them down, so that PostgreSQL meets both before it reads a row.
-- What an import has not yet sorted in is read by every search, so it is kept short.
CREATE INDEX "passages_vector" ON "passages" USING gin ("show_id", "episode_id", "vector")
  WITH (fastupdate = on, gin_pending_list_limit = 4096);

-- The nearest words first, also those that share few letters in a row with what was typed.
CREATE INDEX "spoken_words_nearest" ON "spoken_words" USING gist ("word" gist_trgm_ops (siglen = 32));

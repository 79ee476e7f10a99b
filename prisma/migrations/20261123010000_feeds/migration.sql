-- AlterTable
ALTER TABLE "shows" ADD COLUMN     "artwork_url" TEXT,
ADD COLUMN     "author" TEXT,
ADD COLUMN     "feed_url" TEXT,
ADD COLUMN     "link" TEXT;

-- AlterTable
ALTER TABLE "episodes" ADD COLUMN     "artwork_url" TEXT,
ADD COLUMN     "guid" TEXT,
ADD COLUMN     "link" TEXT,
ADD COLUMN     "notes_html" TEXT,
ADD COLUMN     "number" DOUBLE PRECISION,
ADD COLUMN     "season" INTEGER;

-- AlterTable
ALTER TABLE "revisions" ADD COLUMN     "imported" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "chapters" (
    "episode_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "start_seconds" DOUBLE PRECISION NOT NULL,
    "title" TEXT NOT NULL,
    "link" TEXT,
    "image_url" TEXT,

    CONSTRAINT "chapters_pkey" PRIMARY KEY ("episode_id","position")
);

-- CreateTable
CREATE TABLE "credits" (
    "id" SERIAL NOT NULL,
    "show_id" INTEGER,
    "episode_id" INTEGER,
    "person_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'host',
    "group" TEXT NOT NULL DEFAULT 'cast',
    "image_url" TEXT,
    "href" TEXT,

    CONSTRAINT "credits_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "credits_person_id_idx" ON "credits"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "credits_show_id_position_key" ON "credits"("show_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "credits_episode_id_position_key" ON "credits"("episode_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "episodes_show_id_guid_key" ON "episodes"("show_id", "guid");

-- AddForeignKey
ALTER TABLE "chapters" ADD CONSTRAINT "chapters_episode_id_fkey" FOREIGN KEY ("episode_id") REFERENCES "episodes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credits" ADD CONSTRAINT "credits_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "shows"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credits" ADD CONSTRAINT "credits_episode_id_fkey" FOREIGN KEY ("episode_id") REFERENCES "episodes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credits" ADD CONSTRAINT "credits_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say. From here on written by hand.

-- Chapters begin within some audio, one after the other, and say something.
ALTER TABLE "chapters"
  ADD CONSTRAINT "chapters_numbers" CHECK ("position" >= 0 AND "start_seconds" >= 0 AND "start_seconds" < 'Infinity'),
  ADD CONSTRAINT "chapters_have_a_title" CHECK ("title" <> '');

-- A credit is of one episode or of a whole show.
ALTER TABLE "credits"
  ADD CONSTRAINT "credits_of_one_thing" CHECK (num_nonnulls("show_id", "episode_id") = 1),
  ADD CONSTRAINT "credits_have_a_place" CHECK ("position" >= 0);

ALTER TABLE "episodes"
  ADD CONSTRAINT "episodes_numbers" CHECK ("season" >= 0 AND "number" >= 0 AND "number" < 'Infinity');

-- What comes from a feed is linked and shown: nothing but the web's own addresses, so that no page has to ask again
-- whether one is a script.
ALTER TABLE "shows" ADD CONSTRAINT "shows_addresses"
  CHECK ("artwork_url" ~* '^https?://' AND "link" ~* '^https?://' AND "feed_url" ~* '^https?://');
ALTER TABLE "episodes" ADD CONSTRAINT "episodes_addresses"
  CHECK ("artwork_url" ~* '^https?://' AND "link" ~* '^https?://');
ALTER TABLE "chapters" ADD CONSTRAINT "chapters_addresses"
  CHECK ("image_url" ~* '^https?://' AND "link" ~* '^https?://');
ALTER TABLE "credits" ADD CONSTRAINT "credits_addresses"
  CHECK ("image_url" ~* '^https?://' AND "href" ~* '^https?://');

-- Until now imported revisions were told by their author's name; those of a git history have authors of their own.
UPDATE "revisions" SET "imported" = true WHERE "author_name" = 'Import' AND "author_id" IS NULL;

DROP TRIGGER "revisions_are_immutable" ON "revisions";
CREATE TRIGGER "revisions_are_immutable" BEFORE UPDATE OF "document_id", "number", "previous", "text", "sha256", "summary", "imported", "created_at" ON "revisions"
  FOR EACH STATEMENT EXECUTE FUNCTION "keep_as_it_was"();

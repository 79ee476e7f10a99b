-- AlterTable
ALTER TABLE "users" ADD COLUMN     "show_email" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "commits" (
    "position" BIGINT NOT NULL,
    "path" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "author_email" TEXT NOT NULL,
    "committer_name" TEXT NOT NULL,
    "committer_email" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "readme" TEXT,
    "licence" TEXT,

    CONSTRAINT "commits_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "repository" (
    "id" BOOLEAN NOT NULL DEFAULT true,
    "key" UUID NOT NULL DEFAULT gen_random_uuid(),
    "generation" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "repository_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "commits_author_name_idx" ON "commits"("author_name");

-- AddForeignKey
ALTER TABLE "commits" ADD CONSTRAINT "commits_position_fkey" FOREIGN KEY ("position") REFERENCES "log"("position") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say. From here on written by hand.

-- One row, and it is there from the beginning.
ALTER TABLE "repository" ADD CONSTRAINT "repository_is_one" CHECK ("id");
INSERT INTO "repository" DEFAULT VALUES;

-- README.md and LICENSE as they stand are looked for from the end.
CREATE INDEX "commits_readme_idx" ON "commits" ("position") WHERE "readme" IS NOT NULL;
CREATE INDEX "commits_licence_idx" ON "commits" ("position") WHERE "licence" IS NOT NULL;

-- git ends an identity at these signs: none of them may be part of one.
ALTER TABLE "commits"
  ADD CONSTRAINT "commits_identities" CHECK (
    "author_name" ~ '^[^<>\n]+$' AND "committer_name" ~ '^[^<>\n]+$'
    AND "author_email" ~ '^[^<>\s]+$' AND "committer_email" ~ '^[^<>\s]+$'),
  ADD CONSTRAINT "commits_paths" CHECK ("path" ~ '^[^/]+/[^/]+$' AND "path" !~ '(^|/)\.' AND "path" !~ '[\x01-\x1f\x7f\\]');

-- Commits follow the log without a hole: each but the first rests on the one before.
CREATE FUNCTION "commits_follow_each_other"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.position > 1 AND NOT EXISTS (SELECT FROM commits WHERE position = NEW.position - 1) THEN
    RAISE EXCEPTION 'commit % is refused: there is none before it', NEW.position;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "commits_follow_each_other" BEFORE INSERT ON "commits"
  FOR EACH ROW EXECUTE FUNCTION "commits_follow_each_other"();
CREATE TRIGGER "commits_are_kept" BEFORE DELETE OR TRUNCATE ON "commits"
  FOR EACH STATEMENT EXECUTE FUNCTION "keep_as_it_was"();

-- What others have cloned changes for a weighty reason alone, such as a name that has to go. Every repository is
-- then made anew, under another number.
CREATE FUNCTION "repository_is_made_anew"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE repository SET generation = generation + 1;
  RETURN NULL;
END
$$;
CREATE TRIGGER "commits_change_the_repository" AFTER UPDATE ON "commits"
  FOR EACH STATEMENT EXECUTE FUNCTION "repository_is_made_anew"();

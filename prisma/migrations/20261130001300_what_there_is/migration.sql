-- What there is of an episode, and what is missing.

-- A maintainer has gone through the whole transcript.
ALTER TABLE "documents" ADD COLUMN "checked_at" TIMESTAMPTZ(3), ADD COLUMN "checker_name" TEXT;
ALTER TABLE "documents" ADD CONSTRAINT "documents_checked" CHECK (("checked_at" IS NULL) = ("checker_name" IS NULL));

-- Who asks for the transcript of an episode that has none: a person, or an address of which a hash is kept.
CREATE TABLE "transcript_requests" (
  "episode_id" INTEGER NOT NULL,
  "who" TEXT NOT NULL,
  "user_id" UUID,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "transcript_requests_pkey" PRIMARY KEY ("episode_id", "who")
);
CREATE INDEX "transcript_requests_user_id_idx" ON "transcript_requests" ("user_id");
ALTER TABLE "transcript_requests" ADD CONSTRAINT "transcript_requests_episode_id_fkey" FOREIGN KEY ("episode_id")
  REFERENCES "episodes" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "transcript_requests" ADD CONSTRAINT "transcript_requests_user_id_fkey" FOREIGN KEY ("user_id")
  REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A transcript comes by an import, a feed, an edit or a program: whichever it is, those who asked for it are told.
CREATE FUNCTION "answer_transcript_requests"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "notices" ("user_id", "kind", "about", "href", "actor_name")
  SELECT r."user_id", 'transcribed', e."title", '/' || s."slug" || '/' || e."slug", s."title"
  FROM "transcript_requests" AS r JOIN "episodes" AS e ON e."id" = r."episode_id" JOIN "shows" AS s ON s."id" = e."show_id"
  WHERE r."episode_id" = NEW."episode_id" AND r."user_id" IS NOT NULL;
  DELETE FROM "transcript_requests" WHERE "episode_id" = NEW."episode_id";
  RETURN NULL;
END $$;
CREATE TRIGGER "documents_answer_requests" AFTER INSERT ON "documents" FOR EACH ROW WHEN (NEW."kind" = 'transcript')
  EXECUTE FUNCTION "answer_transcript_requests"();

-- AlterTable
ALTER TABLE "documents" ADD COLUMN     "redactions" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "redactions" (
    "id" SERIAL NOT NULL,
    "document_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "revisions" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "redactions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "redactions_document_id_idx" ON "redactions"("document_id");

-- AddForeignKey
ALTER TABLE "redactions" ADD CONSTRAINT "redactions_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "documents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say. From here on written by hand.

ALTER TABLE "redactions" ADD CONSTRAINT "redactions_say_why" CHECK (btrim("reason") <> '' AND "revisions" >= 1);
CREATE TRIGGER "redactions_are_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "redactions"
  FOR EACH STATEMENT EXECUTE FUNCTION "keep_as_it_was"();

-- The one way in which what was accepted changes: a transaction that has itself written the redaction of that very
-- document, and names it. A setting alone opens nothing, nor does an old redaction.
CREATE FUNCTION "is_redacting"(document integer) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM "redactions" AS r
    WHERE r."id" = nullif(current_setting('onrecord.redaction', true), '')::int AND r."document_id" = document
      AND pg_current_xact_id_if_assigned()::text::numeric % 4294967296 = r.xmin::text::numeric)
$$;

CREATE FUNCTION "keep_revision"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(OLD) - '{text,sha256,summary,author_id,reviewer_id}'::text[])
      IS DISTINCT FROM (to_jsonb(NEW) - '{text,sha256,summary,author_id,reviewer_id}'::text[])
    OR ((OLD."text", OLD."sha256", OLD."summary") IS DISTINCT FROM (NEW."text", NEW."sha256", NEW."summary")
      AND NOT "is_redacting"(OLD."document_id")) THEN
    RAISE EXCEPTION '% of % is refused: what was accepted stays', TG_OP, TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END
$$;
DROP TRIGGER "revisions_are_immutable" ON "revisions";
CREATE TRIGGER "revisions_are_immutable" BEFORE UPDATE ON "revisions"
  FOR EACH ROW EXECUTE FUNCTION "keep_revision"();

CREATE FUNCTION "keep_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(OLD) - '{splices,summary}'::text[]) IS DISTINCT FROM (to_jsonb(NEW) - '{splices,summary}'::text[])
    OR NOT "is_redacting"(OLD."document_id") THEN
    RAISE EXCEPTION '% of % is refused: what was accepted stays', TG_OP, TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END
$$;
DROP TRIGGER "contribution_versions_are_immutable" ON "contribution_versions";
CREATE TRIGGER "contribution_versions_are_immutable" BEFORE UPDATE ON "contribution_versions"
  FOR EACH ROW EXECUTE FUNCTION "keep_version"();

-- AlterTable
ALTER TABLE "invitations" ADD COLUMN     "inviter_id" UUID,
ADD COLUMN     "revoked_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "invitations_show_id_idx" ON "invitations"("show_id");

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_inviter_id_fkey" FOREIGN KEY ("inviter_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma's schema cannot say. From here on written by hand.

-- An invitation is as good as its maker's standing when it is used, so it has to name its maker's account. The audit log
-- knows who made those that are there.
UPDATE "invitations" AS i SET "inviter_id" = a."actor_id"
FROM "audit" AS a
WHERE a."action" = 'invite' AND a."subject" ->> 'invitation' = i."id"::text
  AND EXISTS (SELECT FROM "users" AS u WHERE u."id" = a."actor_id");

ALTER TABLE "invitations" ADD CONSTRAINT "invitations_revoked" CHECK ("used_at" IS NULL OR "revoked_at" IS NULL);

-- A feed's address is public: pages, exports and the API show it. The name and password of a private feed are no part of
-- what is kept, whoever writes the row: an import, or the restore of an export that was made before this.
CREATE FUNCTION "without_credentials"("address" text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT regexp_replace("address", '^([a-z][a-z0-9+.-]*://)[^/?#]*@', '\1', 'i')
$$;
UPDATE "shows" SET "feed_url" = "without_credentials"("feed_url") WHERE "feed_url" <> "without_credentials"("feed_url");

CREATE FUNCTION "keep_no_credentials"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."feed_url" := "without_credentials"(NEW."feed_url");
  RETURN NEW;
END $$;
CREATE TRIGGER "shows_keep_no_credentials" BEFORE INSERT OR UPDATE OF "feed_url" ON "shows"
  FOR EACH ROW EXECUTE FUNCTION "keep_no_credentials"();

-- Uploaded audio and pictures lie in the store by the hash of their content; these tables say what lies there.
CREATE TABLE "uploads" (
  "sha256" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "type" TEXT NOT NULL,
  "bytes" BIGINT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "uploads_pkey" PRIMARY KEY ("sha256"),
  CONSTRAINT "uploads_are_named_by_a_hash" CHECK ("sha256" ~ '^[0-9a-f]{64}$'),
  CONSTRAINT "uploads_kind" CHECK ("kind" IN ('audio', 'picture'))
);

-- Covers and portraits, fetched once from where a feed says and re-encoded: pages show these, never the others.
CREATE TABLE "pictures" (
  "url" TEXT NOT NULL,
  "small" TEXT,
  "medium" TEXT,
  "large" TEXT,
  "problem" TEXT,
  "failures" INTEGER NOT NULL DEFAULT 0,
  "tried_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "pictures_pkey" PRIMARY KEY ("url"),
  CONSTRAINT "pictures_are_there_in_all_sizes" CHECK (num_nulls("small", "medium", "large") IN (0, 3))
);
ALTER TABLE "pictures" ADD CONSTRAINT "pictures_small_fkey" FOREIGN KEY ("small")
  REFERENCES "uploads" ("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "pictures" ADD CONSTRAINT "pictures_medium_fkey" FOREIGN KEY ("medium")
  REFERENCES "uploads" ("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "pictures" ADD CONSTRAINT "pictures_large_fkey" FOREIGN KEY ("large")
  REFERENCES "uploads" ("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A cover may lie here.
ALTER TABLE "shows" DROP CONSTRAINT "shows_addresses";
ALTER TABLE "shows" ADD CONSTRAINT "shows_addresses"
  CHECK ("artwork_url" ~* '^(https?://|/static/[0-9a-f]{64}\.webp$)' AND "link" ~* '^https?://' AND "feed_url" ~* '^https?://'
         AND "new_feed_url" ~* '^https?://' AND "fetched_url" ~* '^https?://');
ALTER TABLE "episodes" DROP CONSTRAINT "episodes_addresses";
ALTER TABLE "episodes" ADD CONSTRAINT "episodes_addresses"
  CHECK ("artwork_url" ~* '^(https?://|/static/[0-9a-f]{64}\.webp$)' AND "link" ~* '^https?://');

-- Whatever shows a picture is another page once it is there. A picture is found by its address.
CREATE INDEX "shows_artwork_url_idx" ON "shows" USING hash ("artwork_url");
CREATE INDEX "episodes_artwork_url_idx" ON "episodes" USING hash ("artwork_url");
CREATE FUNCTION "raise_by_pictures"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "raise_episodes"(ARRAY(
    SELECT DISTINCT e."id"::bigint FROM now_so AS p JOIN "episodes" AS e ON e."artwork_url" = p."url"));
  PERFORM "raise_mastheads"(ARRAY(
    SELECT DISTINCT s."id"::bigint FROM now_so AS p JOIN "shows" AS s ON s."artwork_url" = p."url"));
  RETURN NULL;
END $$;
CREATE TRIGGER "insert_raises" AFTER INSERT ON "pictures" REFERENCING NEW TABLE AS now_so
  FOR EACH STATEMENT EXECUTE FUNCTION "raise_by_pictures"();
CREATE TRIGGER "update_raises" AFTER UPDATE ON "pictures" REFERENCING NEW TABLE AS now_so
  FOR EACH STATEMENT EXECUTE FUNCTION "raise_by_pictures"();

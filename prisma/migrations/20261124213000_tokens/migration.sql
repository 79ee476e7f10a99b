-- CreateEnum
CREATE TYPE "token_scope" AS ENUM ('read', 'contribute', 'review');

-- CreateTable
CREATE TABLE "tokens" (
    "id" SERIAL NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "sha256" BYTEA NOT NULL,
    "scopes" "token_scope"[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "tokens_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tokens_sha256_key" ON "tokens"("sha256");

-- CreateIndex
CREATE INDEX "tokens_prefix_idx" ON "tokens"("prefix");

-- CreateIndex
CREATE INDEX "tokens_user_id_idx" ON "tokens"("user_id");

-- AddForeignKey
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand from here. A token is for something, has a name its owner can tell it by, and its hash is one. Its beginning
-- is no more than the ten characters that are shown: whoever reads this table cannot use what stands in it.
ALTER TABLE "tokens"
  ADD CONSTRAINT "tokens_sha256_is_one" CHECK (octet_length("sha256") = 32),
  ADD CONSTRAINT "tokens_prefix_is_short" CHECK ("prefix" ~ '^onr_[0-9a-f]{8}$'),
  ADD CONSTRAINT "tokens_have_a_name" CHECK (char_length("name") BETWEEN 1 AND 100),
  ADD CONSTRAINT "tokens_are_for_something" CHECK ("scopes" IS NOT NULL AND cardinality("scopes") > 0),
  ADD CONSTRAINT "tokens_expire_later" CHECK ("expires_at" > "created_at");

-- What was given out is never given to another, for more, or for longer; and what was revoked stays so.
CREATE FUNCTION "keep_tokens"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.user_id, NEW.prefix, NEW.sha256, NEW.scopes, NEW.created_at, NEW.expires_at)
     IS DISTINCT FROM (OLD.user_id, OLD.prefix, OLD.sha256, OLD.scopes, OLD.created_at, OLD.expires_at)
     OR OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at THEN
    RAISE EXCEPTION 'UPDATE of tokens is refused: a token stays as it was made, and revoked once it is';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER "tokens_stay" BEFORE UPDATE ON "tokens" FOR EACH ROW EXECUTE FUNCTION "keep_tokens"();

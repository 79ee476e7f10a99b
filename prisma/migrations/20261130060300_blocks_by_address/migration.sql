-- Whoever contributes without an account is blocked by their hashed address.
ALTER TABLE "blocks" ALTER COLUMN "user_id" DROP NOT NULL;
ALTER TABLE "blocks" ADD COLUMN "address_hash" TEXT;
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_one_kind" CHECK (("user_id" IS NULL) <> ("address_hash" IS NULL));
CREATE INDEX "blocks_address_hash_idx" ON "blocks"("address_hash") WHERE "address_hash" IS NOT NULL;

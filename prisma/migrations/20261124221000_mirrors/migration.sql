-- CreateTable
CREATE TABLE "mirrors" (
    "show_id" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "branch" TEXT NOT NULL DEFAULT 'main',
    "token" BYTEA NOT NULL,
    "trusted" BOOLEAN NOT NULL DEFAULT false,
    "arrived" BIGINT NOT NULL DEFAULT 0,
    "arrived_at" TIMESTAMPTZ(3),
    "problem" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mirrors_pkey" PRIMARY KEY ("show_id")
);

-- AddForeignKey
ALTER TABLE "mirrors" ADD CONSTRAINT "mirrors_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "shows"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say. From here on written by hand.

-- git is handed the address and the branch: neither may be an option, another protocol or another reference, and no
-- password may lie in the address, which is shown.
ALTER TABLE "mirrors"
  ADD CONSTRAINT "mirrors_address" CHECK ("url" ~ '^https?://[^@\s]+$'),
  ADD CONSTRAINT "mirrors_branch" CHECK ("branch" ~ '^[A-Za-z0-9][A-Za-z0-9._/-]*$' AND "branch" !~ '\.\.|//|/$|\.lock$|\.$'),
  ADD CONSTRAINT "mirrors_numbers" CHECK ("arrived" >= 0 AND "failures" >= 0);

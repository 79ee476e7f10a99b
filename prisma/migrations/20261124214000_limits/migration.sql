-- Unlogged, which Prisma cannot say: written at nearly every request to the API and worth nothing after a crash, so it
-- is neither flushed nor sent to replicas.
CREATE UNLOGGED TABLE "limits" (
    "key" TEXT NOT NULL,
    "full_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "limits_pkey" PRIMARY KEY ("key"),
    CONSTRAINT "limits_key_is_short" CHECK (char_length("key") BETWEEN 1 AND 200)
);

-- CreateIndex
CREATE INDEX "limits_full_at_idx" ON "limits"("full_at");

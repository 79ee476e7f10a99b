-- Who asks for a show: to bring it here, or to own one that is here.

CREATE TYPE "show_request_kind" AS ENUM ('bring', 'own');
CREATE TYPE "show_request_status" AS ENUM ('open', 'granted', 'refused', 'withdrawn');

CREATE TABLE "show_requests" (
  "id" SERIAL NOT NULL,
  "kind" "show_request_kind" NOT NULL,
  "user_id" UUID NOT NULL,
  "show_id" INTEGER,
  "source_url" TEXT,
  "slug" TEXT,
  "title" TEXT NOT NULL,
  "note" TEXT,
  "code" TEXT NOT NULL,
  "status" "show_request_status" NOT NULL DEFAULT 'open',
  "look_id" UUID,
  "looked_at" TIMESTAMPTZ(3),
  "found" JSONB NOT NULL DEFAULT '[]',
  "mail_secret" BYTEA,
  "mailed_at" TIMESTAMPTZ(3),
  "proved_by" TEXT,
  "proved_at" TIMESTAMPTZ(3),
  "role" "role",
  "import_id" UUID,
  "decider_name" TEXT,
  "decided_at" TIMESTAMPTZ(3),
  "reason" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "show_requests_pkey" PRIMARY KEY ("id"),
  -- A show that is here, or one that is not yet.
  CONSTRAINT "show_requests_name_a_show" CHECK (
    CASE "kind" WHEN 'own' THEN "show_id" IS NOT NULL AND "source_url" IS NULL AND "slug" IS NULL
    ELSE "source_url" IS NOT NULL AND "slug" IS NOT NULL END
  ),
  CONSTRAINT "show_requests_decided" CHECK (("status" = 'open') = ("decided_at" IS NULL)),
  CONSTRAINT "show_requests_granted_a_role" CHECK (("status" = 'granted') = ("role" IS NOT NULL)),
  CONSTRAINT "show_requests_proved" CHECK (("proved_by" IS NULL) = ("proved_at" IS NULL))
);
CREATE UNIQUE INDEX "show_requests_mail_secret_key" ON "show_requests" ("mail_secret");
CREATE INDEX "show_requests_show_id_idx" ON "show_requests" ("show_id");
CREATE INDEX "show_requests_user_id_idx" ON "show_requests" ("user_id");
CREATE INDEX "show_requests_status_idx" ON "show_requests" ("status");
-- Of one person's open requests for one show there is one, however often they ask.
CREATE UNIQUE INDEX "show_requests_one_open_own" ON "show_requests" ("user_id", "show_id")
  WHERE "status" = 'open' AND "kind" = 'own';
CREATE UNIQUE INDEX "show_requests_one_open_bring" ON "show_requests" ("user_id", "source_url")
  WHERE "status" = 'open' AND "kind" = 'bring';
ALTER TABLE "show_requests" ADD CONSTRAINT "show_requests_user_id_fkey" FOREIGN KEY ("user_id")
  REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "show_requests" ADD CONSTRAINT "show_requests_show_id_fkey" FOREIGN KEY ("show_id")
  REFERENCES "shows" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

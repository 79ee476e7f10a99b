-- How a site is run from the browser: its first administrator, who brings shows, and links that sign in.

CREATE TYPE "who_brings" AS ENUM ('administrators', 'owners', 'anyone');

-- One row, from the start: whoever reads the site's rule never finds none.
CREATE TABLE "site" (
  "id" INTEGER NOT NULL DEFAULT 1,
  "bring" "who_brings" NOT NULL DEFAULT 'administrators',
  CONSTRAINT "site_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "site_is_one" CHECK ("id" = 1)
);
INSERT INTO "site" DEFAULT VALUES;

-- The code that opens the form for the first administrator: at most one, that of the latest start.
CREATE TABLE "begin_codes" (
  "id" INTEGER NOT NULL DEFAULT 1,
  "sha256" BYTEA NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "begin_codes_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "begin_codes_is_one" CHECK ("id" = 1)
);

CREATE TABLE "sign_in_links" (
  "id" SERIAL NOT NULL,
  "user_id" UUID NOT NULL,
  "secret" BYTEA NOT NULL,
  "maker_name" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "sign_in_links_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "sign_in_links_secret_key" ON "sign_in_links" ("secret");
CREATE INDEX "sign_in_links_user_id_idx" ON "sign_in_links" ("user_id");
ALTER TABLE "sign_in_links" ADD CONSTRAINT "sign_in_links_user_id_fkey" FOREIGN KEY ("user_id")
  REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "mails" (
    "id" SERIAL NOT NULL,
    "user_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,

    CONSTRAINT "mails_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "mails_user_id_created_at_idx" ON "mails"("user_id", "created_at");

-- AddForeignKey
ALTER TABLE "mails" ADD CONSTRAINT "mails_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say. From here on written by hand.

-- A subject is one line: nothing that users write can become a header.
ALTER TABLE "mails"
  ADD CONSTRAINT "mails_subject_is_one_line" CHECK ("subject" <> '' AND "subject" !~ '[\n\r]'),
  ADD CONSTRAINT "mails_attempts" CHECK ("attempts" >= 0);

-- What is to be sent, and what is to be told of, are few among many.
CREATE INDEX "mails_waiting" ON "mails" ("created_at") WHERE "sent_at" IS NULL;
CREATE INDEX "notices_not_mailed" ON "notices" ("created_at") WHERE "mailed_at" IS NULL;

-- Notices that are about a show or an episode, not about a contribution: they name it and lead there.
ALTER TYPE "notice_kind" ADD VALUE 'requested';
ALTER TYPE "notice_kind" ADD VALUE 'decided';
ALTER TYPE "notice_kind" ADD VALUE 'left';
ALTER TYPE "notice_kind" ADD VALUE 'transcribed';
ALTER TABLE "notices" ADD COLUMN "about" TEXT, ADD COLUMN "href" TEXT;
ALTER TABLE "notices" ADD CONSTRAINT "notices_lead_somewhere" CHECK (("about" IS NULL) = ("href" IS NULL));

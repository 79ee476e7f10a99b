-- CreateEnum
CREATE TYPE "webhook_event" AS ENUM ('proposed', 'accepted');

-- CreateTable
CREATE TABLE "webhooks" (
    "id" UUID NOT NULL,
    "show_id" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "events" "webhook_event"[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhooks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "id" BIGSERIAL NOT NULL,
    "webhook_id" UUID NOT NULL,
    "event" "webhook_event" NOT NULL,
    "contribution_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "webhooks_show_id_idx" ON "webhooks"("show_id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_webhook_id_id_idx" ON "webhook_deliveries"("webhook_id", "id");

-- AddForeignKey
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "shows"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhooks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_contribution_id_fkey" FOREIGN KEY ("contribution_id") REFERENCES "contributions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand from here. An address of the web, told of something.
ALTER TABLE "webhooks"
  ADD CONSTRAINT "webhooks_address" CHECK ("url" ~ '^https?://' AND length("url") <= 2000),
  ADD CONSTRAINT "webhooks_are_told_something" CHECK ("events" IS NOT NULL AND cardinality("events") > 0);
ALTER TABLE "webhook_deliveries"
  ADD CONSTRAINT "webhook_deliveries_attempts" CHECK ("attempts" >= 0),
  -- What has arrived is not sent again.
  ADD CONSTRAINT "webhook_deliveries_arrive_once" CHECK ("delivered_at" IS NULL OR "next_at" IS NULL);

-- The few that wait are found without those that have arrived.
CREATE INDEX "webhook_deliveries_waiting" ON "webhook_deliveries" ("next_at") WHERE "next_at" IS NOT NULL;

-- By whichever road a contribution comes and is accepted, and within the same transaction.
CREATE FUNCTION "queue_webhooks"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO webhook_deliveries (webhook_id, event, contribution_id)
  SELECT w.id, TG_ARGV[0]::webhook_event, NEW.id
  FROM documents AS d
  JOIN episodes AS e ON e.id = d.episode_id
  JOIN webhooks AS w ON w.show_id = e.show_id
  WHERE d.id = NEW.document_id AND TG_ARGV[0]::webhook_event = ANY (w.events);
  RETURN NULL;
END
$$;

CREATE TRIGGER "contributions_tell_proposed" AFTER INSERT ON "contributions"
  FOR EACH ROW EXECUTE FUNCTION "queue_webhooks"('proposed');
CREATE TRIGGER "contributions_tell_accepted" AFTER UPDATE OF "status" ON "contributions"
  FOR EACH ROW WHEN (NEW.status = 'accepted' AND OLD.status <> 'accepted')
  EXECUTE FUNCTION "queue_webhooks"('accepted');

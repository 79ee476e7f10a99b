import { z } from "zod";
import type { Environment } from "@/lib/read-environment";
import { defineJob } from "@/server/jobs/define-job";
import { type Handler, handleJob } from "@/server/jobs/handle-job";
import { sendJob } from "@/server/jobs/send-job";
import { deliverDue, forgetDelivered, nextDelivery } from "./deliver-due";

const deliverWebhookJob = defineJob({
  name: "deliver-webhook",
  data: z.object({
    /** None: all webhooks that have something due. */
    webhookId: z.uuid().optional(),
  }),
  atOnce: 4,
  schedule: { cron: "*/5 * * * *", data: {}, atStart: true },
});

const forgetDeliveriesJob = defineJob({
  name: "forget-deliveries",
  data: z.object({}),
  schedule: { cron: "23 * * * *", data: {}, atStart: true },
});

/**
 * Tells one webhook what is due. A trigger on the queue of messages sends the job. A message that did not arrive has its
 * time for the next attempt, and the job is sent for that time; the schedule finds messages whose sender died.
 */
export function handleDeliverWebhook({ siteUrl, secret = "", fetchInternal }: Environment): Handler {
  return handleJob(deliverWebhookJob, async ({ webhookId }, { db, signal }) => {
    const sending = { siteUrl, secret, allowInternal: fetchInternal };
    while ((await deliverDue(db, sending, webhookId)) > 0) signal.throwIfAborted();
    const at = webhookId && (await nextDelivery(db, webhookId));
    if (at) await sendJob(db, deliverWebhookJob, { webhookId }, { key: webhookId, at });
  });
}

/** Every hour: forgets the messages that came to an end weeks ago. */
export function handleForgetDeliveries(): Handler {
  return handleJob(forgetDeliveriesJob, async (_, { db }) => {
    await forgetDelivered(db);
  });
}

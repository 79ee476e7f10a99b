import type { Database } from "@/server/db";
import { mayOwn, standingAt } from "@/server/people/accounts/standing-at";
import { record } from "@/server/people/audit/record";

/** Removes a webhook. Only its show's owners may do this. False if there is none or they may not. */
export async function removeWebhook(
  db: Database,
  { id, owner }: { id: string; owner: { readonly id: string; readonly name: string } },
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const webhook = await tx.webhook.findUnique({ where: { id } });
    if (!webhook) return false;
    const { showId, url } = webhook;
    if (!mayOwn(await standingAt(tx, { personId: owner.id, showId }))) return false;
    await tx.webhook.deleteMany({ where: { id } });
    await record(tx, {
      actor: owner,
      action: "remove webhook",
      showId,
      subject: { host: new URL(url).host },
    });
    return true;
  });
}

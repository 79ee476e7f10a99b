import type { Database, WebhookEvent } from "@/server/db";
import { mayOwn, standingAt } from "@/server/people/accounts/standing-at";
import { record } from "@/server/people/audit/record";

interface Wanted {
  readonly showId: number;
  /** http or https. */
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly owner: { readonly id: string; readonly name: string };
}

export const MOST_WEBHOOKS = 10;

export type AddedWebhook =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: "not-allowed" | "too-many" };

/** Registers an address that is told about a show's contributions. Only the show's owners may do this. */
export async function addWebhook(
  db: Database,
  { showId, url, events, owner }: Wanted,
): Promise<AddedWebhook> {
  return db.$transaction(async (tx) => {
    const isOwner = async () => mayOwn(await standingAt(tx, { personId: owner.id, showId }));
    if (!(await isOwner())) return { ok: false, reason: "not-allowed" } as const;
    // Locked, so that two requests at once are counted one after the other.
    await tx.$executeRaw`SELECT FROM shows WHERE id = ${showId} FOR NO KEY UPDATE`;
    if (!(await isOwner())) return { ok: false, reason: "not-allowed" } as const;
    if ((await tx.webhook.count({ where: { showId } })) >= MOST_WEBHOOKS)
      return { ok: false, reason: "too-many" } as const;
    const { id } = await tx.webhook.create({ data: { showId, url, events: [...new Set(events)] } });
    await record(tx, { actor: owner, action: "add webhook", showId, subject: { host: new URL(url).host } });
    return { ok: true, id } as const;
  });
}

import { withoutPassword } from "@/lib/without-password";
import type { Database, WebhookEvent } from "@/server/db";
import { signingSecret } from "./signature-headers";

/** A webhook as shown to its show's owner. */
export interface WebhookSummary {
  readonly id: string;
  /** Without the name and password that an earlier release took as part of it. */
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  /** What its messages are signed with. */
  readonly secret: string;
  /** The latest messages, newest first. */
  readonly messages: readonly {
    readonly id: string;
    readonly event: WebhookEvent;
    readonly at: Date;
    readonly arrived: boolean;
    /** Whether another attempt is scheduled. */
    readonly waits: boolean;
    readonly outcome: string | null;
  }[];
}

const SHOWN = 5;

/** Lists a show's webhooks with their secrets; only owners may see them. */
export async function listWebhooks(
  db: Database,
  { showId, secret }: { showId: number; secret: string },
): Promise<WebhookSummary[]> {
  const rows = await db.webhook.findMany({
    where: { showId },
    orderBy: { id: "asc" },
    include: { deliveries: { orderBy: { id: "desc" }, take: SHOWN } },
  });
  return rows.map(({ id, url, events, deliveries }) => ({
    ...{ id, events, url: withoutPassword(url) },
    secret: signingSecret(secret, id),
    messages: deliveries.map((each) => ({
      id: String(each.id),
      event: each.event,
      at: each.createdAt,
      arrived: each.deliveredAt !== null,
      waits: each.nextAt !== null,
      outcome: each.outcome,
    })),
  }));
}

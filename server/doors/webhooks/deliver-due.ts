import type { Database, WebhookEvent } from "@/server/db";
import { listContributions, toContribution } from "@/server/doors/api/endpoints/to-contribution";
import type { Reach } from "@/server/net/connect";
import { postMessage } from "./post-message";
import { signatureHeaders, signingSecret } from "./signature-headers";

interface Sending extends Reach {
  /** The site's address, without a trailing slash. */
  readonly siteUrl: string;
  /** The site's secret. */
  readonly secret: string;
}

interface Due {
  readonly id: bigint;
  readonly webhookId: string;
  readonly url: string;
  readonly event: WebhookEvent;
  readonly contributionId: number;
  readonly createdAt: Date;
  /** Including this one. */
  readonly attempts: number;
}

const AT_ONCE = 20;
/** Seconds before the next attempt, after the first, second and so on: a day and a half in all, then none. */
const BACK_OFF = [10, 60, 300, 1800, 7200, 28_800, 86_400];
// Longer than an attempt can take: if the process dies meanwhile, another one tries again.
const LEASE_SECONDS = 60;

/**
 * Sends the messages that are due, to one webhook or to all, and schedules another attempt for those that fail. Any number of processes
 * may run this at once: each takes messages that no other has. If a process dies before it records a
 * delivery, the message arrives again with the same id.
 *
 * @returns how many messages were tried
 */
export async function deliverDue(db: Database, sending: Sending, webhookId?: string): Promise<number> {
  const due = await db.$queryRaw<Due[]>`
    WITH due AS (
      SELECT id FROM webhook_deliveries
      WHERE next_at <= clock_timestamp() AND (${webhookId ?? null}::uuid IS NULL OR webhook_id = ${webhookId ?? null}::uuid)
      ORDER BY next_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED
    )
    UPDATE webhook_deliveries AS d
    SET attempts = d.attempts + 1, next_at = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    FROM due, webhooks AS w
    WHERE d.id = due.id AND w.id = d.webhook_id
    RETURNING d.id, d.webhook_id AS "webhookId", w.url, d.event::text AS event, d.contribution_id AS "contributionId",
              d.created_at AS "createdAt", d.attempts`;
  await Promise.all(due.map((each) => deliver(db, each, sending)));
  return due.length;
}

/** When the next message to a webhook is to be tried again; null where none waits. */
export async function nextDelivery(db: Database, webhookId: string): Promise<Date | null> {
  const { _min } = await db.webhookDelivery.aggregate({ where: { webhookId }, _min: { nextAt: true } });
  return _min.nextAt;
}

/** How long results of messages are kept. */
const KEPT_DAYS = 30;

/** Deletes messages that were delivered or given up weeks ago. */
export async function forgetDelivered(db: Database): Promise<number> {
  return db.$executeRaw`
    DELETE FROM webhook_deliveries
    WHERE next_at IS NULL AND created_at < clock_timestamp() - make_interval(days => ${KEPT_DAYS})`;
}

async function deliver(db: Database, due: Due, { siteUrl, secret, ...reach }: Sending): Promise<void> {
  // A change may be a whole transcript: of one as large, the message says where it is to be had.
  const [contribution] = await listContributions(db, { id: due.contributionId }, 1);
  if (!contribution) return;
  const body = JSON.stringify({
    type: `contribution.${due.event}`,
    timestamp: due.createdAt.toISOString(),
    // The contribution's current state: a late "proposed" may already show it as accepted.
    data: toContribution(contribution, siteUrl),
  });
  const headers = signatureHeaders({
    secret: signingSecret(secret, due.webhookId),
    id: `msg_${due.id}`,
    at: Math.floor(Date.now() / 1000),
    body,
  });
  const { ok, outcome } = await postMessage(due.url, body, { ...reach, headers });
  const wait = BACK_OFF[due.attempts - 1];
  await db.webhookDelivery.updateMany({
    where: { id: due.id },
    data: {
      outcome,
      deliveredAt: ok ? new Date() : null,
      nextAt: ok || wait === undefined ? null : new Date(Date.now() + wait * 1000),
    },
  });
}

import type { Database } from "@/server/db";
import { openToken } from "./seal-token";
import { syncMirror } from "./sync-mirror";

// A schedule looks every minute for what others commit there. A little less, so that no minute is left out.
const LOOK_SECONDS = 45;
const LONGEST_WAIT_SECONDS = 15 * 60;
// If the process that syncs a mirror is killed, another one may sync it after this.
const LEASE_SECONDS = 10 * 60;

interface Due {
  readonly db: Database;
  /** Where repositories are kept; see `readEnvironment().repository`. */
  readonly folder: string;
  readonly secret: string;
  readonly allowInternal: boolean;
  readonly signal?: AbortSignal;
  /** The mirror of this show alone. */
  readonly showId?: number;
}

interface Taken {
  readonly showId: number;
  readonly url: string;
  readonly branch: string;
  readonly token: Uint8Array;
  readonly trusted: boolean;
  readonly failures: number;
}

/**
 * Syncs the mirrors that are due, one after the other: those whose time has come, and those whose shows have revisions
 * that have not arrived there. One that cannot be reached is due again after 5 s, 10, 20 and so on up to a quarter of an
 * hour, for as long as it takes.
 *
 * @returns for each that could not be synced, when it is due again
 * @throws the signal's reason where that ends it; the mirror at hand is due at once then
 */
export async function mirrorDue(options: Due): Promise<Date[]> {
  const { db, folder, secret, allowInternal, signal, showId: only } = options;
  const again: Date[] = [];
  for (;;) {
    signal?.throwIfAborted();
    const mirror = await takeOne(db, only ?? null);
    if (!mirror) return again;
    const { showId, failures } = mirror;
    const token = openToken(secret, mirror.token);
    const synced = token
      ? await syncMirror({ db, folder, mirror, token, allowInternal, signal }).catch((error: Error) => ({
          ok: false as const,
          message: error.message,
        }))
      : {
          ok: false as const,
          message: "The token cannot be read any more: the site's secret is another one now. Set it again.",
        };
    if (signal?.aborted) {
      await db.mirror.updateMany({ where: { showId }, data: { nextAt: new Date() } });
      throw signal.reason;
    }
    if (synced.ok) {
      const nextAt = new Date(Date.now() + LOOK_SECONDS * 1000);
      const data = { arrived: synced.position, arrivedAt: new Date(), problem: null, failures: 0, nextAt };
      await db.mirror.updateMany({ where: { showId }, data });
    } else {
      const wait = Math.min(5 * 2 ** Math.min(failures, 20), LONGEST_WAIT_SECONDS);
      const nextAt = new Date(Date.now() + wait * 1000);
      const data = { problem: synced.message.slice(0, 1000), failures: failures + 1, nextAt };
      await db.mirror.updateMany({ where: { showId }, data });
      again.push(nextAt);
    }
  }
}

/** The shows whose mirrors' time has come. */
export async function findDue(db: Database): Promise<number[]> {
  const due = await db.mirror.findMany({ where: { nextAt: { lte: new Date() } }, select: { showId: true } });
  return due.map(({ showId }) => showId);
}

/** Takes a mirror that is due. Where the last attempt failed, new revisions do not make it due before its time. */
async function takeOne(db: Database, showId: number | null): Promise<Taken | null> {
  const [row] = await db.$queryRaw<Taken[]>`
    UPDATE mirrors SET next_at = now() + make_interval(secs => ${LEASE_SECONDS}) WHERE show_id = (
      SELECT m.show_id FROM mirrors AS m
      WHERE (${showId}::int IS NULL OR m.show_id = ${showId}::int)
        AND (m.next_at <= now() OR (m.failures = 0 AND m.next_at < now() + make_interval(secs => ${LOOK_SECONDS + 1})
          AND EXISTS (
            SELECT FROM log AS l JOIN documents AS d ON d.id = l.document_id JOIN episodes AS e ON e.id = d.episode_id
            WHERE l.position > m.arrived AND e.show_id = m.show_id)))
      ORDER BY m.next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING show_id AS "showId", url, branch, token, trusted, failures`;
  return row ?? null;
}

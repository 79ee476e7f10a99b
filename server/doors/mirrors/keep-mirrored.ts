import { setTimeout as sleep } from "node:timers/promises";
import { type Database, openDatabase } from "@/server/db";
import { openToken } from "./seal-token";
import { syncMirror } from "./sync-mirror";

interface Keeping {
  readonly databaseUrl: string;
  /** Where repositories are kept; see `readEnvironment().repository`. */
  readonly folder: string;
  readonly secret: string;
  readonly allowInternal: boolean;
  readonly over: AbortSignal;
}

const EVERY = 3000;
// What others commit there is looked for this often, and what is accepted here goes there as soon as it is seen.
const LOOK_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 15 * 60;
// Others may take a mirror over from a process that was killed while it was at it.
const LEASE_SECONDS = 10 * 60;

/**
 * Keeps all mirrors, while the site serves: each when something was accepted, and every minute for what was committed
 * there. One that cannot be reached is tried again, after 5 s, 10, 20 and so on up to a quarter of an hour, for as long
 * as it takes. Any number of processes may do this side by side.
 */
export async function keepMirrored({ databaseUrl, over, ...rest }: Keeping): Promise<void> {
  const db = openDatabase(databaseUrl);
  while (!over.aborted) {
    await mirrorDue({ db, signal: over, ...rest }).catch((error: Error) => {
      if (!over.aborted) console.error(`Mirrors could not be kept: ${error.message}`);
    });
    await sleep(EVERY, undefined, { signal: over }).catch(() => {});
  }
  await db.$disconnect();
}

interface Due extends Pick<Keeping, "folder" | "secret" | "allowInternal"> {
  readonly db: Database;
  readonly signal?: AbortSignal;
}

interface Taken {
  readonly showId: number;
  readonly url: string;
  readonly branch: string;
  readonly token: Uint8Array;
  readonly trusted: boolean;
  readonly failures: number;
}

/** Syncs the mirrors whose time it is, one after the other. */
export async function mirrorDue({ db, folder, secret, allowInternal, signal }: Due): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    const mirror = await takeOne(db);
    if (!mirror) return;
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
    signal?.throwIfAborted();
    if (synced.ok) {
      const nextAt = new Date(Date.now() + LOOK_SECONDS * 1000);
      const data = { arrived: synced.position, arrivedAt: new Date(), problem: null, failures: 0, nextAt };
      await db.mirror.updateMany({ where: { showId }, data });
    } else {
      const wait = Math.min(5 * 2 ** Math.min(failures, 20), LONGEST_WAIT_SECONDS);
      const nextAt = new Date(Date.now() + wait * 1000);
      const data = { problem: synced.message.slice(0, 1000), failures: failures + 1, nextAt };
      await db.mirror.updateMany({ where: { showId }, data });
    }
  }
}

/** One whose time it is: it was, or its show has revisions that have not arrived and nothing went wrong before. */
async function takeOne(db: Database): Promise<Taken | null> {
  const [row] = await db.$queryRaw<Taken[]>`
    UPDATE mirrors SET next_at = now() + make_interval(secs => ${LEASE_SECONDS}) WHERE show_id = (
      SELECT m.show_id FROM mirrors AS m
      WHERE m.next_at <= now() OR (m.failures = 0 AND m.next_at < now() + make_interval(secs => ${LOOK_SECONDS + 1})
        AND EXISTS (
          SELECT FROM log AS l JOIN documents AS d ON d.id = l.document_id JOIN episodes AS e ON e.id = d.episode_id
          WHERE l.position > m.arrived AND e.show_id = m.show_id))
      ORDER BY m.next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING show_id AS "showId", url, branch, token, trusted, failures`;
  return row ?? null;
}

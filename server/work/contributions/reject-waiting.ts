import type { Database } from "@/server/db";
import type { Whom } from "@/server/people/accounts/block";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { WAITING } from "./count-contributions";
import { decide, type Refusing } from "./decide";
import { sentBy } from "./find-sender";

interface Waiting extends Pick<Refusing, "reviewer" | "comment"> {
  readonly showId: number;
  readonly whom: Whom;
  /** The newest contribution that the reviewer was shown or counted: what came later stays. */
  readonly upTo?: number;
}

export type RejectWaitingResult =
  | { readonly ok: true; readonly rejected: number }
  | { readonly ok: false; readonly reason: "not-allowed" | "no-comment" | "long-comment" };

/** More than the limits let anybody have waiting. */
const MOST = 500;

/** Rejects all that waits of somebody at a show, for one reason that they are told. */
export async function rejectWaiting(
  db: Database,
  { showId, whom, comment, reviewer, upTo = 2_147_483_647 }: Waiting,
): Promise<RejectWaitingResult> {
  if (!mayReview(await standingAt(db, { personId: reviewer.id, showId })))
    return { ok: false, reason: "not-allowed" };
  const rows = await db.$queryRaw<{ id: number; version: number }[]>`
    SELECT c.id, c.version
    FROM contributions AS c
    JOIN documents AS d ON d.id = c.document_id
    JOIN episodes AS e ON e.id = d.episode_id
    WHERE e.show_id = ${showId} AND ${WAITING} AND ${sentBy(whom)} AND c.id <= ${upTo}
    ORDER BY c.id LIMIT ${MOST}`;
  let rejected = 0;
  for (const { id, version } of rows) {
    const result = await decide(db, { id, version, comment, reviewer, decision: "reject" });
    if (result.ok) rejected += 1;
    else if (result.reason === "no-comment" || result.reason === "long-comment")
      return { ok: false, reason: result.reason };
  }
  return { ok: true, rejected };
}

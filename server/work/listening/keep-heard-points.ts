import type { Database } from "@/server/db";
import { takeFrom } from "@/server/people/limits/take-from";
import type { Contributor } from "@/server/work/contributions/contributor";
import { areHeardPoints, type HeardPoints } from "@/transcript";
import { findHeardEpisode, type HeardFile, whoOf } from "./find-heard-episode";

interface Keeping extends HeardFile {
  readonly listener: Contributor;
  /** None takes back what the listener said before. */
  readonly points: HeardPoints;
}

export type KeptPoints =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "no-episode" | "bad-points" }
  | { readonly ok: false; readonly reason: "too-fast"; readonly retryAfterSeconds: number };

/** By one listener: each press of the button is one. */
const MOST_AN_HOUR = 60;

/** Keeps where a listener hears the text in their file. What they said of the same file before is replaced. */
export async function keepHeardPoints(
  db: Database,
  { listener, show, slug, length, points }: Keeping,
): Promise<KeptPoints> {
  if (!areHeardPoints(points)) return { ok: false, reason: "bad-points" };
  const who = whoOf(listener);
  const taken = await takeFrom(db, { key: `heard:${who}`, limit: MOST_AN_HOUR, perSeconds: 3600 });
  if (!taken.ok) return { ...taken, reason: "too-fast" };
  const episode = await findHeardEpisode(db, { show, slug });
  if (!episode) return { ok: false, reason: "no-episode" };
  const { id, duration } = episode;
  if (points.length === 0) await db.heardPoints.deleteMany({ where: { episodeId: id, length, who } });
  else
    await db.$executeRaw`
      INSERT INTO heard_points (episode_id, length, timed_length, who, user_id, points)
      VALUES (${id}, ${length}::float8, ${duration}::float8, ${who}, ${listener.id}::uuid,
              ${JSON.stringify(points)}::jsonb)
      ON CONFLICT (episode_id, length, who) DO UPDATE
        SET points = excluded.points, timed_length = excluded.timed_length, said_at = now()`;
  return { ok: true };
}

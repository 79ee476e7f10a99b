import { z } from "zod";
import type { Database } from "@/server/db";
import type { Contributor } from "@/server/work/contributions/contributor";
import { areHeardPoints, type HeardPoints, saysTheSame } from "@/transcript";
import { findHeardEpisode, type HeardFile, whoOf } from "./find-heard-episode";

/** What is offered to a listener: what they said themselves, or what others agree on. */
export interface HeardBefore {
  readonly by: "you" | "others";
  readonly points: HeardPoints;
}

/** So many listeners have to say the same; a maintainer alone is enough. */
const ENOUGH = 3;
// Seconds. Browsers know the length of the same file to some hundredths.
const SAME_LENGTH = 0.5;
/** The newest ones count. */
const MOST_READ = 60;

const pointsSchema = z.array(z.object({ text: z.number(), audio: z.number() })).refine(areHeardPoints);

interface Said {
  readonly who: string;
  readonly reviews: boolean;
  readonly points: HeardPoints;
}

/** What is known of an episode's file of this length, to be offered; null where nobody knows, or too few agree. */
export async function readHeardPoints(
  db: Database,
  { listener, show, slug, length }: HeardFile & { readonly listener: Contributor },
): Promise<HeardBefore | null> {
  const episode = await findHeardEpisode(db, { show, slug });
  if (!episode) return null;
  const { id, showId, duration } = episode;
  // Of other times of the words, what was heard then says nothing.
  const rows = await db.$queryRaw<(Omit<Said, "points"> & { points: unknown })[]>`
    SELECT h.who, h.points,
           coalesce(u.admin, false) OR EXISTS (
             SELECT FROM show_roles AS r WHERE r.show_id = ${showId} AND r.user_id = h.user_id
               AND r.role IN ('owner', 'maintainer')) AS reviews
    FROM heard_points AS h LEFT JOIN users AS u ON u.id = h.user_id
    WHERE h.episode_id = ${id} AND h.length BETWEEN ${length - SAME_LENGTH} AND ${length + SAME_LENGTH}
      AND abs(h.timed_length - ${duration}::float8) < ${SAME_LENGTH}
    ORDER BY h.said_at DESC LIMIT ${MOST_READ}`;
  const said = rows.flatMap(({ points, ...row }): Said[] => {
    const parsed = pointsSchema.safeParse(points);
    return parsed.success ? [{ ...row, points: parsed.data }] : [];
  });
  const own = said.find(({ who }) => who === whoOf(listener));
  if (own) return { by: "you", points: own.points };
  const agreed = agreedOn(said);
  return agreed && { by: "others", points: agreed };
}

/** What a maintainer says, or what most say, if they are enough: of these, whoever noticed each step soonest. */
function agreedOn(said: readonly Said[]): HeardPoints | null {
  const maintainer = said.find(({ reviews }) => reviews);
  if (maintainer) return maintainer.points;
  let most: readonly Said[] = [];
  for (const one of said) {
    const same = said.filter(({ points }) => saysTheSame(points, one.points));
    if (new Set(same.map(({ who }) => who)).size > most.length) most = same;
  }
  if (most.length < ENOUGH) return null;
  const late = ({ points }: Said) => points.reduce((sum, { text }) => sum + text, 0) / points.length;
  return most.toSorted((a, b) => late(a) - late(b))[0]?.points ?? null;
}

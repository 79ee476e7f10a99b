import type { Transaction } from "@/server/db";
import type { SpeakerMeasure } from "./measure";

/** Who speaks in an episode. */
export interface Cast {
  readonly episodeId: number;
  readonly speakers: readonly SpeakerMeasure[];
  /** The earlier speakers, if known: if they are the same people, only their counts are updated. */
  readonly before?: readonly SpeakerMeasure[] | undefined;
}

/** Replaces the speakers of each episode. Creates people who do not exist yet. */
export async function replaceAppearances(tx: Transaction, all: readonly Cast[]): Promise<void> {
  await recount(tx, all.filter(isSameCast));
  const casts = all.filter((cast) => !isSameCast(cast));
  if (casts.length === 0) return;
  const rows = casts.flatMap(({ episodeId, speakers }) =>
    speakers.map((speaker) => ({ episodeId, ...speaker })),
  );
  // Sorted, so that two transactions that insert the same people cannot deadlock.
  const names = [...new Set(rows.map(({ name }) => name))].sort();
  await tx.$executeRaw`
    INSERT INTO people (name)
    SELECT name FROM unnest(${names}::text[]) WITH ORDINALITY AS n (name, place)
    WHERE NOT EXISTS (SELECT FROM people AS p WHERE p.name = n.name)
    ORDER BY place
    ON CONFLICT (name) DO NOTHING`;
  await tx.$executeRaw`
    DELETE FROM appearances WHERE episode_id = ANY(${casts.map(({ episodeId }) => episodeId)}::int[])`;
  await tx.$executeRaw`
    INSERT INTO appearances (episode_id, person_id, turns, words)
    SELECT n.episode_id, p.id, n.turns, n.words
    FROM unnest(${rows.map((r) => r.episodeId)}::int[], ${rows.map((r) => r.name)}::text[],
                ${rows.map((r) => r.turns)}::int[], ${rows.map((r) => r.words)}::int[])
      AS n (episode_id, name, turns, words)
    JOIN people AS p ON p.name = n.name`;
}

function isSameCast({ speakers, before }: Cast): boolean {
  return before?.length === speakers.length && speakers.every(({ name }, i) => before[i]?.name === name);
}

/** Updates the speakers whose counts changed. */
async function recount(tx: Transaction, casts: readonly Cast[]): Promise<void> {
  const rows = casts.flatMap(({ episodeId, speakers, before }) =>
    speakers.flatMap((now, i) =>
      now.words === before?.[i]?.words && now.turns === before[i]?.turns ? [] : [{ episodeId, ...now }],
    ),
  );
  if (rows.length === 0) return;
  await tx.$executeRaw`
    UPDATE appearances AS a SET turns = n.turns, words = n.words
    FROM unnest(${rows.map((r) => r.episodeId)}::int[], ${rows.map((r) => r.name)}::text[],
                ${rows.map((r) => r.turns)}::int[], ${rows.map((r) => r.words)}::int[])
      AS n (episode_id, name, turns, words), people AS p
    WHERE p.name = n.name AND a.episode_id = n.episode_id AND a.person_id = p.id`;
}

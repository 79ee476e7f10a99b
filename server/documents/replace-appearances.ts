import type { Transaction } from "../db";
import type { SpeakerMeasure } from "./measure";

/** Who speaks in an episode. */
export interface Cast {
  readonly episodeId: number;
  readonly speakers: readonly SpeakerMeasure[];
}

/** Puts who speaks in each episode in place of who was thought to; people not yet known are made. */
export async function replaceAppearances(tx: Transaction, casts: readonly Cast[]): Promise<void> {
  if (casts.length === 0) return;
  const rows = casts.flatMap(({ episodeId, speakers }) =>
    speakers.map((speaker) => ({ episodeId, ...speaker })),
  );
  // Sorted, so that two transactions that make the same people never wait for each other in a circle.
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

import type { Database } from "@/server/db";

/** How many gaps nobody can fill yet, because their episodes have no audio: of a show, or of all. */
export async function countSilentGaps(
  db: Database,
  { show }: { readonly show?: string | undefined },
): Promise<number> {
  const found = await db.$queryRaw<{ readonly gaps: number }[]>`
    SELECT coalesce(sum(g.gaps), 0)::int AS gaps
    FROM segments AS g
    JOIN documents AS d ON d.id = g.document_id AND d.kind = 'transcript'
    JOIN episodes AS e ON e.id = d.episode_id AND e.audio_url IS NULL
    JOIN shows AS s ON s.id = e.show_id AND s.slug = coalesce(${show ?? null}, s.slug)
    WHERE g.gaps > 0 AND g.position IS NOT NULL`;
  return found[0]?.gaps ?? 0;
}

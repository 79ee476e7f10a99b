import type { Reader } from "@/server/db";

/** How long contributions to a show wait for review. */
export interface Wait {
  /** The median of seconds from contribution to decision, over the last 90 days. */
  readonly median: number;
  readonly decided: number;
}

/**
 * A show's median wait; null if nothing was decided recently. Contributions accepted by the trust rule do not
 * count.
 */
export async function medianWait(db: Reader, show: string): Promise<Wait | null> {
  const [row] = await db.$queryRaw<{ median: number | null; decided: bigint }[]>`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM c.decided_at - c.created_at))::float8 AS median,
           count(*) AS decided
    FROM contributions AS c
    JOIN documents AS d ON d.id = c.document_id
    JOIN episodes AS e ON e.id = d.episode_id
    JOIN shows AS s ON s.id = e.show_id
    WHERE s.slug = ${show} AND c.decided_at > now() - interval '90 days' AND c.decider_id IS NOT NULL`;
  return row?.median == null ? null : { median: row.median, decided: Number(row.decided) };
}

import type { Database } from "@/server/db";

/** A show's progress: by day if it is young, else by month. */
export interface ShowState {
  readonly unit: "day" | "month";
  /** Gaps left at the end of each period, from the first one with a transcript until now. */
  readonly gaps: readonly { readonly at: Date; readonly open: number }[];
  /**
   * The median seconds that contributions decided in the period had waited for a person; null if none were
   * decided.
   */
  readonly waits: readonly { readonly at: Date; readonly median: number | null; readonly decided: number }[];
}

// Months of a young show would make too few points for a line.
const YOUNG_DAYS = 92;
// The most points that can be told apart on a small screen and read in a table.
const MOST_POINTS = 120;

/** Reads a show's progress. Imported history counts at the time it was written. */
export async function readShowState(db: Database, show: string, now = new Date()): Promise<ShowState> {
  const [begun] = await db.$queryRaw<{ first: Date | null }[]>`
    SELECT min(r.created_at) AS first FROM revisions AS r
    JOIN documents AS d ON d.id = r.document_id AND d.kind = 'transcript'
    JOIN episodes AS e ON e.id = d.episode_id JOIN shows AS s ON s.id = e.show_id WHERE s.slug = ${show}`;
  const first = begun?.first ?? now;
  const unit = now.getTime() - first.getTime() < YOUNG_DAYS * 86_400_000 ? "day" : "month";
  const gaps = await db.$queryRaw<{ at: Date; open: number }[]>`
    SELECT at, (sum(sum(change)) OVER (ORDER BY at))::int AS open FROM (
      SELECT date_trunc(${unit}, r.created_at, 'UTC') AS at,
             r.gaps - coalesce(lag(r.gaps) OVER (PARTITION BY r.document_id ORDER BY r.number), 0) AS change
      FROM revisions AS r
      JOIN documents AS d ON d.id = r.document_id AND d.kind = 'transcript'
      JOIN episodes AS e ON e.id = d.episode_id JOIN shows AS s ON s.id = e.show_id
      WHERE s.slug = ${show}) AS steps
    GROUP BY at ORDER BY at`;
  const waits = await db.$queryRaw<{ at: Date; median: number; decided: number }[]>`
    SELECT date_trunc(${unit}, c.decided_at, 'UTC') AS at, count(*)::int AS decided,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM c.decided_at - c.created_at))::float8 AS median
    FROM contributions AS c
    JOIN documents AS d ON d.id = c.document_id
    JOIN episodes AS e ON e.id = d.episode_id JOIN shows AS s ON s.id = e.show_id
    WHERE s.slug = ${show} AND c.decider_id IS NOT NULL AND c.decided_at IS NOT NULL
    GROUP BY at ORDER BY at`;
  const gapAt = new Map(gaps.map((row) => [row.at.getTime(), row.open]));
  const waitAt = new Map(waits.map((row) => [row.at.getTime(), row]));
  let open = 0;
  const all = stretch(first, now, unit).map((at) => {
    open = gapAt.get(at.getTime()) ?? open;
    const wait = waitAt.get(at.getTime());
    return { at, open, median: wait?.median ?? null, decided: wait?.decided ?? 0 };
  });
  const points = all.slice(-MOST_POINTS);
  // Waits begin with the first period that has a decision.
  const begin = points.findIndex(({ decided }) => decided > 0);
  return {
    unit,
    gaps: points.map((point) => ({ at: point.at, open: point.open })),
    waits: (begin < 0 ? [] : points.slice(begin)).map(({ at, median, decided }) => ({ at, median, decided })),
  };
}

/** The start of every day or month between two times, in UTC. */
function stretch(from: Date, to: Date, unit: "day" | "month"): Date[] {
  const found: Date[] = [];
  const at = new Date(
    Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), unit === "month" ? 1 : from.getUTCDate()),
  );
  while (at <= to) {
    found.push(new Date(at));
    if (unit === "month") at.setUTCMonth(at.getUTCMonth() + 1);
    else at.setUTCDate(at.getUTCDate() + 1);
  }
  return found;
}

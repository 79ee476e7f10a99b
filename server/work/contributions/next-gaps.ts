import type { Database } from "@/server/db";

/** A gap that waits for somebody, and where it is. */
export interface WaitingGap {
  readonly documentId: number;
  readonly segmentId: number;
  readonly gap: number;
  readonly revision: number;
  readonly show: string;
  readonly slug: string;
  readonly title: string;
  readonly showTitle: string;
  /** When its paragraph begins, in seconds; none while search has not read it, which knows. */
  readonly around: number | null;
}

interface Wanted {
  /** The show's slug; all shows where none is said. */
  readonly show?: string | undefined;
  /** Who asks: a person's id, or a hashed address. */
  readonly who: string;
  /** `document.segment.gap` of those that were dealt with a moment ago. */
  readonly done: readonly string[];
  readonly take: number;
}

/**
 * The gaps that somebody should hear next. Those of episodes that many listen to and of shows that answer soon come
 * first; behind them those for which somebody has a suggestion already, those that three people could not hear, and
 * last those that who asks has passed over. Their own open suggestions are left out.
 *
 * No text is read for it: `segments` knows how many gaps each paragraph has.
 */
export async function nextGaps(db: Database, { show, who, done, take }: Wanted): Promise<WaitingGap[]> {
  return db.$queryRaw<WaitingGap[]>`
    WITH heard AS (
      SELECT episode_id, sum(plays)::float8 AS plays FROM plays WHERE day > current_date - 90 GROUP BY episode_id
    ), answered AS (
      SELECT e.show_id, percentile_cont(0.5) WITHIN GROUP (
               ORDER BY extract(epoch FROM c.decided_at - c.created_at)::float8 / 86400) AS days
      FROM contributions AS c
      JOIN documents AS d ON d.id = c.document_id JOIN episodes AS e ON e.id = d.episode_id
      WHERE c.decided_at > now() - interval '1 year'
      GROUP BY e.show_id
    ), passed AS (
      SELECT document_id, segment_id, gap, bool_or(who = ${who}) AS own, count(*) FILTER (WHERE unheard) AS unheard
      FROM gap_skips GROUP BY document_id, segment_id, gap
    ), suggested AS (
      SELECT document_id, segment_id, gap, bool_or(coalesce(author_id::text = ${who} OR address_hash = ${who}, false)) AS own
      FROM contributions WHERE gap IS NOT NULL AND status IN ('open', 'changes_requested')
      GROUP BY document_id, segment_id, gap
    )
    SELECT d.id AS "documentId", g.id AS "segmentId", n.gap, d.head AS revision, s.slug AS show, e.slug, e.title,
           s.title AS "showTitle",
           (SELECT split_part(t.starts, ' ', 1)::float8 / 10 FROM passages AS t
            WHERE t.document_id = d.id AND t.segment_id = g.id AND t.part = 0 AND t.starts <> '') AS around
    FROM segments AS g
    JOIN documents AS d ON d.id = g.document_id AND d.kind = 'transcript'
    JOIN episodes AS e ON e.id = d.episode_id AND e.audio_url IS NOT NULL
    JOIN shows AS s ON s.id = e.show_id AND s.slug = coalesce(${show ?? null}, s.slug)
    CROSS JOIN LATERAL generate_series(0, g.gaps - 1) AS n(gap)
    LEFT JOIN heard AS h ON h.episode_id = e.id
    LEFT JOIN answered AS a ON a.show_id = s.id
    LEFT JOIN passed AS p ON p.document_id = d.id AND p.segment_id = g.id AND p.gap = n.gap
    LEFT JOIN suggested AS o ON o.document_id = d.id AND o.segment_id = g.id AND o.gap = n.gap
    WHERE g.gaps > 0 AND g.position IS NOT NULL AND NOT coalesce(o.own, false)
      AND concat_ws('.', d.id, g.id, n.gap) <> ALL (${[...done]}::text[])
    ORDER BY coalesce(p.own, false), coalesce(p.unheard, 0) >= 3, o.own IS NOT NULL,
             ln(2 + coalesce(h.plays, 0)) / (7 + coalesce(a.days, 14)) DESC, d.id, g.position, n.gap
    LIMIT ${take}`;
}

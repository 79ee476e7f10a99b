import { z } from "zod";
import { SHOW_SLUG } from "@/lib/addresses";
import type { Database, Reader } from "@/server/db";
import { EPISODES_WITH, type WhatThereIs } from "@/server/text/episodes/what-there-is";
import { type Excerpt, excerpt } from "./excerpt";
import { findMarks } from "./find-marks";
import { type ParsedQuery, parseQuery, type Term } from "./parse-query";
import { startsOf } from "./passages-of";
import { stemsOf } from "./stems-of";
import { type Stems, toTsQueries } from "./to-ts-queries";
import { tokenise } from "./tokenise";

/** A search: the query, its filters and the page. */
export interface Wanted {
  readonly query: string;
  /** Whether the last word is still being typed. */
  readonly typing?: boolean;
  /** A show's slug. */
  readonly show?: string | undefined;
  /** A speaker's name as the transcripts have it. */
  readonly speaker?: string | undefined;
  /** The year of publication, in UTC. */
  readonly year?: number | undefined;
  /** Only episodes that have this, or lack it. */
  readonly has?: WhatThereIs | undefined;
  /** From 1. */
  readonly page?: number;
}

/** A passage that was found. */
export interface Hit {
  readonly show: { readonly slug: string; readonly title: string };
  readonly episode: {
    readonly slug: string;
    readonly title: string;
    readonly publishedAt: Date | null;
    readonly hasAudio: boolean;
    /** Whether a maintainer has gone through the whole transcript. */
    readonly isChecked: boolean;
  };
  readonly speaker: string | null;
  /** The paragraph's segment id. */
  readonly segment: number;
  /** When the first marked word is said, in seconds. */
  readonly seconds: number;
  readonly excerpt: Pick<Excerpt, "parts" | "opens" | "closes">;
}

/** The results, or why the query cannot be searched for. */
export type Found =
  | {
      readonly ok: true;
      readonly hits: readonly Hit[];
      /** The number of hits, up to `MOST_RANKED`. */
      readonly total: number;
      /** Whether there are more hits than `total`. */
      readonly more: boolean;
      readonly page: number;
      readonly pages: number;
      /** Speakers of the ranked hits, most hits first. */
      readonly speakers: readonly { readonly name: string; readonly hits: number }[];
    }
  | {
      readonly ok: false;
      readonly reason: Extract<ParsedQuery, { ok: false }>["reason"] | "only-common-words";
    };

export const PER_PAGE = 20;
/**
 * The most passages that are ranked. Reading and ranking one takes some 10 µs; "people" is in one passage of
 * ten, and nobody turns fifty pages. Above this limit `more` is set, and the page says so.
 */
export const MOST_RANKED = 1000;
const MOST_SPEAKERS = 40;
// Milliseconds. Real queries take less than a tenth of it; a longer one would slow down everybody else's.
const PATIENCE = 5000;
/** Milliseconds that may pass until a connection is free, and until all is read. */
const TIMES = { maxWait: 10_000, timeout: 2 * PATIENCE };

/** A hit with the totals, or, on a page without hits, the totals alone. */
type Row = Totals & { readonly [Field in keyof HitRow]: HitRow[Field] | null };

interface Totals {
  readonly total: number;
  readonly speakers: unknown;
}

interface HitRow {
  readonly document_id: number;
  readonly segment: number;
  readonly speaker: string | null;
  readonly text: string;
  readonly starts: string;
  readonly occurrences: unknown;
  readonly slug: string;
  readonly title: string;
  readonly published_at: Date | null;
  readonly has_audio: boolean;
  readonly is_checked: boolean;
  readonly show_slug: string;
  readonly show_title: string;
}

const isHit = (row: Row): row is Totals & HitRow => row.document_id !== null;

// Values that PostgreSQL aggregates as JSON; null if there are none.
const speakersSchema = z
  .array(z.object({ name: z.string(), hits: z.number() }))
  .nullish()
  .transform((list) => list ?? []);
const occurrencesSchema = z
  .array(z.object({ lexeme: z.string(), positions: z.array(z.number()).nullable() }))
  .nullish()
  .transform((list) => (list ?? []).map(({ lexeme, positions }) => ({ lexeme, positions: positions ?? [] })));

/**
 * Finds the passages of all transcripts that match a query (`parseQuery` defines its language), best first:
 * exact matches word for word, then those whose words are closest together.
 */
export const search = (db: Database, wanted: Wanted): Promise<Found> =>
  db.$transaction((tx) => searchIn(tx, wanted), TIMES);

/** The same within a transaction, whose settings it changes for good: nothing else should be slow after it. */
export async function searchIn(db: Reader, wanted: Wanted): Promise<Found> {
  const parsed = parseQuery(wanted.query, { typing: wanted.typing ?? false });
  if (!parsed.ok) return parsed;
  const stems = await stemsOf(db, parsed.terms);
  const { match, rank, together } = toTsQueries(parsed.terms, stems);
  if (match === null) return { ok: false, reason: "only-common-words" };

  const pages = Math.ceil(MOST_RANKED / PER_PAGE);
  const page = Math.min(Math.max(1, Math.trunc(wanted.page ?? 1)), pages);
  const where = await narrow(db, wanted);
  const rows = where === null ? [] : await query(db, { match, rank, together, page, where, stems });
  const [first] = rows;
  const total = Math.min(first?.total ?? 0, MOST_RANKED);
  return {
    ok: true,
    hits: rows.filter(isHit).map((row) => toHit(row, parsed.terms, stems)),
    total,
    more: (first?.total ?? 0) > MOST_RANKED,
    page,
    pages: Math.ceil(total / PER_PAGE),
    speakers: speakersSchema.parse(first?.speakers),
  };
}

interface Where {
  readonly showId: number | null;
  readonly episodeIds: readonly number[] | null;
  readonly speaker: string | null;
}

/** Converts filters to ids; null if they match nothing. */
async function narrow(db: Reader, { show, speaker, year, has }: Wanted): Promise<Where | null> {
  if (show !== undefined && !SHOW_SLUG.test(show)) return null;
  const row =
    show === undefined ? null : await db.show.findUnique({ where: { slug: show }, select: { id: true } });
  if (show !== undefined && row === null) return null;
  const showId = row?.id ?? null;
  if (speaker === undefined && year === undefined && has === undefined)
    return { showId, episodeIds: null, speaker: null };
  // PostgreSQL has no NUL, and no date for a year outside of these.
  if (speaker?.includes("\0") || (year !== undefined && !(year >= 1900 && year <= 2999))) return null;
  const episodes = await db.episode.findMany({
    where: {
      ...(showId === null ? {} : { showId }),
      ...(year === undefined
        ? {}
        : { publishedAt: { gte: new Date(Date.UTC(year, 0)), lt: new Date(Date.UTC(year + 1, 0)) } }),
      ...(has === undefined ? {} : EPISODES_WITH[has]),
      ...(speaker === undefined ? {} : { appearances: { some: { person: { name: speaker } } } }),
    },
    select: { id: true },
  });
  if (episodes.length === 0) return null;
  return { showId, episodeIds: episodes.map(({ id }) => id), speaker: speaker ?? null };
}

interface Asked {
  readonly match: string;
  readonly rank: string;
  readonly together: string;
  readonly page: number;
  readonly where: Where;
  readonly stems: Stems;
}

/** One query for everything that a page shows. Without hits it still returns one row, with the totals. */
async function query(db: Reader, { match, rank, together, page, where, stems }: Asked): Promise<Row[]> {
  const lexemes = [...stems].flatMap(([, stem]) => (stem === null ? [] : [stem]));
  // Scans by index, in table order. Parallel sequential scans start at different places, so each page of a
  // frequent word would come from different candidates.
  await db.$queryRaw`
    SELECT set_config('enable_seqscan', 'off', true),
           set_config('statement_timeout', ${String(PATIENCE)}, true)`;
  return db.$queryRaw<Row[]>`
    WITH candidate AS MATERIALIZED (
      SELECT document_id, segment_id, part, episode_id, speaker, vector FROM passages
      WHERE vector @@ ${match}::tsquery
        AND (${where.showId}::int IS NULL OR show_id = ${where.showId}::int)
        AND (${where.episodeIds}::int[] IS NULL OR episode_id = ANY(${where.episodeIds}::int[]))
        AND (${where.speaker}::text IS NULL OR speaker = ${where.speaker}::text)
      LIMIT ${MOST_RANKED + 1}::int
    ), best AS (
      SELECT *, row_number() OVER (
        ORDER BY vector @@ ${together}::tsquery DESC, ts_rank_cd(vector, ${rank}::tsquery, 1) DESC,
                 episode_id DESC, segment_id, part
      ) AS place
      FROM candidate
      ORDER BY place LIMIT ${PER_PAGE}::int OFFSET ${(page - 1) * PER_PAGE}::int
    ), total AS (
      SELECT count(*)::int AS total FROM candidate
    ), said AS (
      SELECT json_agg(s) AS speakers FROM (
        SELECT speaker AS name, count(*)::int AS hits FROM candidate WHERE speaker IS NOT NULL
        GROUP BY speaker ORDER BY hits DESC, speaker LIMIT ${MOST_SPEAKERS}::int
      ) AS s
    )
    SELECT t.total, a.speakers, b.document_id, b.segment_id AS segment, b.speaker, p.text, p.starts, e.slug, e.title,
           e.published_at, e.audio_url IS NOT NULL AS has_audio, d.checked_at IS NOT NULL AS is_checked,
           s.slug AS show_slug, s.title AS show_title,
           (SELECT json_agg(json_build_object('lexeme', w.lexeme, 'positions', w.positions))
            FROM unnest(b.vector) AS w WHERE w.lexeme = ANY(${lexemes}::text[])) AS occurrences
    FROM total AS t
    CROSS JOIN said AS a
    LEFT JOIN best AS b ON true
    LEFT JOIN passages AS p USING (document_id, segment_id, part)
    LEFT JOIN episodes AS e ON e.id = b.episode_id
    LEFT JOIN documents AS d ON d.id = b.document_id
    LEFT JOIN shows AS s ON s.id = e.show_id
    ORDER BY b.place`;
}

function toHit(row: HitRow, terms: readonly Term[], stems: Stems): Hit {
  const tokens = tokenise(row.text);
  const marks = findMarks(tokens, terms, stems, occurrencesSchema.parse(row.occurrences));
  const { first, parts, opens, closes } = excerpt(row.text, tokens, marks);
  return {
    show: { slug: row.show_slug, title: row.show_title },
    episode: {
      ...{ slug: row.slug, title: row.title, publishedAt: row.published_at },
      ...{ hasAudio: row.has_audio, isChecked: row.is_checked },
    },
    speaker: row.speaker,
    segment: row.segment,
    seconds: startsOf(row.starts)[first] ?? 0,
    excerpt: { parts, opens, closes },
  };
}

import type { Database } from "@/server/db";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { listDue } from "@/server/text/alignment/plan-alignments";

/** How much of a show has word times that were measured from its audio. */
export interface AlignmentState {
  readonly transcripts: number;
  readonly measured: number;
  /** Of the measured ones' words, the share whose time is sure, from 0 to 1; null if none is measured. */
  readonly sure: number | null;
  /** What those who review at the show see besides; null for anybody else. */
  readonly work: AlignmentWork | null;
}

export interface AlignmentWork {
  /** Episodes that wait, and the seconds of sound that they have, as far as is known. */
  readonly waiting: number;
  readonly waitingSeconds: number;
  readonly running: readonly { readonly slug: string; readonly title: string; readonly percent: number }[];
  /** Episodes without measured times, or whose words are largely not heard. */
  readonly problems: readonly AlignmentProblemLine[];
}

export interface AlignmentProblemLine {
  readonly slug: string;
  readonly title: string;
  /** A key of `alignmentTexts.problem`, or null. */
  readonly problem: string | null;
  readonly detail: string | null;
  readonly verdict: "aligned" | "wrong-audio" | "other-language" | "silent" | null;
  /** The share of the words that is not heard, from 0 to 1. */
  readonly unheard: number;
  readonly againAt: Date | null;
}

interface Asking {
  /** The show's slug. */
  readonly show: string;
  /** Who asks; null if nobody is signed in. */
  readonly personId: string | null;
}

// Words that nobody says, and words under music, are some in a hundred.
const MANY_UNHEARD = 0.15;
const MOST_LINES = 50;

/** Reads how far the measuring of a show's word times has come, and for its reviewers what stands in the way. */
export async function readAlignmentState(db: Database, { show, personId }: Asking): Promise<AlignmentState> {
  const [row] = await db.$queryRaw<{ transcripts: number; measured: number; sure: number | null }[]>`
    SELECT count(*)::int AS transcripts,
           count(*) FILTER (WHERE w.source = 'audio')::int AS measured,
           (sum(a.sure) FILTER (WHERE w.source = 'audio'))::float8
             / nullif(sum(a.words) FILTER (WHERE w.source = 'audio'), 0) AS sure
    FROM documents AS d
    JOIN episodes AS e ON e.id = d.episode_id
    JOIN shows AS s ON s.id = e.show_id
    LEFT JOIN word_times AS w ON w.document_id = d.id AND w.number = d.head
    LEFT JOIN alignments AS a ON a.document_id = d.id
    WHERE s.slug = ${show} AND d.kind = 'transcript' AND d.head > 0`;
  const { transcripts = 0, measured = 0, sure = null } = row ?? {};
  const found = personId === null ? null : await db.show.findUnique({ where: { slug: show } });
  const mayLook = found !== null && mayReview(await standingAt(db, { personId, showId: found.id }));
  return { transcripts, measured, sure, work: mayLook ? await readWork(db, show) : null };
}

async function readWork(db: Database, show: string): Promise<AlignmentWork> {
  const due = await listDue(db, { show });
  const running = await db.$queryRaw<{ slug: string; title: string; percent: number }[]>`
    SELECT e.slug, e.title, floor(100 * a.done)::int AS percent
    FROM alignments AS a
    JOIN documents AS d ON d.id = a.document_id
    JOIN episodes AS e ON e.id = d.episode_id
    JOIN shows AS s ON s.id = e.show_id
    WHERE s.slug = ${show} AND a.busy_until > now()
    ORDER BY e.sort_key LIMIT ${MOST_LINES}::int`;
  const problems = await db.$queryRaw<AlignmentProblemLine[]>`
    SELECT e.slug, e.title, a.problem, a.detail, a.verdict, a.again_at AS "againAt",
           CASE WHEN a.words > 0 THEN 1 - a.heard::float8 / a.words ELSE 0 END AS unheard
    FROM alignments AS a
    JOIN documents AS d ON d.id = a.document_id
    JOIN episodes AS e ON e.id = d.episode_id
    JOIN shows AS s ON s.id = e.show_id
    WHERE s.slug = ${show}
      AND (a.problem IS NOT NULL OR a.verdict <> 'aligned' OR a.heard < a.words * (1 - ${MANY_UNHEARD}::float8))
    ORDER BY a.tried_at DESC LIMIT ${MOST_LINES}::int`;
  return {
    waiting: due.length,
    waitingSeconds: due.reduce((sum, { duration }) => sum + (duration ?? 0), 0),
    running,
    problems,
  };
}

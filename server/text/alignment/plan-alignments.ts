import { availableParallelism } from "node:os";
import { z } from "zod";
import type { Database } from "@/server/db";
import { defineJob } from "@/server/jobs/define-job";
import { sendJob } from "@/server/jobs/send-job";
import { ALIGNER } from "./aligner";

/** Each takes a processor, after everything else. */
export const CORES = Math.max(1, availableParallelism());

/** Measures the word times of one transcript from its audio. */
export const alignJob = defineJob({
  name: "align",
  data: z.object({ documentId: z.int() }),
  atOnce: CORES,
  longest: 6 * 60 * 60,
});

interface Planning {
  /** How many may wait or run. */
  readonly most: number;
  /** Whether there is a program that knows other languages than English. */
  readonly anyLanguage?: boolean;
}

/** Transcripts that are to be measured, in the order in which they are. */
export interface Due {
  readonly documentId: number;
  readonly path: string;
  readonly show: string;
  readonly slug: string;
  readonly title: string;
  /** The audio's length in seconds, if known. */
  readonly duration: number | null;
}

interface Wanted {
  /** One show's alone, or one episode's. */
  readonly show?: string | undefined;
  readonly slug?: string | undefined;
  /** Also those that were measured already, and those whose next try is later. */
  readonly all?: boolean;
  readonly most?: number;
  readonly anyLanguage?: boolean;
}

// Text that changed is aligned at once from what is kept of the sound. Where nothing is, its audio is fetched no more than
// once in so many minutes.
const SETTLED_MINUTES = 60;
const MOST = 100_000;

/**
 * Lists the transcripts whose word times are to be measured: alternately the newest and the most listened to of the last 90
 * days. Left out are those that are being measured, those whose times are from a file, those in a language that the aligner
 * does not know, and those whose host asks to be left alone.
 */
export async function listDue(
  db: Database,
  { show, slug, all = false, most = MOST, anyLanguage = false }: Wanted = {},
): Promise<Due[]> {
  return db.$queryRaw<Due[]>`
    WITH due AS (
      SELECT d.id, d.path, s.slug AS show, e.slug, e.title, e.duration_seconds AS duration,
             row_number() OVER (ORDER BY e.published_at DESC NULLS LAST, e.id DESC) AS newest,
             row_number() OVER (ORDER BY coalesce(p.plays, 0) DESC, e.published_at DESC NULLS LAST, e.id DESC) AS heard
      FROM documents AS d
      JOIN episodes AS e ON e.id = d.episode_id
      JOIN shows AS s ON s.id = e.show_id
      LEFT JOIN alignments AS a ON a.document_id = d.id
      LEFT JOIN word_times AS w ON w.document_id = d.id AND w.number = d.head
      LEFT JOIN audio_hosts AS h ON h.host = lower(substring(e.audio_url FROM '^https?://([^/?#]+)'))
      LEFT JOIN LATERAL (
        SELECT sum(plays) AS plays FROM plays WHERE episode_id = e.id AND day > current_date - 90) AS p ON true
      WHERE d.kind = 'transcript' AND d.head > 0 AND d.words > 0 AND e.audio_url IS NOT NULL
        AND (${show ?? null}::text IS NULL OR s.slug = ${show ?? null})
        AND (${slug ?? null}::text IS NULL OR e.slug = ${slug ?? null})
        AND w.source IS DISTINCT FROM 'file'
        AND (a.busy_until IS NULL OR a.busy_until < now())
        AND (${all}::boolean OR (
          (${anyLanguage}::boolean OR s.language ~* '^en\\M')
          AND (h.not_before IS NULL OR h.not_before < now())
          AND (a.document_id IS NULL OR a.revision = 0
            OR a.audio_url <> e.audio_url OR a.audio_bytes IS DISTINCT FROM e.audio_bytes OR a.model <> ${ALIGNER}
            OR (a.revision < d.head AND a.tried_at < now() - ${SETTLED_MINUTES}::int * interval '1 minute')
            OR (a.problem IS NOT NULL AND a.again_at <= now())))))
    SELECT id AS "documentId", path, show, slug, title, duration FROM due
    ORDER BY least(newest, heard), newest LIMIT ${most}::int`;
}

/** Whether a transcript that was never measured has this audio: then it will be fetched for that. */
export async function isAudioDue(db: Database, audioUrl: string, anyLanguage = false): Promise<boolean> {
  const [row] = await db.$queryRaw<{ due: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM episodes AS e
      JOIN shows AS s ON s.id = e.show_id
      JOIN documents AS d ON d.episode_id = e.id AND d.kind = 'transcript' AND d.head > 0 AND d.words > 0
      LEFT JOIN alignments AS a ON a.document_id = d.id
      LEFT JOIN word_times AS w ON w.document_id = d.id AND w.number = d.head
      WHERE e.audio_url = ${audioUrl} AND (${anyLanguage}::boolean OR s.language ~* '^en\\M')
        AND w.source IS DISTINCT FROM 'file'
        AND (a.document_id IS NULL OR a.revision = 0 OR a.audio_url <> e.audio_url)) AS due`;
  return row?.due ?? false;
}

/**
 * Sends the jobs of those that come next, as many as may wait: so an episode that somebody listens to today does not wait
 * behind thousands that were sent yesterday.
 *
 * @returns how many were sent
 */
export async function planAlignments(db: Database, { most, anyLanguage = false }: Planning): Promise<number> {
  return db.$transaction(async (tx) => {
    // One plan at a time: two would send the same.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('plan-alignments'))`;
    const waiting = await tx.$queryRaw<{ id: number }[]>`
      SELECT (data ->> 'documentId')::int AS id FROM jobs.job
      WHERE name = ${alignJob.name} AND state IN ('created', 'retry', 'active')`;
    const room = most - waiting.length;
    if (room <= 0) return 0;
    const there = new Set(waiting.map(({ id }) => id));
    const due = await listDue(tx as Database, { most: most + waiting.length, anyLanguage });
    const next = due.filter(({ documentId }) => !there.has(documentId)).slice(0, room);
    for (const { documentId } of next)
      await sendJob(tx, alignJob, { documentId }, { key: String(documentId) });
    return next.length;
  });
}

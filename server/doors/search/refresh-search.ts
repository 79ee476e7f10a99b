import type { Database, Reader } from "@/server/db";
import { unpackStarts } from "@/server/text/documents/pack-starts";
import { parseDocument } from "@/server/text/documents/parse-document";
import { PASSAGES_VERSION } from "./passages-of";
import { replacePassages } from "./replace-passages";

// Documents per batch. They stay locked for about a third of a second, during which accepting a change to one
// waits.
const BATCH = 8;
const TIMEOUT = 10 * 60 * 1000;

interface Head {
  readonly id: number;
  readonly episode_id: number;
  readonly path: string;
  readonly head: number;
  readonly text: string;
  readonly deltas: Uint8Array | null;
}

interface Options {
  /** Ends it between two batches. */
  readonly signal?: AbortSignal;
  /** Is told how many transcripts each batch made findable. */
  readonly tell?: (refreshed: number) => Promise<void>;
}

/**
 * Updates the passages of transcripts that differ from their head, their audio's length or this version of
 * the program. If all are current, this costs one query. Documents that another process has locked are left
 * out; `countStale` counts them. A run that is killed or aborted between batches continues next time.
 *
 * @returns how many transcripts were updated
 */
export async function refreshSearch(db: Database, { signal, tell }: Options = {}): Promise<number> {
  let refreshed = 0;
  for (;;) {
    if (signal?.aborted) return refreshed;
    const done = await db.$transaction(
      async (tx) => {
        // The same lock as for appending a revision, so that passages never belong to an older revision.
        const heads = await tx.$queryRaw<Head[]>`
          SELECT d.id, d.episode_id, d.path, d.head, r.text, w.deltas
          FROM documents AS d
          JOIN episodes AS e ON e.id = d.episode_id
          JOIN revisions AS r ON r.document_id = d.id AND r.number = d.head
          LEFT JOIN word_times AS w ON w.document_id = d.id AND w.number = d.head
          LEFT JOIN searched AS s ON s.document_id = d.id
          WHERE d.kind = 'transcript'
            AND (s.revision, s.duration, s.version)
              IS DISTINCT FROM (d.head, e.duration_seconds, ${PASSAGES_VERSION}::int)
          ORDER BY d.id LIMIT ${BATCH}::int
          FOR UPDATE OF d SKIP LOCKED`;
        await replacePassages(
          tx,
          heads.map(({ id, episode_id, path, head, text, deltas }) => ({
            documentId: id,
            episodeId: episode_id,
            revision: head,
            transcript: parseDocument({ path, text }),
            alignment: deltas && unpackStarts(deltas),
          })),
        );
        return heads.length;
      },
      { timeout: TIMEOUT, maxWait: TIMEOUT },
    );
    refreshed += done;
    if (done > 0) await tell?.(done);
    if (done < BATCH) return refreshed;
  }
}

/** Counts the transcripts whose passages do not fit, whoever has locked them. */
export async function countStale(db: Database | Reader): Promise<number> {
  const [row] = await db.$queryRaw<{ stale: number }[]>`
    SELECT count(*)::int AS stale
    FROM documents AS d
    JOIN episodes AS e ON e.id = d.episode_id
    LEFT JOIN searched AS s ON s.document_id = d.id
    WHERE d.kind = 'transcript' AND d.head > 0
      AND (s.revision, s.duration, s.version)
        IS DISTINCT FROM (d.head, e.duration_seconds, ${PASSAGES_VERSION}::int)`;
  return row?.stale ?? 0;
}

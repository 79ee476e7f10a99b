import type { Database } from "@/server/db";
import { unpackStarts } from "@/server/text/documents/pack-starts";
import { parseDocument } from "@/server/text/documents/parse-document";
import { PASSAGES_VERSION } from "./passages-of";
import { replacePassages } from "./replace-passages";

// A batch holds its documents, and whoever accepts a change to one of them waits: about a third of a second.
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

/**
 * Derives anew what search finds of the transcripts whose passages are not those of their head, of their audio's
 * length or of this version of the program: of none where all is as it should be, which one query tells; of all
 * in a database from before there was search. Documents that someone else holds are left for the next time. Cut
 * short, or ended between two batches by its signal, and run again it goes on where it was.
 *
 * @returns how many transcripts were made findable
 */
export async function refreshSearch(db: Database, signal?: AbortSignal): Promise<number> {
  let refreshed = 0;
  for (;;) {
    if (signal?.aborted) return refreshed;
    const done = await db.$transaction(
      async (tx) => {
        // Held as by whoever appends a revision, so that the passages are never those of an older one; what
        // another process holds is its to do.
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
    if (done < BATCH) return refreshed;
  }
}

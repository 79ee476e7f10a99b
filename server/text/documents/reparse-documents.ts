import type { Database, Transaction } from "@/server/db";
import { reanchorClaims } from "@/server/text/quotes/reanchor-claims";
import { midLabels, PARSER_VERSION, sharedEnds, type Transcript } from "@/transcript";
import { isNotes } from "./is-notes";
import { measure } from "./measure";
import { parseDocument } from "./parse-document";
import { replaceAppearances } from "./replace-appearances";
import { replaceSegments } from "./replace-segments";

// They stay locked while a batch is parsed: a third of a second.
const BATCH = 50;
const TIMEOUT = 10 * 60 * 1000;

interface Head {
  readonly id: number;
  readonly episode_id: number;
  readonly path: string;
  readonly head: number;
  readonly parser: number;
  readonly text: string;
}

interface Options {
  /** Ends it between two batches. */
  readonly signal?: AbortSignal;
  /** Is told how many documents each batch did. */
  readonly tell?: (done: number) => Promise<void>;
}

/**
 * Makes anew what an older version of the parser derived from documents: segments, which keep their ids if they can be
 * recognised, counts, speakers, anchors of claims. The texts stay. If all are current, this costs one query. A run that is
 * ended between batches continues next time.
 *
 * @returns how many documents were done
 */
export async function reparseDocuments(db: Database, { signal, tell }: Options = {}): Promise<number> {
  for (let total = 0; ; ) {
    if (signal?.aborted) return total;
    const done = await db.$transaction(reparseBatch, { timeout: TIMEOUT, maxWait: TIMEOUT });
    if (done === 0) return total;
    total += done;
    await tell?.(done);
  }
}

async function reparseBatch(tx: Transaction): Promise<number> {
  const heads = await tx.$queryRaw<Head[]>`
    SELECT d.id, d.episode_id, d.path, d.head, d.parser, r.text
    FROM documents AS d JOIN revisions AS r ON r.document_id = d.id AND r.number = d.head
    WHERE d.parser < ${PARSER_VERSION} ORDER BY d.id LIMIT ${BATCH}::int FOR UPDATE OF d`;
  const read = heads.map(({ id, episode_id, path, head, parser, text }) => {
    const before = parseDocument({ path, text, parser });
    const after = parseDocument({ path, text });
    return {
      ...{ documentId: id, episodeId: episode_id, path, number: head, before, after },
      measure: measure(after),
    };
  });
  const changed = read.filter(({ before, after }) => !isSame(before, after));
  await replaceSegments(tx, changed);
  const transcripts = changed.filter(({ path }) => !isNotes(path));
  await reanchorClaims(
    tx,
    transcripts.map(({ documentId, before, after, number }) => ({
      documentId,
      before,
      after,
      revision: number,
    })),
  );
  await replaceAppearances(
    tx,
    transcripts.map(({ episodeId, measure: { speakers }, before }) => ({
      ...{ episodeId, speakers },
      before: measure(before).speakers,
    })),
  );
  // Their passages are made anew: the schedule of the search finds what is missing.
  await tx.searched.deleteMany({
    where: { documentId: { in: changed.map(({ documentId }) => documentId) } },
  });
  await tx.$executeRaw`
    UPDATE documents AS d SET parser = ${PARSER_VERSION}, words = n.words, gaps = n.gaps, doubts = n.doubts
    FROM unnest(${read.map(({ documentId }) => documentId)}::int[], ${read.map((n) => n.measure.words)}::int[],
                ${read.map((n) => n.measure.gaps)}::int[], ${read.map((n) => midLabels(n.after).length)}::int[])
      AS n (id, words, gaps, doubts)
    WHERE d.id = n.id`;
  return read.length;
}

function isSame(before: Transcript, after: Transcript): boolean {
  const { segments } = before;
  return segments.length === after.segments.length && sharedEnds(before, after).first === segments.length;
}

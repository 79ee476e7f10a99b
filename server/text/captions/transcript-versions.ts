import { createHash } from "node:crypto";
import type { Reader } from "@/server/db";
import { timesKey } from "@/server/text/episodes/word-starts-url";
import type { About } from "./export-transcript";

// Raise it when a writer of a format changes what it writes, so that nobody keeps what an older one wrote.
const WRITERS_VERSION = 4;

/** A revision of a document, with what its formats say besides its text. */
export interface Versioned {
  readonly documentId: number;
  readonly revision: number;
  readonly about: About;
  /** The audio's length in seconds, if known. */
  readonly duration: number | null;
}

/**
 * Names the versions of transcripts: `12-0a1b2c3d4e`, the revision and a hash of all that its formats depend on besides
 * the text: measured times, the audio's length, what the files say of the transcript, words that were removed for good. So what an address with
 * this name answers never changes, and one with today's name is always new.
 *
 * @returns the name of each, in their order
 */
export async function transcriptVersions(db: Reader, wanted: readonly Versioned[]): Promise<string[]> {
  if (wanted.length === 0) return [];
  // The whole row as text: whatever is ever stored of times counts.
  const rows = await db.$queryRaw<{ id: number; number: number; redactions: number; times: string | null }[]>`
    SELECT d.id, n.number, d.redactions,
           (SELECT md5(string_agg(t::text, E'\n' ORDER BY t::text)) FROM word_times AS t
            WHERE t.document_id = n.id AND t.number = n.number) AS times
    FROM unnest(${wanted.map(({ documentId }) => documentId)}::int[],
                ${wanted.map(({ revision }) => revision)}::int[]) AS n (id, number)
    JOIN documents AS d ON d.id = n.id`;
  const found = new Map(rows.map((row) => [`${row.id}/${row.number}`, row] as const));
  return wanted.map(({ documentId, revision, about, duration }) => {
    const { redactions = 0, times = null } = found.get(`${documentId}/${revision}`) ?? {};
    const all = [WRITERS_VERSION, timesKey(duration, 0), times, redactions, Object.entries(about).toSorted()];
    return `${revision}-${createHash("sha256").update(JSON.stringify(all)).digest("hex").slice(0, 10)}`;
  });
}

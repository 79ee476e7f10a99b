import type { Reader } from "@/server/db";
import { unpackCaptions } from "@/server/text/documents/pack-starts";
import { readSource, type Source } from "@/server/text/documents/read-source";
import { carryCaptions, type KeptCaption } from "@/transcript";

/**
 * The captions of the file that a transcript was made of, as far as a revision still has them: nobody has edited their
 * words since. None where it was made of no captions.
 */
export async function findKeptCaptions(db: Reader, source: Source): Promise<readonly KeptCaption[]> {
  if (source.known?.source !== "file") return [];
  const { documentId, number, path } = source;
  const [row] = await db.$queryRaw<{ number: number; captions: Uint8Array }[]>`
    SELECT number, captions FROM word_times
    WHERE document_id = ${documentId} AND number <= ${number} AND captions IS NOT NULL
    ORDER BY number DESC LIMIT 1`;
  if (!row) return [];
  const made =
    row.number === number ? source : await readSource(db, { documentId, number: row.number, path });
  return made ? carryCaptions(made.transcript, source.transcript, unpackCaptions(row.captions)) : [];
}

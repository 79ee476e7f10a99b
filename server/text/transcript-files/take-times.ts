import type { Transaction } from "@/server/db";
import { carryKnown } from "@/server/text/documents/carry-known";
import { packConfidences, packEnds, packStarts, toMilliseconds } from "@/server/text/documents/pack-starts";
import { readSource } from "@/server/text/documents/read-source";
import { carryAlignment, parse, type TimesInFile, timeline } from "@/transcript";

interface Taking {
  readonly documentId: number;
  readonly path: string;
  /** The file's text, in our format, and its times, one for each of its spoken words. */
  readonly text: string;
  readonly times: TimesInFile;
  /** The audio's length in seconds, if known. */
  readonly duration: number | null;
}

/**
 * Takes a file's times over to a document's newest revision, without touching a word: each word that the file has too gets
 * its time, and what was added here lies between. Times that were measured from the sound stay.
 *
 * @returns whether they were taken
 */
export async function takeTimes(
  tx: Transaction,
  { documentId, path, text, times, duration }: Taking,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ head: number }[]>`
    SELECT head FROM documents WHERE id = ${documentId} FOR UPDATE`;
  const head = row && (await readSource(tx, { documentId, number: row.head, path }));
  if (!head || head.known?.source === "audio") return false;
  const file = parse(text);
  const alignment = carryAlignment(file, head.transcript, times.starts);
  const starts = Float64Array.from(timeline(head.transcript, { alignment, duration }).starts, toMilliseconds);
  const { ends, confidences } = times;
  const known = carryKnown({ source: "file", audio: null, ends, confidences }, file, head.transcript);
  const data = {
    ...{ source: "file" as const, deltas: packStarts(starts), audio: null, captions: null },
    ends: known.ends && packEnds(known.ends, starts),
    confidences: known.confidences && packConfidences(known.confidences),
  };
  await tx.wordTimes.upsert({
    where: { documentId_number: { documentId, number: head.number } },
    create: { documentId, number: head.number, ...data },
    update: data,
  });
  // Whatever was derived of the earlier times has another key from now on, or is made again.
  await tx.$executeRaw`UPDATE documents SET times = times + 1 WHERE id = ${documentId}`;
  await tx.$executeRaw`DELETE FROM searched WHERE document_id = ${documentId}`;
  return true;
}

import { CONFIDENT } from "@/align";
import type { Transaction } from "@/server/db";
import { carryKnown } from "@/server/text/documents/carry-known";
import { carryStarts } from "@/server/text/documents/carry-starts";
import { packConfidences, packEnds, packStarts, unpackStarts } from "@/server/text/documents/pack-starts";
import { type KnownTimes, readSource, type Source } from "@/server/text/documents/read-source";
import { timeline } from "@/transcript";

/** The measured times of a revision's words. */
export interface MeasuredTimes {
  readonly source: Source;
  /** SHA-256 of the audio. */
  readonly audio: Uint8Array<ArrayBuffer>;
  /** Seconds; null for a word that is not heard. */
  readonly starts: readonly (number | null)[];
  /** From 0 to 1. */
  readonly confidences: readonly number[];
  /** The audio's length in seconds. */
  readonly duration: number;
}

/**
 * Keeps the measured times of a revision. Words that were not heard are put between their neighbours. If the text was
 * edited meanwhile, the words that stayed have their times in its newest revision too, and the others have no confidence.
 *
 * @returns the newest revision, and whether it has words that nobody has looked for
 */
export async function storeAlignment(
  tx: Transaction,
  { source, audio, starts, confidences, duration }: MeasuredTimes,
): Promise<{ readonly head: number; readonly isWhole: boolean }> {
  const { documentId, number, path, transcript } = source;
  const [row] = await tx.$queryRaw<{ head: number }[]>`
    SELECT head FROM documents WHERE id = ${documentId} FOR UPDATE`;
  const head = row?.head ?? number;
  const all = unpackStarts(packStarts(timeline(transcript, { alignment: starts, duration }).starts));
  const known: KnownTimes = { source: "audio", audio, ends: null, confidences: confidences.map(kept) };
  await write(tx, { documentId, number, starts: all, known });
  let isWhole = true;
  // Each revision in between may be read too; the newest is the one that is.
  const today = head > number ? await readSource(tx, { documentId, number: head, path }) : null;
  if (today) {
    const after = today.transcript;
    const carried = carryKnown(known, transcript, after);
    const moved = carryStarts({ before: transcript, after, starts: all, duration });
    await write(tx, { documentId, number: head, starts: moved, known: carried });
    isWhole = carried.confidences?.every((value) => value !== null) ?? true;
  }
  // Whatever was derived of the earlier times has another key from now on, or is made again.
  await tx.$executeRaw`UPDATE documents SET times = times + 1 WHERE id = ${documentId}`;
  await tx.$executeRaw`DELETE FROM searched WHERE document_id = ${documentId}`;
  return { head, isWhole };
}

/** As hundredths can say it, on its side of the bound from which a time counts as sure. */
const kept = (confidence: number) => {
  const hundredths = Math.round(confidence * 100) / 100;
  const least = Math.ceil(CONFIDENT * 100) / 100;
  return confidence >= CONFIDENT ? Math.max(least, hundredths) : Math.min(least - 0.01, hundredths);
};

interface Writing {
  readonly documentId: number;
  readonly number: number;
  readonly starts: Float64Array;
  readonly known: KnownTimes;
}

async function write(tx: Transaction, { documentId, number, starts, known }: Writing): Promise<void> {
  const data = {
    source: "audio" as const,
    audio: known.audio,
    deltas: packStarts(starts),
    ends: known.ends && packEnds(known.ends, starts),
    confidences: known.confidences && packConfidences(known.confidences),
  };
  await tx.wordTimes.upsert({
    where: { documentId_number: { documentId, number } },
    create: { documentId, number, ...data },
    update: data,
  });
}

import { parse, sourceOffsets, timeline, words } from "@/transcript";

interface Wanted {
  readonly newsletter: boolean;
  /** In seconds, where known. */
  readonly duration: number | null;
}

/** The second of the word at an offset of a text, by the times in that text. */
export function secondAt(text: string, offset: number, { newsletter, duration }: Wanted): number {
  const transcript = parse(text, { newsletter });
  const time = timeline(transcript, { duration });
  const places = sourceOffsets(transcript);
  const index = Math.max(
    0,
    places.findLastIndex(({ label }) => label <= offset),
  );
  const place = places[index];
  if (!place) return 0;
  const said = words(transcript.segments[index]?.body ?? "");
  const word = said.findLastIndex(({ start }) => start <= offset - place.start);
  const first = time.firstWord[index] ?? 0;
  return time.starts[first + Math.max(0, word)] ?? time.segmentStarts[index] ?? time.end;
}

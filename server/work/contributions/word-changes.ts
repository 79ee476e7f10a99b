import { spanAround, type WordChange, type Wording } from "@/align";
import type { Source } from "@/server/text/documents/read-source";
import { carryByWord, marks, words } from "@/transcript";

/** Paragraphs [start, end) of a revision, and the words that would stand in their place. */
export interface ReplacedParagraphs {
  readonly start: number;
  readonly end: number;
  readonly put: readonly string[];
}

// Neighbours with so many words on each side are enough to find one whose time is sure, and some seconds beside it.
const ENOUGH_WORDS = 60;

/**
 * The places of the sound that a change of paragraphs is about: each run of words that differ, with its neighbours; null for
 * one that cannot be placed. None where no word changes.
 *
 * @param duration the audio's length in seconds, where known
 */
export function wordChanges(
  source: Source,
  { start, end, put }: ReplacedParagraphs,
  duration: number | null,
): (Wording | null)[] {
  const confidences = source.known?.source === "audio" ? source.known.confidences : null;
  if (!confidences) return [];
  const { segments } = source.transcript;
  const { firstWord, starts } = source.time(duration);
  const from = Math.max(0, Math.min(start, segments.length));
  const to = Math.max(from, Math.min(end, segments.length));
  const at = (segment: number) => firstWord[segment] ?? starts.length;
  let [low, high] = [from, to];
  while (low > 0 && at(from) - at(low) < ENOUGH_WORDS) low--;
  while (high < segments.length && at(high) - at(to) < ENOUGH_WORDS) high++;
  const texts = segments.slice(low, high).flatMap(({ body }) => words(body).map(({ text }) => text));
  const offset = at(low);
  const known = {
    words: texts,
    starts: starts.slice(offset, offset + texts.length),
    confidences: confidences.slice(offset, offset + texts.length),
  };
  const first = at(from) - offset;
  const gaps = segments.slice(from, to).flatMap(({ body }, i) => {
    const spoken = words(body);
    return marks(body)
      .filter(({ type }) => type === "gap")
      .map((gap) => at(from + i) - offset + spoken.filter((word) => word.start < gap.start).length);
  });
  return changesOf(texts.slice(first, at(to) - offset), put).map((change) => {
    const moved = { ...change, first: change.first + first, last: change.last + first };
    const isGap = gaps.some((gap) => moved.first <= gap && gap <= moved.last);
    return spanAround(known, { ...moved, isGap });
  });
}

/** The runs of words by which two texts differ. Case is not heard. */
function changesOf(before: readonly string[], after: readonly string[]): Omit<WordChange, "isGap">[] {
  const plain = (all: readonly string[]) => all.map((word) => word.toLowerCase());
  const places = carryByWord(
    plain(before),
    plain(after),
    before.map((_, i) => i),
  );
  const changes: Omit<WordChange, "isGap">[] = [];
  let [at, put]: [number, string[]] = [0, []];
  for (const [i, place] of [...places, before.length].entries()) {
    if (place === null) {
      put.push(after[i] ?? "");
      continue;
    }
    if (put.length > 0 || place > at) changes.push({ first: at, last: place, put });
    [at, put] = [place + 1, []];
  }
  return changes;
}

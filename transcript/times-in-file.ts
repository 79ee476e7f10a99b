import type { FileCue } from "./file-cues";
import type { Written } from "./from-cues";
import { parse } from "./markdown";
import { longestChain } from "./myers";
import { SYLLABLE, syllables } from "./speech";
import { timeline } from "./timeline";
import { words } from "./words";

/** When each spoken word of a text is said, as a file says it. Times are seconds. */
export interface TimesInFile {
  /** Never run backwards. */
  readonly starts: Float64Array;
  /** Null where the file does not say. */
  readonly ends: readonly (number | null)[];
  readonly confidences: readonly (number | null)[];
}

/**
 * The times of a file for the words of the text that was made of it. A cue's first word begins with the cue, a word
 * with a time of its own at that time; the others share their cue's time in proportion to their syllables, and none
 * is said in the silence behind the cue. Where a file's times run backwards, the longest chain of those that do not
 * counts.
 *
 * @returns null if the file has no times
 */
export function timesInFile(cues: readonly FileCue[], written: Written): TimesInFile | null {
  const transcript = parse(written.text);
  const spoken = transcript.segments.flatMap(({ body }) => words(body).map(({ text }) => text));
  const said = written.words;
  if (spoken.length !== said.length) return null;
  const candidates: { word: number; seconds: number }[] = [];
  let group: FileCue | undefined;
  said.forEach(({ cue, start }, word) => {
    const own = cues[cue];
    // Two voices of one cue share its time.
    const opens =
      own !== undefined &&
      !(own.line === group?.line && own.start === group?.start && own.end === group?.end);
    group = own;
    const seconds = start ?? (opens ? own.start : null);
    if (seconds !== null) candidates.push({ word, seconds });
  });
  if (candidates.length === 0) return null;
  const pins = longestChain(candidates.map(({ seconds }) => Math.round(seconds * 1000))).flatMap(
    (i) => candidates[i] ?? [],
  );
  const alignment: (number | null)[] = new Array(said.length).fill(null);
  const costs = spoken.map((text) => syllables(text) * SYLLABLE);
  pins.forEach(({ word, seconds }, i) => {
    alignment[word] = seconds;
    const next = pins[i + 1];
    const until = next?.word ?? said.length;
    if (until <= word + 1) return;
    const end = endOf(cues, said, word, until);
    if (end === null || end <= seconds) return;
    const room = Math.min(end, next?.seconds ?? end) - seconds;
    let total = 0;
    for (let k = word; k < until; k++) total += costs[k] ?? 0;
    let before = 0;
    for (let k = word + 1; k < until; k++) {
      before += costs[k - 1] ?? 0;
      alignment[k] = seconds + (room * before) / total;
    }
  });
  const { starts } = timeline(transcript, { alignment });
  return {
    starts,
    ends: said.map(({ cue, end }, word) => {
      const from = starts[word] ?? 0;
      const next = starts[word + 1] ?? Number.POSITIVE_INFINITY;
      const isLast = said[word + 1]?.cue !== cue;
      const known = end ?? (isLast ? (cues[cue]?.end ?? null) : null);
      return known !== null && known > from ? Math.min(known, Math.max(next, from)) : null;
    }),
    confidences: said.map(({ confidence }) => confidence),
  };
}

/** When the cue ends in which all these words stand; null if they stand in several, or it does not say. */
function endOf(cues: readonly FileCue[], said: Written["words"], from: number, to: number): number | null {
  const first = cues[said[from]?.cue ?? -1];
  const last = cues[said[to - 1]?.cue ?? -1];
  return first && last && first.end === last.end && first.start === last.start ? first.end : null;
}

import { linesOf, type RawCue, type RawToken } from "./file-cues";

// How much of a file has to repeat itself for its repetitions to be of the screen and not of the speech.
const HABIT = 0.5;
// People say fewer words than this twice in a row.
const LONG = 4;
// A caption that is repeated on the screen follows at once.
const AT_ONCE = 1;

/**
 * Gives each word once that a file shows more than once: captions that roll up, where a line stands again above the
 * next (YouTube's), captions that grow word by word, and captions that are repeated with another word marked each
 * time (Whisper's highlighted words). Each word keeps the time at which it first stood there, or was marked. Files
 * without that habit stay as they are: people do repeat themselves.
 */
export function joinRepeated(cues: readonly RawCue[]): readonly RawCue[] {
  const marked = joinMarked(cues);
  return isRolling(marked) ? joinRolling(marked) : marked;
}

const keyOf = (tokens: readonly RawToken[]) => tokens.map(({ text }) => text.toLowerCase()).join(" ");

/** Joins captions of the same words of which another one is marked each time. */
function joinMarked(cues: readonly RawCue[]): readonly RawCue[] {
  const keys = cues.map(({ tokens }) => keyOf(tokens));
  const found: RawCue[] = [];
  for (let i = 0; i < cues.length; ) {
    let end = i + 1;
    while (end < cues.length && keys[end] === keys[i] && keys[i] !== "" && isAtOnce(cues[end - 1], cues[end]))
      end++;
    const same = cues.slice(i, end);
    const lit = same.map(({ tokens }) => tokens.flatMap(({ isLit }, at) => (isLit ? [at] : [])));
    const [first] = same;
    const moves = new Set(lit.map((each) => each[0] ?? -1)).size > 1;
    const isPart = lit.every((each) => each.length < (first?.tokens.length ?? 0));
    if (!first || same.length === 1 || !moves || !isPart) for (const cue of same) found.push(cue);
    else {
      const times = new Map<number, RawCue>();
      lit.forEach((each, k) => {
        const [at] = each;
        const cue = same[k];
        if (at !== undefined && cue && !times.has(at)) times.set(at, cue);
      });
      found.push({
        ...first,
        end: same.at(-1)?.end ?? first.end,
        tokens: first.tokens.map((token, at) => {
          const time = times.get(at);
          return time ? { ...token, start: time.start, end: time.end } : token;
        }),
      });
    }
    i = end;
  }
  return found;
}

const isAtOnce = (before: RawCue | undefined, after: RawCue | undefined) =>
  before !== undefined &&
  after !== undefined &&
  before.start !== null &&
  after.start !== null &&
  after.start >= before.start &&
  after.start - (before.end ?? before.start) < AT_ONCE;

/**
 * Whether in most of a file's captions words of the one before stand again, in whole lines. Where
 * only a few words stand again, or short captions with nothing new, a person has repeated them and not the screen:
 * "Yeah." three times is three words.
 */
function isRolling(cues: readonly RawCue[]): boolean {
  let pairs = 0;
  let repeated = 0;
  let again = 0;
  for (let i = 1; i < cues.length; i++) {
    const [before, after] = [cues[i - 1], cues[i]];
    if (!before || !after || before.tokens.length === 0 || after.tokens.length === 0) continue;
    pairs++;
    const words = isAtOnce(before, after) ? overlap(before.tokens, after.tokens) : 0;
    if (words === 0 || (words === after.tokens.length && words < LONG)) continue;
    repeated++;
    again += words;
  }
  return pairs > 1 && repeated >= pairs * HABIT && again >= LONG;
}

/**
 * How many words at the start of a caption are the last ones of the caption before: whole lines of that one, up to its
 * end, which are whole lines of this one too or are gone on with.
 */
function overlap(before: readonly RawToken[], after: readonly RawToken[]): number {
  const lines = linesOf(before);
  // Captions have few lines; from the longest possible repetition to the shortest.
  for (let from = 0; from < Math.min(lines.length, MOST_LINES); from++) {
    const repeated = lines.slice(from).flat();
    if (repeated.length > after.length) continue;
    if (!repeated.every(({ text }, i) => text.toLowerCase() === after[i]?.text.toLowerCase())) continue;
    return repeated.length;
  }
  return 0;
}
const MOST_LINES = 8;

function joinRolling(cues: readonly RawCue[]): RawCue[] {
  const found: RawCue[] = [];
  let before: RawCue | null = null;
  for (const cue of cues) {
    const known: number = before && isAtOnce(before, cue) ? overlap(before.tokens, cue.tokens) : 0;
    const fresh = cue.tokens.slice(known);
    if (fresh.length > 0) {
      const [first, ...rest] = fresh;
      // The times between the words begin with the cue's, which the repeated line stands before.
      const start = first?.start ?? (fresh.some((token) => token.start !== null) ? cue.start : null);
      found.push({ ...cue, tokens: first ? [{ ...first, start, opensLine: true }, ...rest] : [] });
    }
    if (cue.tokens.length > 0) before = cue;
  }
  return found;
}

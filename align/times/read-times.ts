/** A word of a machine's transcript with its time, in seconds. */
export interface TimedWord {
  readonly text: string;
  readonly start: number;
}

// A day of speech has some 200,000 words.
const MOST_WORDS = 1_000_000;
const DEEPEST = 8;

/**
 * Reads word times from what programs and services write: Whisper, WhisperX and stable-ts (`segments[].words[]`),
 * Deepgram (`results.channels[].alternatives[].words[]`), AssemblyAI (`words[]` in milliseconds), the Podcast
 * Namespace's JSON with a word an entry (`segments[]` of `startTime` and `body`), and the Montreal Forced Aligner's JSON
 * and TextGrid.
 *
 * @returns the words in order, or null if there is none in the file, or far too many
 */
export function readTimes(file: string): TimedWord[] | null {
  const words =
    file.trimStart().startsWith("{") || file.trimStart().startsWith("[")
      ? readJson(file)
      : readTextGrid(file);
  const valid = words.filter(({ text, start }) => text.trim() !== "" && Number.isFinite(start) && start >= 0);
  if (valid.length === 0 || valid.length > MOST_WORDS) return null;
  return valid;
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function readJson(file: string): TimedWord[] {
  let json: unknown;
  try {
    json = JSON.parse(file);
  } catch {
    return [];
  }
  const entries = mfaEntries(json) ?? collect(json, 0);
  // AssemblyAI counts whole milliseconds, and says so nowhere but in its top-level fields.
  const isMilliseconds = isObject(json) && "audio_duration" in json && "utterances" in json;
  return isMilliseconds ? entries.map((word) => ({ ...word, start: word.start / 1000 })) : entries;
}

/** The words of a JSON of the Montreal Forced Aligner: entries of [start, end, label] in the tiers of words. */
function mfaEntries(json: unknown): TimedWord[] | null {
  if (!isObject(json) || !isObject(json.tiers)) return null;
  const tiers = Object.entries(json.tiers).filter(([name]) => /(?:^|\b|- )words$/.test(name));
  return tiers
    .flatMap(([, tier]) => (isObject(tier) && Array.isArray(tier.entries) ? tier.entries : []))
    .flatMap((entry) =>
      Array.isArray(entry) ? [{ text: String(entry[2] ?? ""), start: Number(entry[0]) }] : [],
    )
    .sort((a, b) => a.start - b.start);
}

/** Looks for lists of words wherever they are; the first that has any is taken, so that nothing is read twice. */
function collect(value: unknown, depth: number): TimedWord[] {
  if (depth > DEEPEST) return [];
  if (Array.isArray(value)) {
    const words = value.flatMap((one) => wordOf(one) ?? []);
    return words.length > 0 ? words : value.flatMap((one) => collect(one, depth + 1));
  }
  if (!isObject(value)) return [];
  for (const key of ["words", "segments", "results", "channels", "alternatives", "word_segments"]) {
    if (key === "alternatives" && Array.isArray(value[key])) {
      // The first alternative is the best one.
      const found = collect(value[key][0], depth + 1);
      if (found.length > 0) return found;
    }
    const found = collect(value[key], depth + 1);
    if (found.length > 0) return found;
  }
  return [];
}

/** One word: a segment that has words of its own is none. */
function wordOf(value: unknown): TimedWord | null {
  if (!isObject(value) || Array.isArray(value.words)) return null;
  const text = value.punctuated_word ?? value.word ?? value.text ?? value.body;
  const start = value.start ?? value.startTime;
  if (typeof text !== "string" || typeof start !== "number") return null;
  return /\s/.test(text.trim()) ? null : { text: text.trim(), start };
}

const INTERVAL = /xmin = ([\d.]+)\s+xmax = [\d.]+\s+text = "((?:[^"]|"")*)"/g;

/** The tiers of words of a Praat TextGrid in its long form. */
function readTextGrid(file: string): TimedWord[] {
  return file
    .split(/item \[\d+\]:/)
    .filter((tier) => /name = "[^"]*words"/.test(tier))
    .flatMap((tier) =>
      Array.from(tier.matchAll(INTERVAL), ([, start, text = ""]) => ({
        text: text.replaceAll('""', '"'),
        start: Number(start),
      })),
    )
    .sort((a, b) => a.start - b.start);
}

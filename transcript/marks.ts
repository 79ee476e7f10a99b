/** A timestamp or a gap (a place the transcriber could not hear) in a segment's body. */
export interface Mark {
  readonly type: "timestamp" | "gap";
  /** Where it stands in the body, in UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** The time it names, in seconds; null for a gap without a time. */
  readonly seconds: number | null;
  /** True if no fraction is written: the moment is anywhere in [seconds, seconds + 1). */
  readonly coarse: boolean;
}

// The text after "[" (FORMAT.md section 4). There, `unint[a-z]*` matches the same as `unint` followed by the
// rest. Backslashes before it are found by walking back: a pattern that starts with `\\*` takes quadratic
// time on a long run of them.
const GAP = / *(?:unint|inaudible|cross-?talk)[^[\]\n]*\]/iy;
const TIMESTAMP = /[ \\]*\d{1,3}:\d{2}(?:: ?\d{1,2})?(?:[.:] ?\d{1,2})?(?:\\+\d)?\\*\]/y;
const CLOCK = /(\d{1,3}):(\d{2})(?::(\d{1,2}))?(?:[.:](\d{1,2}))?/;

interface Range {
  readonly start: number;
  readonly end: number;
}

function bracketed(text: string, inside: RegExp): Range[] {
  const found: Range[] = [];
  let free = 0;
  for (let open = text.indexOf("["); open >= 0; open = text.indexOf("[", Math.max(open + 1, free))) {
    inside.lastIndex = open + 1;
    if (!inside.test(text)) continue;
    const end = inside.lastIndex;
    let start = open;
    while (start > free && text.charCodeAt(start - 1) === 92 /* \ */) start--;
    found.push({ start, end });
    free = end;
  }
  return found;
}

/** Where the tolerant pattern for gaps matches. */
export function gapRanges(text: string): Range[] {
  return bracketed(text, GAP);
}

/** Where the tolerant pattern for timestamps matches. Remove the gaps first. */
export function timestampRanges(text: string): Range[] {
  return bracketed(text, TIMESTAMP);
}

/** Replaces each range by `filler`. */
export function without(text: string, ranges: readonly Range[], filler: (range: Range) => string): string {
  if (ranges.length === 0) return text;
  let out = "";
  let at = 0;
  for (const range of ranges) {
    out += text.slice(at, range.start) + filler(range);
    at = range.end;
  }
  return out + text.slice(at);
}

const NONE: readonly Mark[] = [];

/** All timestamps and gaps of a body, in the tolerant spellings of FORMAT.md section 4, in order, not overlapping. */
export function marks(body: string): readonly Mark[] {
  if (!body.includes("[")) return NONE;
  const gaps = gapRanges(body);
  // A line break is in no timestamp, so none is read across a gap.
  const rest = without(body, gaps, (gap) => "\n".repeat(gap.end - gap.start));
  const found = [
    ...gaps.map((range) => mark("gap", range, body)),
    ...timestampRanges(rest).map((range) => mark("timestamp", range, body)),
  ];
  return found.sort((a, b) => a.start - b.start);
}

function mark(type: Mark["type"], { start, end }: Range, body: string): Mark {
  const time = readClock(body.slice(start, end));
  return { type, start, end, seconds: time?.seconds ?? null, coarse: time?.coarse ?? false };
}

/**
 * Reads the time of a mark: `MM:SS`, `HH:MM:SS` or `HH:MM:SS.FF`, where FF is a frame at 30 per second. The
 * few FF above 29 were typed by hand and are hundredths. Stray spaces, backslashes and emphasis are ignored.
 */
function readClock(source: string): { seconds: number; coarse: boolean } | null {
  const match = CLOCK.exec(source.replace(/[ \\*]/g, ""));
  if (!match) return null;
  const [, first = "0", second = "0", third, fraction] = match;
  const whole =
    third === undefined
      ? Number(first) * 60 + Number(second)
      : Number(first) * 3600 + Number(second) * 60 + Number(third);
  if (fraction === undefined) return { seconds: whole, coarse: true };
  const frame = Number(fraction);
  return { seconds: whole + (frame > 29 ? frame / 100 : frame / 30), coarse: false };
}

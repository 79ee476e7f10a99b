import { controlCharacters } from "./control-characters";
import { readLabel } from "./markdown";
import { type Mark, marks, without } from "./marks";

/**
 * Text that is probably a mistake: `label` (almost a speaker's or break's label, but read as words), `time`
 * and `gap` (almost a timestamp or gap), `backwards` (a timestamp earlier than one before it), `link` (an
 * address with a space in it), `control` (an invisible character).
 */
export type ProblemKind = "label" | "time" | "gap" | "backwards" | "link" | "control";

/** A place to look at. The caller words the advice. */
export interface Problem {
  readonly kind: ProblemKind;
  /** In UTF-16 units of the text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** The problems of a line that can be found without its neighbours. Callers that check repeatedly cache it. */
interface Line {
  readonly problems: readonly Problem[];
  readonly times: readonly Mark[];
  /** The name, if the line begins as `Name: text`: this may be speech or a missing label. */
  readonly called: { readonly name: string; readonly length: number } | null;
  readonly label: string | null;
}

/** Results by line, so that a keystroke costs one line, not the whole text. */
export type ProblemCache = Map<string, Line>;

// FORMAT.md section 3, "NOT labels": the parser reads each of these as words, but the writer nearly always
// means a label.
const NEARLY = [
  /^\*\*\*[^*\n]{1,60}:\*\*/,
  /^\*\*:?\*\*(?=\s|$)/,
  /^\*\*[^*\n]{1,60}: *\\?\[[^*\n]*\*\*/,
] as const;
const BOLD_NAME = /^\*\*(\p{Lu}[\p{L}\p{M}.'’-]*(?: \p{Lu}[\p{L}\p{M}.'’-]*){0,3})\*\*(?= )/u;
const BOLD_LABEL = /\*\*\p{Lu}[^*:\n]{0,60}:\*\*/gu;
const CALLED = /^(\p{Lu}[\p{L}\p{M}.'’-]*(?: \p{Lu}[\p{L}\p{M}.'’-]*){0,3}): /u;

const OPEN_TIME = /(?<!\\)\\*\[ *\d{1,3}:\d{2}[\d:. ]*(?!\d|\\*\])/g;
const CLOSED_TIME = /(?:^|(?<=[^\d:[\\ ]))\w?\d{1,2}:\d{2}:\d{2}(?:\.\d{1,2})?\\*\]/g;
const OPEN_GAP = /(?<!\\)\\*\[ *(?:unint|inaudible)[a-z]*(?: [\d:. ]*\d)?/gi;
const SPACED_LINK = /\]\(https?:\/\/[^\s)"]{0,500} [^)"\n]{0,500}\)/g;

/**
 * Finds probable mistakes, in the order of the text. It refuses nothing: every text is a transcript.
 *
 * @param newsletter whether bold is emphasis rather than a label (FORMAT.md section 3)
 * @param cache from an earlier state of the same text
 */
export function problems(
  text: string,
  { newsletter = false }: { newsletter?: boolean } = {},
  cache: ProblemCache = new Map(),
): Problem[] {
  const lines = text.split("\n");
  const read = lines.map((line) => {
    const kept = cache.get(line);
    if (kept) return kept;
    const made = readLine(line, newsletter);
    cache.set(line, made);
    return made;
  });
  const speakers = new Set(read.map(({ label }) => label));
  const found: Problem[] = [];
  let at = 0;
  let latest = 0;
  read.forEach(({ problems: own, times, called }, index) => {
    for (const { kind, start, end } of own) found.push({ kind, start: at + start, end: at + end });
    if (called && !newsletter && speakers.has(called.name))
      found.push({ kind: "label", start: at, end: at + called.length });
    for (const { start, end, seconds } of times) {
      if (seconds === null) continue;
      // Two spellings of the same second do not run backwards.
      if (Math.floor(seconds) < Math.floor(latest))
        found.push({ kind: "backwards", start: at + start, end: at + end });
      else latest = seconds;
    }
    at += (lines[index]?.length ?? 0) + 1;
  });
  return found.sort((a, b) => a.start - b.start);
}

function readLine(line: string, newsletter: boolean): Line {
  const all = marks(line);
  const rest = without(line, all, ({ start, end }) => "\u001f".repeat(end - start));
  const found: Problem[] = [];
  const look = (kind: ProblemKind, pattern: RegExp) => {
    for (const match of rest.matchAll(pattern))
      found.push({ kind, start: match.index, end: match.index + match[0].length });
  };
  const label = readLabel(line, newsletter);
  if (!newsletter) {
    const opens = label ? [] : [...NEARLY, BOLD_NAME].map((pattern) => pattern.exec(line));
    const midst = [...line.matchAll(BOLD_LABEL)].filter(({ index }) => index >= (label?.length ?? 1));
    const nearly = [...opens, ...midst].find((match) => match !== null);
    if (nearly) found.push({ kind: "label", start: nearly.index, end: nearly.index + nearly[0].length });
  }
  look("time", OPEN_TIME);
  look("time", CLOSED_TIME);
  look("gap", OPEN_GAP);
  look("link", SPACED_LINK);
  for (const at of controlCharacters(line)) found.push({ kind: "control", start: at, end: at + 1 });
  const called = label ? null : CALLED.exec(line);
  return {
    problems: found,
    times: all.filter(({ type }) => type === "timestamp"),
    called: called?.[1] ? { name: called[1], length: called[0].length - 1 } : null,
    label: label?.name ?? null,
  };
}

import { countWords } from "@/lib/count-words";
import { countOf, formatClock } from "@/lib/time";
import {
  diff,
  diffWords,
  type Edit,
  gapText,
  marks,
  onOneLine,
  type Splice,
  type Transcript,
  withinSteps,
  words,
} from "@/transcript";

/** A proposal in figures, and in one line. */
export interface Described {
  readonly summary: string;
  /** Words it adds and takes away. */
  readonly added: number;
  readonly removed: number;
}

const LONGEST = 120;

const count = (edits: readonly Edit[], type: Edit["type"]) =>
  edits.reduce((sum, edit) => (edit.type === type ? sum + words(edit.text).length : sum), 0);

interface Change {
  readonly before: Transcript;
  readonly after: Transcript;
  readonly splices: readonly Splice[];
  /** Seconds at which what is changed is heard, where it is heard at all. */
  readonly at: number | null;
  /** Whether it is about show notes. */
  readonly notes: boolean;
}

/** Says in one line what a proposal changes: "Fill the gap at 3:05", "Correct “a” to “b” at 12:04". */
export function describeChange(change: Change): Described {
  return withinSteps(() => comparedWords(change));
}

/** Characters of changes that are compared word by word to be described: more than any known transcript rewritten. */
const MOST_COMPARED = 400_000;

function comparedWords({ before, after, splices, at, notes }: Change): Described {
  const size = splices.reduce((sum, splice) => sum + splice.before.length + splice.after.length, 0);
  if (size > MOST_COMPARED) return outline(splices, notes);
  const edits = splices.flatMap((splice) => diffWords(splice.before, splice.after));
  const added = count(edits, "insert");
  const removed = count(edits, "delete");
  const where = at === null ? "" : ` at ${formatClock(at)}`;
  const summary = notes
    ? "Edit the show notes"
    : (gaps(splices, where) ??
      shape(before, after, where) ??
      correction(edits, splices, added + removed, where));
  return { summary: oneLine(summary), added, removed };
}

/** A change too large to compare: the words that are replaced, and those in their place. */
function outline(splices: readonly Splice[], notes: boolean): Described {
  return {
    summary: notes ? "Edit the show notes" : `Rewrite ${countOf(splices.length, "place")}`,
    added: splices.reduce((sum, { after }) => sum + countWords(after), 0),
    removed: splices.reduce((sum, { before }) => sum + countWords(before), 0),
  };
}

const gapCount = (text: string) => marks(text).filter(({ type }) => type === "gap").length;

function gaps(splices: readonly Splice[], where: string): string | null {
  const filled = splices.reduce((sum, { before, after }) => sum + gapCount(before) - gapCount(after), 0);
  if (filled < 1) return null;
  if (filled > 1) return `Fill ${filled} gaps${where}`;
  const [only] = splices;
  const inserted = only
    ? diffWords(only.before, only.after)
        .filter(({ type }) => type === "insert")
        .map(({ text }) => text.trim())
        .join(" ")
    : "";
  if (/^\\?\[laugh(?:s|ter|ing)\\?\]$/i.test(inserted)) return `Mark laughter${where}`;
  if (/^\\?\[indecipherable\\?\]$/i.test(inserted)) return `Mark words as indecipherable${where}`;
  return `Fill the gap${where}`;
}

/** Splits, joins, removals and labels, which leave the words as they are. */
function shape(before: Transcript, after: Transcript, where: string): string | null {
  const hunks = diff(before, after);
  const [hunk] = hunks;
  if (hunks.length !== 1 || !hunk) return null;
  const old = before.segments.slice(...hunk.before);
  const young = after.segments.slice(...hunk.after);
  const said = (segments: typeof old) =>
    segments.flatMap(({ body }) => words(body).map(({ text }) => text)).join(" ");
  if (said(old) !== said(young)) {
    if (young.length === 0) return `Remove ${countOf(old.length, "paragraph")}${where}`;
    return null;
  }
  if (old.length < young.length) return `Split a paragraph${where}`;
  if (old.length > young.length) return `Join two paragraphs${where}`;
  const named = young.find((segment, i) => segment.name !== old[i]?.name);
  if (named)
    return named.name === null ? `Take off the speaker${where}` : `Name the speaker${where}: ${named.name}`;
  const stamps = (body = "") => marks(body).filter(({ type }) => type === "timestamp").length;
  const stamped = young.some((segment, i) => stamps(segment.body) !== stamps(old[i]?.body));
  return stamped ? `Set a timestamp${where}` : null;
}

function correction(
  edits: readonly Edit[],
  splices: readonly Splice[],
  changed: number,
  where: string,
): string {
  const [deleted, inserted] = (["delete", "insert"] as const).map((type) =>
    edits
      .filter((edit) => edit.type === type)
      .map(({ text }) => withGapsSaid(text).trim())
      .filter(Boolean),
  ) as [string[], string[]];
  if (
    deleted.length <= 1 &&
    inserted.length <= 1 &&
    (deleted[0] ?? "").length + (inserted[0] ?? "").length <= 60
  ) {
    const [from, to] = [deleted[0], inserted[0]];
    if (from && to) return `Correct “${from}” to “${to}”${where}`;
    if (to) return `Add “${to}”${where}`;
    if (from) return `Remove “${from}”${where}`;
    return `Correct the spacing${where}`;
  }
  if (splices.length === 1) return `Correct ${countOf(changed, "word")}${where}`;
  return `Correct ${countOf(changed, "word")} in ${countOf(splices.length, "place")}`;
}

/** Markdown with its gaps as every format says them: their times are the reader's affair. */
function withGapsSaid(markdown: string): string {
  let text = "";
  let at = 0;
  for (const { type, start, end } of marks(markdown)) {
    if (type !== "gap") continue;
    text += markdown.slice(at, start) + gapText(markdown.slice(start, end));
    at = end;
  }
  return text + markdown.slice(at);
}

/** A text on one line, not too long to be a title. */
export function oneLine(text: string): string {
  const line = onOneLine(text);
  const characters = [...line];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : line;
}

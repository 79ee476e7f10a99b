import { alignSegments, fine, sameSegment, tokens } from "./diff";
import { bodyProblem, parse, serialize, serializeRange } from "./markdown";
import type { Segment, Transcript } from "./model";
import { changes } from "./myers";
import { withinSteps } from "./steps";
import { words } from "./words";

/** The segments [start, end) of a transcript. */
export type SegmentRange = readonly [start: number, end: number];

/** A place that both sides changed in different ways. */
export interface Conflict {
  /** The source text of the place in the base, in ours and in theirs; empty if a side has nothing there. */
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
  /** Its segments in each of the three, and in the partly merged transcript, which keeps the base there. */
  readonly segments: {
    readonly base: SegmentRange;
    readonly ours: SegmentRange;
    readonly theirs: SegmentRange;
    readonly merged: SegmentRange;
  };
}

/** The merged transcript; or the conflicts, and the rest merged with the base kept at the conflicts. */
export type MergeResult =
  | { readonly ok: true; readonly transcript: Transcript }
  | { readonly ok: false; readonly conflicts: readonly Conflict[]; readonly transcript: Transcript };

/**
 * Three-way merge by segment, and within a segment by word. Changes to different words are both taken, even
 * side by side. The same change on both sides counts once. Any other change by both sides is a conflict:
 * merge never chooses. If keeping the base at a conflict would make words stand twice or disappear, the
 * related places become conflicts too. `merge(b, b, t)` is t, `merge(b, x, x)` is x, and ours and theirs may
 * be swapped. The result's text reads back as the same segments.
 */
export function merge(base: Transcript, ours: Transcript, theirs: Transcript): MergeResult {
  return withinSteps(() => mergeAll(base, ours, theirs));
}

function mergeAll(base: Transcript, ours: Transcript, theirs: Transcript): MergeResult {
  const [baseText, ourText, theirText] = [serialize(base), serialize(ours), serialize(theirs)];
  if (ourText === baseText || ourText === theirText) return { ok: true, transcript: theirs };
  if (theirText === baseText) return { ok: true, transcript: ours };

  const segments: Segment[] = [];
  const conflicts: Conflict[] = [];
  const found = places(base, ours, theirs).map((place) => ({
    place,
    merged: mergePlace(place, base, ours, theirs),
  }));
  for (const { place, merged } of wholeConflicts(found, base, ours, theirs)) {
    const start = segments.length;
    segments.push(...(merged ?? base.segments.slice(...place.base)));
    if (!merged) conflicts.push(conflictAt(place, [start, segments.length], base, ours, theirs));
  }
  const lead = pick(base.lead, ours.lead, theirs.lead);
  const transcript: Transcript = {
    lead: lead ?? base.lead,
    segments: separated(segments),
    newsletter: base.newsletter,
  };
  const whole: Place = {
    base: [0, base.segments.length],
    ours: [0, ours.segments.length],
    theirs: [0, theirs.segments.length],
  };
  if (lead === null || !readsBack(transcript)) {
    return { ok: false, conflicts: [conflictAt(whole, whole.base, base, ours, theirs)], transcript: base };
  }
  return conflicts.length > 0 ? { ok: false, conflicts, transcript } : { ok: true, transcript };
}

/** A stretch of the base and the segments that replace it on either side. */
interface Place {
  readonly base: SegmentRange;
  readonly ours: SegmentRange;
  readonly theirs: SegmentRange;
}

/**
 * Cuts the three transcripts at each base segment that continues on both sides. Such a segment is a place of
 * its own, and so is everything between two of them.
 */
function places(base: Transcript, ours: Transcript, theirs: Transcript): Place[] {
  const inOurs = inverse(alignSegments(base, ours), base.segments.length);
  const inTheirs = inverse(alignSegments(base, theirs), base.segments.length);
  const found: Place[] = [];
  let [b, o, t] = [0, 0, 0];
  const between = (toB: number, toO: number, toT: number) => {
    if (b < toB || o < toO || t < toT) found.push({ base: [b, toB], ours: [o, toO], theirs: [t, toT] });
  };
  for (let i = 0; i < base.segments.length; i++) {
    const [x, y] = [inOurs[i], inTheirs[i]];
    if (x === undefined || y === undefined) continue;
    between(i, x, y);
    found.push({ base: [i, i + 1], ours: [x, x + 1], theirs: [y, y + 1] });
    [b, o, t] = [i + 1, x + 1, y + 1];
  }
  between(base.segments.length, ours.segments.length, theirs.segments.length);
  return found;
}

/** For each segment of the base, the segment that continues it. */
function inverse(aligned: readonly (number | null)[], length: number): (number | undefined)[] {
  const back: (number | undefined)[] = new Array(length).fill(undefined);
  aligned.forEach((from, to) => {
    if (from !== null) back[from] = to;
  });
  return back;
}

/** The place's merged segments; null for a conflict. */
function mergePlace(place: Place, base: Transcript, ours: Transcript, theirs: Transcript): Segment[] | null {
  const b = base.segments.slice(...place.base);
  const o = ours.segments.slice(...place.ours);
  const t = theirs.segments.slice(...place.theirs);
  if (same(o, b) || same(o, t)) return t;
  if (same(t, b)) return o;
  const [segment, our, their] = [b[0], o[0], t[0]];
  if (b.length !== 1 || o.length !== 1 || t.length !== 1 || !segment || !our || !their) return null;
  const merged = mergeSegment(segment, our, their);
  return merged && !bodyProblem(merged, base.newsletter) ? [merged] : null;
}

/** A place and its merged segments; null for a conflict. */
interface MergedPlace {
  readonly place: Place;
  readonly merged: readonly Segment[] | null;
}

/**
 * Adds conflicts where existing ones keep words of the base that one side has moved: the cut-off half of a
 * paragraph, or a moved paragraph. If only one of the two places took that side's work, the words would stand
 * twice in the partial merge or not at all, and the conflict would show half of the change.
 */
function wholeConflicts(
  found: readonly MergedPlace[],
  base: Transcript,
  ours: Transcript,
  theirs: Transcript,
): readonly MergedPlace[] {
  if (found.every(({ merged }) => merged)) return found;
  const [b, o, t] = [base, ours, theirs].map(({ segments }) => wordCounts(segments));
  /** The allowed counts of a word in the merge: those of the three texts, and the sum of both sides' changes. */
  const bounds = (word: string) => {
    const [x = 0, y = 0, z = 0] = [b, o, t].map((counts) => counts?.get(word) ?? 0);
    const both = y + z - x;
    return { least: Math.min(x, y, z, both), most: Math.max(x, y, z, both) };
  };
  // The words that each place adds to or takes from the base: a conflict there undoes exactly these.
  const change = ({ place, merged }: MergedPlace) => {
    const kept = base.segments.slice(...place.base);
    const added = new Map<string, number>();
    if (!merged || same(merged, kept)) return added;
    for (const [word, count] of wordCounts(merged)) added.set(word, count);
    for (const [word, count] of wordCounts(kept)) added.set(word, (added.get(word) ?? 0) - count);
    return added;
  };
  let now = found;
  for (let round = 0; ; round++) {
    // Each round reads all words, and may undo no more than one place. Nobody's texts took more than three.
    if (round === MOST_ROUNDS)
      return joinInserted(now.map((one) => (isChanged(one, base) ? undone(one) : one)));
    now = joinInserted(now);
    const changed = now.map(change);
    const total = new Map(b);
    for (const added of changed) add(total, added, 1);
    const wrong = (added: ReadonlyMap<string, number>) => {
      let sum = 0;
      for (const [word, count] of added) {
        const { least, most } = bounds(word);
        const times = total.get(word) ?? 0;
        if ((count > 0 && times > most) || (count < 0 && times < least)) sum += Math.abs(count);
      }
      return sum;
    };
    // Start with the worst: a moved paragraph before another that merely shares "the".
    const order = changed.map((added, index) => ({ added, index, sum: wrong(added) }));
    const suspects = order.filter(({ sum }) => sum > 0).sort((x, y) => y.sum - x.sum || x.index - y.index);
    if (suspects.length === 0) return now;
    const taken = new Set<number>();
    for (const { added, index } of suspects) {
      if (wrong(added) === 0) continue;
      add(total, added, -1);
      taken.add(index);
    }
    now = now.map((one, index) => (taken.has(index) ? undone(one) : one));
  }
}

const MOST_ROUNDS = 20;

/** The place as a conflict, which keeps the base. */
const undone = ({ place }: MergedPlace): MergedPlace => ({ place, merged: null });

const isChanged = ({ place, merged }: MergedPlace, base: Transcript): boolean =>
  merged !== null && !same(merged, base.segments.slice(...place.base));

/** Joins each conflict with segments that one side inserted just before or behind it. */
function joinInserted(found: readonly MergedPlace[]): MergedPlace[] {
  const joined: MergedPlace[] = [];
  const inserted = ({ place }: MergedPlace) => place.base[0] === place.base[1];
  for (const next of found) {
    const last = joined.at(-1);
    if (last && ((!last.merged && inserted(next)) || (!next.merged && inserted(last)))) {
      const [x, y] = [last.place, next.place];
      const place: Place = {
        base: [x.base[0], y.base[1]],
        ours: [x.ours[0], y.ours[1]],
        theirs: [x.theirs[0], y.theirs[1]],
      };
      joined[joined.length - 1] = { place, merged: null };
    } else joined.push(next);
  }
  return joined;
}

function wordCounts(segments: readonly Segment[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { body } of segments) {
    for (const { text } of words(body)) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

function add(total: Map<string, number>, counts: ReadonlyMap<string, number>, times: 1 | -1) {
  for (const [word, count] of counts) total.set(word, (total.get(word) ?? 0) + times * count);
}

function same(a: readonly Segment[], b: readonly Segment[]): boolean {
  return a.length === b.length && a.every((segment, i) => sameSegment(segment, b[i]));
}

const sameLabel = (a: Segment, b: Segment) =>
  a.kind === b.kind && a.name === b.name && a.labelRaw === b.labelRaw;

/** The value both sides agree on, or that of the only side that changed it; null if both changed it differently. */
function pick<T extends string>(base: T, ours: T, theirs: T): T | null {
  if (ours === base || ours === theirs) return theirs;
  return theirs === base ? ours : null;
}

function mergeSegment(base: Segment, ours: Segment, theirs: Segment): Segment | null {
  const label =
    sameLabel(ours, base) || sameLabel(ours, theirs) ? theirs : sameLabel(theirs, base) ? ours : null;
  const body = mergeWords(base.body, ours.body, theirs.body);
  // null is a spelling too: the usual one.
  const [b, o, t] = [base, ours, theirs].map(({ sepAfter }) => JSON.stringify(sepAfter));
  const separator = pick(b ?? "null", o ?? "null", t ?? "null");
  if (!label || body === null || separator === null) return null;
  const { kind, name, labelRaw } = label;
  return { kind, name, body, labelRaw, sepAfter: JSON.parse(separator) };
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function replacements(base: readonly string[], side: string): Replacement[] {
  const other = tokens(side).flatMap(fine);
  return changes(base, other).map(({ aStart, aEnd, bStart, bEnd }) => ({
    start: aStart,
    end: aEnd,
    text: other.slice(bStart, bEnd).join(""),
  }));
}

/**
 * Three-way merge of a text by words. Null if both sides changed the same words, or inserted at the same
 * place, in different ways. Changes to neighbouring words are both taken.
 */
export function mergeWords(base: string, ours: string, theirs: string): string | null {
  const simple = pick(base, ours, theirs);
  if (simple !== null) return simple;
  // White space is a token of its own, so that appending a word does not change the one before it.
  const from = tokens(base).flatMap(fine);
  const left = replacements(from, ours);
  const right = replacements(from, theirs);
  let out = "";
  let at = 0;
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [x, y] = [left[i], right[j]];
    if (x && y && x.start === y.start && x.end === y.end && x.text === y.text) {
      out += from.slice(at, x.start).join("") + x.text;
      at = x.end;
      i++;
      j++;
      continue;
    }
    if (x && y && collide(x, y)) return null;
    const first = !y || (x && before(x, y)) ? x : y;
    if (!first) break;
    out += from.slice(at, first.start).join("") + first.text;
    at = first.end;
    if (first === x) i++;
    else j++;
  }
  return out + from.slice(at).join("");
}

/** Whether two changes touch the same words, or insert at the same place. */
function collide(x: Replacement, y: Replacement): boolean {
  return (x.start < y.end && y.start < x.end) || x.start === y.start;
}

const before = (x: Replacement, y: Replacement) => x.end <= y.start && x.start < y.start;

/** Makes separators valid beside new neighbours: a segment that was last may now have text behind it. */
function separated(segments: readonly Segment[]): Segment[] {
  return segments.map((segment, i) => {
    const next = segments[i + 1];
    const { sepAfter } = segment;
    if (sepAfter === null) return segment;
    const breaks = sepAfter.split("\n").length - 1;
    const holds = !next || breaks >= (next.kind === "text" ? 2 : 1);
    return holds && sepAfter !== (next ? "\n\n" : "\n") ? segment : { ...segment, sepAfter: null };
  });
}

function readsBack(transcript: Transcript): boolean {
  const read = parse(serialize(transcript), { newsletter: transcript.newsletter });
  return read.lead === transcript.lead && same(read.segments, transcript.segments);
}

function conflictAt(
  place: Place,
  merged: SegmentRange,
  base: Transcript,
  ours: Transcript,
  theirs: Transcript,
): Conflict {
  return {
    base: serializeRange(base, ...place.base),
    ours: serializeRange(ours, ...place.ours),
    theirs: serializeRange(theirs, ...place.theirs),
    segments: { ...place, merged },
  };
}

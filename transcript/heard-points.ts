// An audio file with other advertisements than the one that a text was timed by: later words come later, or sooner. A
// listener says at some places of the text when they hear it, and everything in between follows from that.

/** A place of the text, by its times, and the second of another file at which it is heard. */
export interface HeardPoint {
  readonly text: number;
  readonly audio: number;
}

/** Points by their times in the text. Both times rise from each to the next. */
export type HeardPoints = readonly HeardPoint[];

/** More advertisements than these no hour has. */
export const MOST_POINTS = 50;

// Seconds. Somebody who says it again, so near, corrects what they said; and nobody presses a button more exactly.
const SAME_PLACE = 5;
const SAME_SHIFT = 1.5;
// Whoever notices it late says it some paragraphs later.
const SAME_STEP = 600;
// Seconds: just before a word begins, the one before it is still being said.
const BEFORE = 1e-3;

const shiftOf = ({ text, audio }: HeardPoint) => audio - text;

/** The point that holds for a second of one kind: the last that has been reached, else the first. */
function lastBefore(points: HeardPoints, kind: keyof HeardPoint, seconds: number): number {
  let found = 0;
  points.forEach((point, i) => {
    if (point[kind] <= seconds) found = i;
  });
  return found;
}

/** The second of the audio at which a second of the text is heard. */
export function audioAt(points: HeardPoints, text: number): number {
  const point = points[lastBefore(points, "text", text)];
  return point ? text + shiftOf(point) : text;
}

/** What is heard at a second of the audio. */
export interface PlaceInText {
  /** The second of the text; within something that it does not have, just before what follows. */
  readonly text: number;
  /** Whether the audio is within something that the text does not have. */
  readonly rests: boolean;
  /** The second of the audio until which this holds. */
  readonly until: number;
}

/** The second of the text that is heard at a second of the audio. */
export function textAt(points: HeardPoints, audio: number): PlaceInText {
  const at = lastBefore(points, "audio", audio);
  const [point, next] = [points[at], points[at + 1]];
  const shift = point ? shiftOf(point) : 0;
  const text = audio - shift;
  if (!next) return { text, rests: false, until: Number.POSITIVE_INFINITY };
  if (text >= next.text && audio < next.audio)
    return { text: next.text - BEFORE, rests: true, until: next.audio };
  return { text, rests: false, until: Math.min(next.audio, next.text + shift) };
}

/** Adds a point. It replaces those that were said of the same place, and those that cannot be true beside it. */
export function withPoint(points: HeardPoints, point: HeardPoint): HeardPoints {
  const others = points.filter(
    ({ text, audio }) =>
      Math.abs(text - point.text) > SAME_PLACE &&
      Math.sign(text - point.text) === Math.sign(audio - point.audio),
  );
  const all = [...others, point].sort((a, b) => a.text - b.text);
  return all.slice(-MOST_POINTS);
}

/** Whether points are in order, and so many that they can be kept. */
export function areHeardPoints(points: HeardPoints): boolean {
  return (
    points.length <= MOST_POINTS &&
    points.every(({ text, audio }, i) => {
      const before = points[i - 1];
      return !before || (text > before.text && audio > before.audio);
    })
  );
}

/** The points at which something changes: those that say the same as the one before are left out. */
function stepsOf(points: HeardPoints): HeardPoints {
  const steps: HeardPoint[] = [];
  for (const point of points) {
    const before = steps.at(-1);
    if (!before || Math.abs(shiftOf(point) - shiftOf(before)) > SAME_SHIFT) steps.push(point);
  }
  return steps;
}

/** Whether two listeners say the same of a file: the same lengths were put in, at the same places or nearly. */
export function saysTheSame(one: HeardPoints, other: HeardPoints): boolean {
  const [a, b] = [stepsOf(one), stepsOf(other)];
  return (
    a.length === b.length &&
    a.every((point, i) => {
      const match = b[i];
      if (!match || Math.abs(shiftOf(point) - shiftOf(match)) > SAME_SHIFT) return false;
      // Before the first one nothing else is known, wherever it was said.
      return i === 0 || Math.abs(point.text - match.text) <= SAME_STEP;
    })
  );
}

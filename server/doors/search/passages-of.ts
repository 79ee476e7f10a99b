import {
  type Alignment,
  display,
  gapText,
  HIDDEN,
  type Transcript,
  timeline,
  turns,
  words,
} from "@/transcript";
import { isInflected, tokenise } from "./tokenise";

/** The unit of search: a segment, or a part of a very long one. */
export interface Passage {
  /** The index of its segment among the current ones, from 0. */
  readonly position: number;
  readonly part: number;
  readonly speaker: string | null;
  readonly text: string;
  /**
   * Word starts in tenths of a second, each as the difference from the one before (the first from 0),
   * separated by spaces.
   */
  readonly starts: string;
  /** Its words with their positions, as a PostgreSQL tsvector. */
  readonly exact: string;
  /**
   * The same words for PostgreSQL to stem, position by position; a word without a stem is replaced by a stop
   * word.
   */
  readonly inflected: string;
}

/** Raise it when anything below, or the timeline, changes: then all passages are made again. */
export const PASSAGES_VERSION = 3;

// PostgreSQL counts positions up to 16,383 and a vector up to a megabyte; a text without paragraphs must not
// exceed them.
const LONGEST_PART = 1000;
// A label may be any text; the longest real name has 60 characters.
const LONGEST_NAME = 200;
const LEFT_OUT = "the";

/**
 * Splits a transcript into passages with word starts. Segments without words make no passage.
 *
 * @param alignment the words' starts in seconds, if they were measured
 */
export function passagesOf(
  transcript: Transcript,
  duration: number | null,
  alignment: Alignment | null = null,
): Passage[] {
  const time = timeline(transcript, { duration, alignment });
  const speakers = speakersOf(transcript);
  return transcript.segments.flatMap(({ body }, position) => {
    const { text, offsets } = flatten(body);
    const tokens = tokenise(text);
    if (tokens.length === 0) return [];
    const spoken = words(body);
    const first = time.firstWord[position] ?? 0;
    // A sound, "[laughs]", is not a word of the timeline: it starts with the word before it.
    let word = -1;
    const starts = tokens.map(({ start }) => {
      const offset = offsets ? (offsets[start] ?? 0) : start;
      while ((spoken[word + 1]?.start ?? Number.POSITIVE_INFINITY) <= offset) word += 1;
      return (word < 0 ? time.segmentStarts[position] : time.starts[first + word]) ?? time.end;
    });
    const parts: Passage[] = [];
    for (let from = 0; from < tokens.length; from += LONGEST_PART) {
      const these = tokens.slice(from, from + LONGEST_PART);
      const next = tokens[from + LONGEST_PART];
      parts.push({
        position,
        part: parts.length,
        speaker: speakers[position] ?? null,
        text: text.slice(from === 0 ? 0 : these[0]?.start, next?.start).trim(),
        starts: toDeltas(starts.slice(from, from + LONGEST_PART)),
        exact: these.map(({ key }, at) => `'${key}':${at + 1}A`).join(" "),
        inflected: these.map(({ key }) => (isInflected(key) ? key : LEFT_OUT)).join(" "),
      });
    }
    return parts;
  });
}

function speakersOf(transcript: Transcript): (string | null)[] {
  const speakers: (string | null)[] = [];
  for (const { speaker, first, last } of turns(transcript)) {
    const name = speaker !== null && speaker.length <= LONGEST_NAME ? speaker : null;
    for (let position = first; position <= last; position += 1) speakers[position] = name;
  }
  return speakers;
}

const UNEVEN = /\0|\s\s|[^\S ]|^\s|\s$/;

/** How passages write a place that could not be heard: without letters, so that nobody finds it as a word. */
const UNHEARD = { "[unintelligible]": "[…]", "[crosstalk]": "[⋯]" } as const;

/** A passage's text as it is read, with such places spelled out. */
export const spellOut = (text: string): string =>
  Object.entries(UNHEARD).reduce((spelled, [word, sign]) => spelled.replaceAll(sign, word), text);

/**
 * A body as `plainText` gives it, with a sign of `UNHEARD` for each gap, and the offset of each of its characters in the body;
 * null if all offsets are equal.
 */
function flatten(body: string): { text: string; offsets: readonly number[] | null } {
  const { text: shown, marks } = display(body);
  const gaps = marks.filter(({ type }) => type === "gap");
  // Most paragraphs are one line of plain text, so offsets in text and body are equal.
  if (gaps.length === 0 && !UNEVEN.test(shown)) return { text: shown, offsets: null };
  const offsets: number[] = [];
  let text = "";
  let space = false;
  let gap = 0;
  const add = (piece: string, at: number) => {
    if (space) {
      text += " ";
      offsets.push(at);
      space = false;
    }
    text += piece;
    for (let i = 0; i < piece.length; i += 1) offsets.push(at);
  };
  for (let at = 0; at < shown.length; at += 1) {
    const unheard = gaps[gap];
    if (unheard?.start === at) {
      space ||= text !== "" && /\s/.test(body[at - 1] ?? "");
      add(UNHEARD[gapText(body.slice(unheard.start, unheard.end))], at);
      gap += 1;
      at = unheard.end - 1;
      continue;
    }
    const char = shown[at] ?? "";
    if (char === HIDDEN) continue;
    if (char === " " || /\s/.test(char)) space = text !== "";
    else add(char, at);
  }
  return { text, offsets };
}

/** Rounds before subtracting, so that errors do not add up. */
function toDeltas(starts: readonly number[]): string {
  let before = 0;
  return starts
    .map((start) => {
      const tenths = Math.max(before, Math.round(start * 10));
      const delta = tenths - before;
      before = tenths;
      return delta;
    })
    .join(" ");
}

/** Converts stored deltas to word starts in seconds. */
export function startsOf(deltas: string): number[] {
  let tenths = 0;
  return deltas.split(" ").map((delta) => {
    tenths += Number(delta);
    return tenths / 10;
  });
}

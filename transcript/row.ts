import { display } from "./display";
import type { Transcript } from "./model";
import { GAP, pause, SOUND, SYLLABLE, syllables, TURN } from "./speech";
import { wordsOf } from "./words";

/** A known time: the text at `offset` of a segment's body is heard at `seconds`. */
export interface Anchor {
  /** The kind of mark that named the time. */
  readonly type: "timestamp" | "gap";
  readonly segment: number;
  /** In the body, in UTF-16 units. */
  readonly offset: number;
  readonly seconds: number;
  /** True if the fraction is missing: the moment is anywhere in [seconds, seconds + 1). */
  readonly coarse: boolean;
}

/** The timestamps and timed gaps of a transcript, in document order, even if their times are not in order. */
export function anchors(transcript: Transcript): Anchor[] {
  return readRow(transcript).anchors;
}

// The things that take time, in document order. A break takes the time that is left over.
export const WORD = 0;
const SOUND_OR_GAP = 1;
export const BREAK = 2;

/** A document as a row of things that take time. */
export interface Row {
  readonly kinds: number[];
  /** The seconds each thing takes at the published rates, including the pause after it. */
  readonly costs: number[];
  /** The index of each segment's first thing, and at the end the number of things. */
  readonly firstThing: number[];
  readonly firstWord: Uint32Array;
  readonly anchors: Anchor[];
  /** For each anchor, the thing behind it. */
  readonly anchored: number[];
  /** The offset of each thing in its body. */
  readonly offsets: number[];
  /** The speaker of each thing, numbered from 0 in order of appearance. */
  readonly voices: number[];
}

/** Lists a transcript's things that take time, with its anchors. */
export function readRow(transcript: Transcript): Row {
  const { segments } = transcript;
  const kinds: number[] = [];
  const costs: number[] = [];
  const offsets: number[] = [];
  const voices: number[] = [];
  const names = new Map<string | null, number>();
  const firstThing: number[] = [];
  const firstWord = new Uint32Array(segments.length + 1);
  const found: Anchor[] = [];
  const anchored: number[] = [];
  let wordCount = 0;
  let speaker: string | null = null;
  // The part of the last thing's cost that is the pause after it.
  let pauseBefore = 0;

  segments.forEach((segment, index) => {
    const shown = display(segment.body);
    const spoken = wordsOf(shown);
    firstThing.push(kinds.length);
    firstWord[index] = wordCount;
    wordCount += spoken.length;
    // A new speaker begins sooner than the same one would have continued.
    const last = costs.length - 1;
    if (segment.kind === "speech" && segment.name !== speaker && last >= 0) {
      const sooner = Math.min(pauseBefore, TURN);
      costs[last] = (costs[last] ?? 0) - pauseBefore + sooner;
      pauseBefore = sooner;
    }
    if (segment.kind !== "text") speaker = segment.name;
    const voice = names.get(speaker) ?? names.size;
    names.set(speaker, voice);

    const { sounds, marks } = shown;
    let sound = 0;
    let mark = 0;
    let breakDue = segment.kind === "marker";
    const push = (kind: number, cost: number, offset: number, silence = 0) => {
      kinds.push(kind);
      costs.push(cost + silence);
      offsets.push(offset);
      voices.push(voice);
      pauseBefore = silence;
    };
    // A marker's first timestamp says when the break begins, so the break goes behind it and before
    // everything else.
    const beginBreak = (offset: number) => {
      if (breakDue) push(BREAK, 0, offset);
      breakDue = false;
    };
    const passUpTo = (offset: number) => {
      for (;;) {
        const nextMark = marks[mark];
        const nextSound = sounds[sound];
        if (nextMark && nextMark.start < offset && !(nextSound && nextSound.start < nextMark.start)) {
          mark++;
          if (nextMark.seconds !== null) {
            const { type, start, seconds, coarse } = nextMark;
            found.push({ type, segment: index, offset: start, seconds, coarse });
            anchored.push(kinds.length);
          }
          beginBreak(nextMark.start);
          if (nextMark.type === "gap") push(SOUND_OR_GAP, GAP, nextMark.start);
        } else if (nextSound && nextSound.start < offset) {
          sound++;
          beginBreak(nextSound.start);
          push(SOUND_OR_GAP, SOUND, nextSound.start);
        } else return;
      }
    };

    for (let i = 0; i < spoken.length; i++) {
      const word = spoken[i];
      if (!word) continue;
      passUpTo(word.start);
      beginBreak(word.start);
      const after = spoken[i + 1]?.start ?? shown.text.length;
      const silence = pause(shown.text.slice(word.end, after));
      push(WORD, syllables(word.text) * SYLLABLE, word.start, silence);
    }
    passUpTo(Number.POSITIVE_INFINITY);
    beginBreak(0);
  });
  firstThing.push(kinds.length);
  firstWord[segments.length] = wordCount;
  return { kinds, costs, offsets, voices, firstThing, firstWord, anchors: found, anchored };
}

import type { Cepstra } from "./sound/cepstra";

/** A word of the text, and what punctuation says of the pause behind it. */
export interface TextWord {
  readonly text: string;
  /** 0: none; 1: a comma; 2: the end of a sentence or paragraph. */
  readonly pause: 0 | 1 | 2;
}

/** A time in the text: this word is heard at this second, as whoever typed it says. */
export interface AnchoredWord {
  readonly word: number;
  readonly seconds: number;
}

/** What is to be aligned. */
export interface AlignRequest {
  /** The sound: samples from -1 to 1 of one channel at 16,000 a second as they come, or what was kept of it. */
  readonly audio: AsyncIterable<Float32Array> | Cepstra;
  readonly words: readonly TextWord[];
  readonly anchors?: readonly AnchoredWord[] | undefined;
  /** The text's language as a BCP 47 tag; without it, the text itself tells. */
  readonly language?: string | undefined;
  /** The sound's length in seconds as others say; only progress depends on it. */
  readonly duration?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Is told now and then how much is done, from 0 to 1. */
  readonly progress?: ((done: number) => void) | undefined;
  /** Where a search that is broken off goes on; without it, a search begins anew. */
  readonly checkpoint?: Checkpoint | undefined;
}

/**
 * Keeps what an aligner has found so far of one sound and one text. What is kept can be cloned (typed arrays and plain
 * objects); whoever keeps it has to see to it that it is given back for the same sound, text and aligner alone.
 */
export interface Checkpoint {
  load(): unknown;
  save(state: unknown): void;
}

/**
 * A stretch of the sound in which no word of the text is spoken: music; `unspoken`, where nobody speaks; or `foreign`,
 * speech that the text does not have, such as an advertisement.
 */
export interface Stretch {
  readonly kind: "music" | "unspoken" | "foreign";
  readonly from: number;
  readonly to: number;
}

/** Something that this recording has and the text's does not: later words are later by its length. */
export interface Insertion {
  readonly from: number;
  readonly to: number;
  /** Whether the text's times show it too, or it only sounds like one. */
  readonly evidence: "anchors" | "sound";
}

/** A time in the text that cannot be true, and when its word is heard instead. */
export interface WrongAnchor extends AnchoredWord {
  readonly heard: number;
}

/** What an aligner found. Times are seconds from the beginning of the sound and never run backwards. */
export interface Alignment {
  /** The start of each word; null for one that is not heard. */
  readonly starts: readonly (number | null)[];
  /** How sure each start is: the probability, from 0 to 1, that it is right to 0.2 s; 0 for a word that is not heard. */
  readonly confidence: Float32Array;
  readonly stretches: readonly Stretch[];
  readonly insertions: readonly Insertion[];
  readonly wrongAnchors: readonly WrongAnchor[];
  /** Whether the sound is the text's, and if not, why no time can be trusted. */
  readonly verdict: "aligned" | "wrong-audio" | "other-language" | "silent";
  /** The sound's length in seconds. */
  readonly duration: number;
}

/** Finds when each word of a text is heard in a sound. Every way to do this has this shape. */
export type Align = (request: AlignRequest) => Promise<Alignment>;

/** From this confidence on a word's time is shown as measured; below it, its paragraph's. */
export const CONFIDENT = 0.963;

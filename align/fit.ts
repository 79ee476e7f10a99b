import type { Ear } from "./ear";
import { createChain } from "./search/chain";
import { type Fine, searchFinely } from "./search/fine";
import { type SaidWord, sayWords } from "./search/said-words";
import { type Cepstra, FRAME_RATE } from "./sound/cepstra";
import { createFeatures } from "./sound/features";

/** How well words fit a stretch of sound. */
export interface Fit {
  /** Mean log-likelihood of the best way to place the words there, over that of the best phones: nats a frame, ≤ 0. */
  readonly score: number;
  /** How likely it is that exactly these words are said there, from 0 to 1. */
  readonly probability: number;
  /** What that means to a reviewer. A hint, never a proof. */
  readonly judgement: Judgement;
}

export type Judgement = "supports" | "unsure" | "against";

// A word may begin a little before the stretch that someone has marked, and end a little behind it, in seconds.
const MARGIN = 0.03;
/** Longer stretches are for the aligner. */
const MOST_SECONDS = 60;

// A logistic regression over true and changed words of spans whose words are known; docs/alignment.md has its figures.
const SLOPE = 1.24;
const MIDDLE = -1.91;
const SUPPORTS = 0.7;
const AGAINST = 0.3;

interface Span {
  readonly words: readonly string[];
  /** Seconds. */
  readonly from: number;
  readonly to: number;
}

/**
 * Says how well words fit the sound between two moments: all of them, in this order, and nothing else but pauses.
 *
 * @returns null where there is nothing to compare: no word, no such stretch, one that is too short for the words or longer
 *   than a minute
 */
export function fitWords(ear: Ear, cepstra: Cepstra, span: Span): Fit | null {
  const found = placeWords(ear, cepstra, span);
  if (!found) return null;
  const { total: score } = found.fine;
  const probability = 1 / (1 + Math.exp(-SLOPE * (score - MIDDLE)));
  const judgement = probability >= SUPPORTS ? "supports" : probability <= AGAINST ? "against" : "unsure";
  return { score, probability, judgement };
}

/** Words where they fit best between two moments. */
export interface Placed {
  readonly said: readonly SaidWord[];
  readonly fine: Fine;
  readonly frames: number;
}

/** Places words between two moments; null where `fitWords` says so. */
export function placeWords(
  { model, dictionary, scorerOf }: Ear,
  cepstra: Cepstra,
  { words, from, to }: Span,
): Placed | null {
  const said = sayWords(
    words.map((text) => ({ text, pause: 0 })),
    dictionary,
    model.definition,
  );
  const first = Math.max(0, Math.round((from - MARGIN) * FRAME_RATE));
  const last = Math.min(cepstra.length, Math.round((to + MARGIN) * FRAME_RATE));
  if (said.length === 0 || !(last > first) || last - first > MOST_SECONDS * FRAME_RATE) return null;
  const scorer = scorerOf(createFeatures(cepstra));
  const fine = searchFinely(model, scorer, createChain(model, said), {
    from: first,
    to: last,
    lenient: false,
  });
  return fine.complete ? { said, fine, frames: last - first } : null;
}

import type { Ear } from "./ear";
import { type Fit, type Placed, placeWords } from "./fit";
import type { Wording } from "./judge/span-around";
import type { Cepstra } from "./sound/cepstra";

// Logistic regressions over changes of which it is known whether they are right: bench/align/train-witness.ts prints these.
// In a gap the words have nothing to be compared with; elsewhere there are the words that stand there.
const IN_GAP = [3.851, 0.684, 0.57, -0.454, -0.262];
const INSTEAD = [0.919, 0.526, 0.174, 0.088];

// From these probabilities on something is said: more than for words that somebody asks about on purpose, since here it is
// said unasked.
const SUPPORTS = 0.8;
const AGAINST = 0.2;
/** No word fits worse than this. */
const WORST = -8;
/** How well words of people fit in a good recording: what is taken where nothing beside a change can be heard. */
const USUAL = -1.1;

/**
 * Says whether the sound supports a change of words: how well they fit where they would be said, and better or worse than
 * the words that stand there now.
 *
 * @returns null where there is nothing to compare: the stretch is too short for the words, or no words are left in it
 */
export function weighWords(ear: Ear, cepstra: Cepstra, wording: Wording): Fit | null {
  const known = witnessTraits(ear, cepstra, wording);
  if (!known) return null;
  const weights = wording.instead === null ? IN_GAP : INSTEAD;
  const sum = known.traits.reduce((all, trait, k) => all + trait * weights[k]!, 0);
  const probability = 1 / (1 + Math.exp(-sum));
  const judgement = probability >= SUPPORTS ? "supports" : probability <= AGAINST ? "against" : "unsure";
  return { score: known.score, probability, judgement };
}

/** What the regressions see of a change, the first being constant; and the fit of its words, in nats a frame. */
export function witnessTraits(
  ear: Ear,
  cepstra: Cepstra,
  { words, asked, instead, from, to, beside }: Wording,
): { readonly traits: readonly number[]; readonly score: number } | null {
  const own = placeWords(ear, cepstra, { words, from, to });
  if (!own) return null;
  const heard = fitOf(own, asked);
  const mean = heard.frames > 0 ? heard.mean : own.fine.total;
  if (instead === null) {
    const nearby = (beside && placeWords(ear, cepstra, beside)?.fine.total) ?? USUAL;
    return { traits: [1, mean, heard.least, own.fine.total, nearby], score: mean };
  }
  const other = placeWords(ear, cepstra, { words: instead, from, to });
  // What stands there cannot be said in so short a time.
  const difference = other ? own.fine.total - other.fine.total : 0 - WORST;
  return {
    traits: [1, signedRoot(difference * own.frames), Math.max(WORST, mean), heard.least],
    score: mean,
  };
}

const signedRoot = (value: number) => Math.sign(value) * Math.sqrt(Math.abs(value));

/** How well the words [first, last) of the text fit: in the mean of their frames, and the worst of them. */
function fitOf({ said, fine }: Placed, [first, last]: readonly [number, number]) {
  let [sum, frames, least] = [0, 0, 0];
  said.forEach(({ of }, i) => {
    if (of < first || of >= last) return;
    const length = fine.end[i]! - fine.start[i]! + 1;
    const fit = Math.max(WORST, fine.fit[i]!);
    sum += fit * length;
    frames += length;
    least = Math.min(least, fit);
  });
  return { mean: frames > 0 ? sum / frames : 0, frames, least };
}

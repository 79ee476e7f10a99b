import type { SoundJudgement } from "@/server/db";

/** What the sound says of a change. It is a hint, never a reason to refuse something. */
export interface SoundWitness {
  readonly judgement: SoundJudgement;
  /** How likely it is that exactly these words are said there, from 0 to 1; of several places, that of the least likely. */
  readonly probability: number;
  /** How well the words fit the sound of that place, in nats a frame, ≤ 0: see `align/fit`. */
  readonly score: number;
}

/** In which order rivals are shown: what the sound supports, what nobody knows, what it speaks against. */
export const soundRank = (sound: SoundWitness | null): number =>
  sound?.judgement === "supports" ? 0 : sound?.judgement === "against" ? 2 : 1;

/** A version's witness as the database has it; null where nothing was measured. */
export function witnessOf(version: {
  readonly sound: SoundJudgement | null;
  readonly soundProbability: number | null;
  readonly soundScore: number | null;
}): SoundWitness | null {
  const { sound: judgement, soundProbability: probability, soundScore: score } = version;
  return judgement === null || probability === null || score === null
    ? null
    : { judgement, probability, score };
}

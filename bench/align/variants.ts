import type { Hardness } from "./make-hard";

/**
 * What is made of the recordings: each a little different in speed, noise, codec, and in what is put in or missing. The
 * first are for training, the others for measuring alone.
 */
export function variant(seed: number, voice: Float32Array): Hardness {
  const pick = <T>(values: readonly T[], salt: number) => values[(seed * 7 + salt * 13) % values.length]!;
  return {
    seed,
    voice,
    shuffled: seed % 3 !== 0,
    tempo: pick([1, 0.9, 1.12, 1.2, 1.06], 1),
    noise: { kind: pick(["pink", "babble", "pink"] as const, 2), level: pick([-15, -20, -12, -25], 3) },
    intro: pick([0, 12, 30, 20], 4),
    beds: { count: pick([0, 2, 3], 5), level: pick([-10, -8, -14], 6) },
    advertisements: pick([[30], [45, 20], [], [90], [20, 60, 35]], 7),
    missingWords: pick([0.04, 0.02, 0], 8),
    missingSentences: pick([2, 0, 1], 9),
    extraWords: pick([0.015, 0, 0.005], 10),
    anchorsEvery: pick([60, 0, 100], 11),
    wrongAnchors: pick([0, 1], 12),
    kilobits: pick([64, 32, 48], 13),
  };
}

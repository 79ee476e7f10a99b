import { witnessTraits } from "../../align/weigh";
import { readEar } from "../../server/text/alignment/read-ear";
import { sharedFolder } from "../../tests/support/shared";
import { type MadeChange, makeGaps } from "./made-gaps";
import { makeHard } from "./make-hard";
import { allSamples, readDemonstration, readRecording } from "./recording";
import { variant } from "./variants";

// `npx tsx bench/align/train-witness.ts` prints the weights for align/weigh.ts: logistic regressions of "these words are
// said there" on what is known of a change. Gaps are made in recordings whose words are known. Half of the gaps are
// trained on; the other half, and another recording, are for the table.

interface Row {
  readonly change: MadeChange;
  readonly traits: readonly number[];
  readonly trained: boolean;
  readonly set: string;
}

const folder = sharedFolder("align");
const ear = await readEar();
const hum = await readRecording(folder, "hum");
const voice = await allSamples(await readDemonstration(2));
const recordings = [
  { set: "hum", recording: hum, trained: true, seed: 1 },
  { set: "hum", recording: hum, trained: true, seed: 2 },
  { set: "hum-hard", recording: await readRecording(folder, "hum-hard"), trained: true, seed: 3 },
  { set: "hum 3", recording: await makeHard(hum, variant(3, voice)), trained: true, seed: 4 },
  { set: "demonstration 1", recording: await readDemonstration(1), trained: true, seed: 6 },
  { set: "demonstration 2, kept back", recording: await readDemonstration(2), trained: false, seed: 7 },
  { set: "hum 33, kept back", recording: await makeHard(hum, variant(33, voice)), trained: false, seed: 5 },
];

const rows: Row[] = [];
for (const { set, recording, trained, seed } of recordings) {
  const made = await makeGaps(ear, recording, seed);
  console.log(`${recording.name}: ${made.places} gaps, ${made.asked} can be asked about`);
  for (const change of made.changes) {
    const known = witnessTraits(ear, made.cepstra, change.wording);
    if (!known) continue;
    // By the sentence, which keeps its number in what is made of a recording: none is on both sides.
    const half = (change.seg % 1000) % 2 === 0;
    rows.push({ change, traits: known.traits, trained: trained && half, set });
  }
}

function train(training: readonly Row[]): number[] {
  const size = training[0]!.traits.length;
  const scale = Array.from(
    { length: size },
    (_, k) => Math.sqrt(training.reduce((sum, row) => sum + row.traits[k]! ** 2, 0) / training.length) || 1,
  );
  const weights = new Float64Array(size);
  // Right and wrong count the same in all: how many of each are proposed on a site is not known here.
  const rights = training.filter(({ change }) => change.right).length;
  const weightOf = (right: boolean) => (right ? 0.5 / rights : 0.5 / (training.length - rights));
  for (let round = 0; round < 6000; round++) {
    const slope = new Float64Array(size);
    for (const { traits, change } of training) {
      const sum = traits.reduce((all, trait, k) => all + (trait * weights[k]!) / scale[k]!, 0);
      const off = ((change.right ? 1 : 0) - 1 / (1 + Math.exp(-sum))) * weightOf(change.right);
      for (let k = 0; k < size; k++) slope[k]! += (off * traits[k]!) / scale[k]!;
    }
    for (let k = 0; k < size; k++) weights[k]! += 2 * slope[k]!;
  }
  return [...weights].map((weight, k) => weight / scale[k]!);
}

for (const kind of ["gap", "replaced"] as const) {
  const of = rows.filter(({ change }) => change.kind === kind);
  const weights = train(of.filter(({ trained }) => trained));
  console.log(`${kind}: [${weights.map((weight) => weight.toFixed(3)).join(", ")}]`);
  for (const set of new Set(of.map((row) => row.set)))
    for (const right of [true, false]) {
      const tested = of.filter((row) => row.set === set && !row.trained && row.change.right === right);
      const chances = tested.map(
        ({ traits }) => 1 / (1 + Math.exp(-traits.reduce((sum, trait, k) => sum + trait * weights[k]!, 0))),
      );
      const share = (count: number) => `${((100 * count) / Math.max(1, tested.length)).toFixed(1)} %`;
      const line = [0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95].map(
        (bound) => `≥${bound}: ${share(chances.filter((chance) => chance >= bound).length)}`,
      );
      console.log(`  ${set}, ${right ? "right" : "wrong"} (${tested.length}): ${line.join("  ")}`);
    }
}

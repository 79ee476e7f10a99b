import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CONFIDENT } from "../../align";
import { type Evidence, traits } from "../../align/judge/confidence";
import { findWords, hear } from "../../align/search/find-words";
import { sayWords } from "../../align/search/said-words";
import { readEar } from "../../server/text/alignment/read-ear";
import { sharedFolder } from "../../tests/support/shared";
import { makeHard } from "./make-hard";
import {
  allSamples,
  type Recording,
  readDemonstration,
  readRecording,
  samplesOf,
  toTextWords,
} from "./recording";
import { variant } from "./variants";

// `npx tsx bench/align/train-confidence.ts` prints the weights for align/judge/confidence.ts: a logistic regression of
// "the start is right to 0.2 s" on what is known of a word. Half of the recordings' blocks of 32 words are trained on,
// the other half and further variants are for the table. What was heard is kept in a folder for temporary files; the name
// of a recording hears that one alone again, and --heard hears none.

interface Row {
  readonly traits: readonly number[];
  readonly right: boolean;
  readonly said: boolean;
  readonly placed: boolean;
}

const cache = join(tmpdir(), "onrecord-train-confidence");
const TRAINED = [1, 2, 3, 4, 5, 6];
const KEPT_BACK = [21, 22, 23, 24];

const folder = sharedFolder("align");
const ear = await readEar();
const demonstration = await readDemonstration(1);
const hum = await readRecording(folder, "hum");
const voice = async () => allSamples(await readDemonstration(2));
const nobodySays = (words: Recording["words"]) => words.map((word) => ({ ...word, start: null }));

const RECORDINGS: Record<string, () => Promise<Recording>> = {
  hum: async () => hum,
  "hum-hard": () => readRecording(folder, "hum-hard"),
  "syn1-hard": () => readRecording(folder, "syn1-hard"),
  "demonstration 1": async () => demonstration,
  ...Object.fromEntries(
    [...TRAINED, ...KEPT_BACK].map((seed) => [
      `hum ${seed}`,
      async () => makeHard(hum, variant(seed, await voice())),
    ]),
  ),
  "wrong audio 1": async () => ({ ...hum, words: nobodySays(demonstration.words) }),
  "wrong audio 2": async () => ({ ...demonstration, words: nobodySays(hum.words) }),
};

async function rowsOf(recording: Recording): Promise<Row[]> {
  const said = sayWords(toTextWords(recording.words), ear.dictionary, ear.model.definition);
  const evidence: Evidence[] = await findWords(ear, await hear({ audio: samplesOf(recording) }), said, {});
  const seen = new Set<number>();
  return said.flatMap(({ of }, i) => {
    if (seen.has(of)) return [];
    seen.add(of);
    const { start } = recording.words[of]!;
    const placed = evidence[i]!.start >= 0;
    const right = placed && start !== null && Math.abs(evidence[i]!.start - start) <= 0.2;
    return [{ traits: traits(evidence, i), right, said: start !== null, placed }];
  });
}

await mkdir(cache, { recursive: true });
const rows: Record<string, Row[]> = {};
const only = process.argv.slice(2).filter((name) => name !== "--heard");
const isHeard = process.argv.includes("--heard");
for (const [name, make] of Object.entries(RECORDINGS)) {
  const file = join(cache, `${name}.json`);
  if (only.includes(name)) await writeFile(file, JSON.stringify(await rowsOf(await make())));
  else if (only.length === 0 && !isHeard && !existsSync(file))
    await writeFile(file, JSON.stringify(await rowsOf(await make())));
  if (existsSync(file)) rows[name] = JSON.parse(await readFile(file, "utf8"));
}
if (only.length > 0) process.exit(0);

const isKeptBack = (name: string) => KEPT_BACK.some((seed) => name === `hum ${seed}`);
const isTrained = (name: string, i: number) => !isKeptBack(name) && (i >> 5) % 2 === 0;
const training = Object.entries(rows).flatMap(([name, all]) =>
  all.filter((row, i) => row.placed && isTrained(name, i)),
);
const size = training[0]!.traits.length;
const scale = Array.from(
  { length: size },
  (_, k) => Math.sqrt(training.reduce((sum, row) => sum + row.traits[k]! ** 2, 0) / training.length) || 1,
);
const weights = new Float64Array(size);
const chance = (row: Row, of: ArrayLike<number>) =>
  1 / (1 + Math.exp(-row.traits.reduce((sum, trait, k) => sum + trait * of[k]!, 0)));
for (let round = 0; round < 4000; round++) {
  const slope = new Float64Array(size);
  const real = weights.map((weight, k) => weight / scale[k]!);
  for (const row of training) {
    const off = (row.right ? 1 : 0) - chance(row, real);
    for (let k = 0; k < size; k++) slope[k]! += (off * row.traits[k]!) / scale[k]!;
  }
  for (let k = 0; k < size; k++) weights[k]! += (2 * slope[k]!) / training.length;
}
const real = weights.map((weight, k) => weight / scale[k]!);
console.log(`WEIGHTS = [${[...real].map((weight) => weight.toFixed(2)).join(", ")}]`);
for (const threshold of [0.9, 0.95, CONFIDENT, 0.98]) {
  console.log(`p >= ${threshold}`);
  for (const [name, all] of Object.entries(rows)) {
    const tested = all.filter((_, i) => !isTrained(name, i));
    const sure = tested.filter((row) => row.placed && chance(row, real) >= threshold);
    const said = tested.filter((row) => row.said).length || tested.length;
    const right = sure.filter((row) => row.right).length;
    console.log(
      `  ${name.padEnd(18)} ${((100 * sure.length) / said).toFixed(1).padStart(5)} % marked, ` +
        `${((100 * right) / Math.max(1, sure.length)).toFixed(2)} % of them right`,
    );
  }
}

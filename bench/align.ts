import { type AnchoredWord, type Cepstra, createHmmAligner, weighWords } from "../align";
import { hear } from "../align/search/find-words";
import { readEar } from "../server/text/alignment/read-ear";
import { sharedFolder } from "../tests/support/shared";
import { makeGaps } from "./align/made-gaps";
import { makeHard } from "./align/make-hard";
import { type Measured, measure, quantile, within } from "./align/measure";
import { measureFits } from "./align/measure-fits";
import { alignByEchogarden, alignRepeated } from "./align/measure-speed";
import {
  allSamples,
  type Recording,
  readDemonstration,
  readRecording,
  samplesOf,
  toTextWords,
} from "./align/recording";
import { variant } from "./align/variants";
import { wrongPairs } from "./align/wrong-pairs";
import { reportFigure } from "./report-figure";

// Word times from the sound, against times that are known. docs/alignment.md says what was measured on. A word after
// `align` measures one part alone: words, kept-back, demonstration, verdicts, insertions, fits, witness, speed,
// echogarden.

const PARTS = {
  words: measureWords,
  "kept-back": measureKeptBack,
  demonstration: measureDemonstration,
  verdicts: measureVerdicts,
  insertions: measureInsertions,
  fits: reportFits,
  witness: measureWitness,
  speed: measureSpeed,
  echogarden: compareWithEchogarden,
};

const folder = sharedFolder("align");
const ear = await readEar();
const align = createHmmAligner(ear);
const only = process.argv.slice(2);
for (const [name, part] of Object.entries(PARTS)) if (only.length === 0 || only.includes(name)) await part();

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function milliseconds(seconds: number): string {
  return `${Math.round(1000 * seconds)} ms`;
}

async function alignRecording(
  recording: Recording,
  { anchors = recording.anchors, audio }: { anchors?: readonly AnchoredWord[]; audio?: Cepstra } = {},
) {
  const words = toTextWords(recording.words);
  const found = await align({ audio: audio ?? samplesOf(recording), words, anchors });
  const measured = measure(recording, found);
  printLine(recording.name, measured);
  return { found, measured };
}

function printLine(name: string, { errors, omitted, confident, confidentRight }: Measured): void {
  console.log(
    `${name.padEnd(26)} median ${milliseconds(quantile(errors, 0.5))}, within 0.2 s ${percent(within(errors, 0.2))}, ` +
      `worst ${(errors.at(-1) ?? 0).toFixed(2)} s, left out ${percent(omitted)}, ` +
      `sure ${percent(confident)}, of these right ${percent(confidentRight)}`,
  );
}

async function measureWords(): Promise<void> {
  const any = Number.POSITIVE_INFINITY;
  const bars = {
    hum: { median: 0.02, right: 0.975, omitted: 0.02, worst: any, sure: 0.9 },
    "hum-hard": { median: 0.025, right: 0.95, omitted: 0.05, worst: 2, sure: 0.75 },
    "syn1-hard": { median: 0.016, right: 0.98, omitted: 1, worst: any, sure: 0 },
  };
  const against = "times by hand and by other aligners";
  for (const [name, bar] of Object.entries(bars)) {
    const recording = await readRecording(folder, name);
    const { measured } = await alignRecording(recording);
    const median = quantile(measured.errors, 0.5);
    const right = within(measured.errors, 0.2);
    const worst = measured.errors.at(-1) ?? 0;
    reportFigure({
      what: `words of ${name} on time`,
      figure: `${milliseconds(median)}, ${percent(right)}, worst ${worst.toFixed(1)} s, ${percent(measured.omitted)} left out`,
      bar: `${milliseconds(bar.median)}, ${percent(bar.right)}${bar.omitted < 1 ? `, ${percent(bar.omitted)} left out` : ""}`,
      against,
      reached:
        median <= bar.median && right >= bar.right && measured.omitted <= bar.omitted && worst <= bar.worst,
    });
    if (bar.sure > 0)
      reportFigure({
        what: `words of ${name} marked as sure`,
        figure: `${percent(measured.confident)}, of these right ${percent(measured.confidentRight)}`,
        bar: `${percent(bar.sure)}, 98.5 %`,
        against,
        reached: measured.confident >= bar.sure && measured.confidentRight >= 0.985,
      });
    const without = (await alignRecording(recording, { anchors: [] })).measured;
    reportFigure({
      what: `words of ${name} on time, without anchors`,
      figure: percent(within(without.errors, 0.2)),
      bar: `${percent(right - 0.01)}`,
      against: "the same with anchors, less one point",
      reached: within(without.errors, 0.2) >= right - 0.01 && without.omitted <= measured.omitted + 0.01,
    });
  }
}

/** Recordings that nothing was tuned to: the passages of `hum` in another order, and other speeds, noises and cuts. */
async function measureKeptBack(): Promise<void> {
  const hum = await readRecording(folder, "hum");
  const voice = await allSamples(await readDemonstration(2));
  const all: Measured[] = [];
  for (const seed of [31, 32, 33, 34, 35, 36])
    all.push((await alignRecording(await makeHard(hum, variant(seed, voice)))).measured);
  const errors = all.flatMap((one) => one.errors).sort((a, b) => a - b);
  const said = all.reduce((sum, one) => sum + one.said, 0);
  const omitted = all.reduce((sum, one) => sum + one.omitted * one.said, 0) / said;
  const median = quantile(errors, 0.5);
  reportFigure({
    what: "words of six kept-back recordings on time",
    figure: `${milliseconds(median)}, ${percent(within(errors, 0.2))}, ${percent(omitted)} left out`,
    bar: "25 ms, 95.0 %, 5.0 % left out",
    against: "times by hand and by other aligners",
    reached: median <= 0.025 && within(errors, 0.2) >= 0.95 && omitted <= 0.05,
  });
}

async function measureDemonstration(): Promise<void> {
  for (const episode of [1, 2] as const) {
    const { measured } = await alignRecording(await readDemonstration(episode));
    const { errors, omitted } = measured;
    reportFigure({
      what: `words of demonstration ${episode}`,
      figure: `${percent(within(errors, 0.1))} within 100 ms, worst ${milliseconds(errors.at(-1) ?? 0)}, ${percent(omitted)} left out`,
      bar: "all within 100 ms",
      against: "the times it was made with",
      reached: within(errors, 0.1) === 1 && omitted === 0,
    });
  }
}

async function measureVerdicts(): Promise<void> {
  const recordings = [
    await readRecording(folder, "hum"),
    await readRecording(folder, "syn1-hard"),
    await readRecording(folder, "hum-hard"),
    await readDemonstration(1),
  ];
  const heard: { recording: Recording; cepstra: Cepstra }[] = [];
  for (const recording of recordings)
    heard.push({ recording, cepstra: await hear({ audio: samplesOf(recording) }) });
  const pairs = wrongPairs(heard);
  let right = 0;
  let most = 0;
  for (const { name, audio, words, language, verdict } of pairs) {
    const found = await align({ audio, words: toTextWords(words), language });
    const sure = measure(
      { ...recordings[0]!, words: words.map((word) => ({ ...word, start: 0 })) },
      found,
    ).confident;
    most = Math.max(most, sure);
    if (found.verdict === verdict) right++;
    else console.log(`${name}: ${found.verdict}, not ${verdict}`);
  }
  reportFigure({
    what: "sounds and texts that do not belong together",
    figure: `${right} of ${pairs.length} named, at most ${percent(most)} of the words sure`,
    bar: `all, under 5 %`,
    against: "what they are",
    reached: right === pairs.length && most < 0.05,
  });
}

async function measureInsertions(): Promise<void> {
  const hum = await readRecording(folder, "hum");
  const voice = await allSamples(await readDemonstration(2));
  const before = (await alignRecording(hum)).measured;
  for (const anchorsEvery of [60, 0]) {
    const made = await makeHard(hum, { seed: 50, voice, advertisements: [20, 60, 90], anchorsEvery });
    const { found, measured } = await alignRecording(made);
    const off = made.inserted.map(([from, to]) =>
      Math.min(...found.insertions.map((one) => Math.max(Math.abs(one.from - from), Math.abs(one.to - to)))),
    );
    const worst = Math.max(...off);
    const right = within(measured.errors, 0.2);
    reportFigure({
      what: `insertions of 20, 60 and 90 s, ${anchorsEvery ? "with" : "without"} anchors`,
      figure: `${off.filter(Number.isFinite).length} found of ${found.insertions.length}, edges within ${worst.toFixed(1)} s; words ${percent(right)}`,
      bar: "3 of 3, 6 s; words as without them",
      against: "where they were put in",
      reached: found.insertions.length === 3 && worst <= 6 && right >= within(before.errors, 0.2) - 0.01,
    });
  }
}

async function reportFits(): Promise<void> {
  for (const [name, bar] of [
    ["hum", 0.97],
    ["hum-hard", 0.92],
  ] as const) {
    const fits = await measureFits(ear, folder, name);
    const slow = quantile(fits.milliseconds, 0.95);
    console.log(
      `${name}: true words beat another passage in ${percent(fits.beatsForeign)}, and all their rivals in ` +
        `${percent(fits.bestOfAll)} of ${fits.spans} spans`,
    );
    reportFigure({
      what: `true words of ${name} against one word changed`,
      figure: `${percent(fits.beatsChanged)}, p95 ${slow.toFixed(0)} ms`,
      bar: `${percent(bar)}, 150 ms`,
      against: "the words that are said",
      reached: fits.beatsChanged >= bar && slow < 150,
    });
  }
}

/** Gaps and corrections that are made in recordings, half of which the weights were not trained on. */
async function measureWitness(): Promise<void> {
  const hum = await readRecording(folder, "hum");
  const voice = await allSamples(await readDemonstration(2));
  const keptBack = async (seed: number) => makeHard(hum, variant(seed, voice));
  for (const recording of [
    hum,
    await readRecording(folder, "hum-hard"),
    await keptBack(33),
    await keptBack(34),
  ]) {
    const { cepstra, changes, places, asked } = await makeGaps(ear, recording, 11);
    for (const kind of ["gap", "replaced"] as const) {
      const judged = changes
        .filter((change) => change.kind === kind)
        .map(({ right, wording }) => ({ right, said: weighWords(ear, cepstra, wording)?.judgement }));
      const share = (right: boolean, judgement: string) => {
        const of = judged.filter((one) => one.right === right);
        return of.filter(({ said }) => said === judgement).length / Math.max(1, of.length);
      };
      const [yes, falsely] = [share(true, "supports"), share(false, "supports")];
      const [no, wrongly] = [share(false, "against"), share(true, "against")];
      reportFigure({
        what: `${kind === "gap" ? `${asked} of ${places} gaps` : "corrections"} of ${recording.name}`,
        figure: `supported ${percent(yes)} of right and ${percent(falsely)} of wrong words, against ${percent(wrongly)} and ${percent(no)}`,
        bar: "five times as often, and three times",
        against: "the words that are said",
        reached: yes >= 5 * falsely && no >= 3 * wrongly,
      });
    }
  }
}

async function repeatHard(times: number) {
  const hard = await readRecording(folder, "hum-hard");
  const took = await alignRepeated(hard, times);
  const { errors } = measure(
    { ...hard, words: took.words },
    { starts: took.starts, confidence: new Float32Array() },
  );
  return { ...took, right: within(errors, 0.2) };
}

async function measureSpeed(): Promise<void> {
  let short = Number.POSITIVE_INFINITY;
  for (const [times, isShort] of [
    [11, true],
    [32, false],
  ] as const) {
    const { duration, seconds, right, memory } = await repeatHard(times);
    const hours = `${(duration / 3600).toFixed(1)} hours of MP3`;
    console.log(`${hours}: ${percent(right)} of the words within 0.2 s`);
    if (isShort)
      reportFigure({
        what: `${hours}, with decoding and start`,
        figure: `${(duration / seconds).toFixed(0)} times real time`,
        bar: "60 times",
        against: "user and system time of the whole process",
        reached: duration / seconds >= 60,
      });
    reportFigure({
      what: `most memory for ${hours}`,
      figure: `${Math.round(memory / 1e6)} MB`,
      bar: "250 MB",
      against: "the resident set of the process",
      reached: memory < 250e6,
    });
    if (isShort) short = memory;
    else
      reportFigure({
        what: `memory for ${hours}, against a third of it`,
        figure: `${(memory / short).toFixed(2)} times`,
        bar: "1.25 times",
        against: "the same recording a third as often",
        reached: memory <= 1.25 * short,
      });
  }
}

async function compareWithEchogarden(): Promise<void> {
  const hum = await readRecording(folder, "hum");
  const ours = await alignRepeated(hum, 1);
  const theirs = await alignByEchogarden(hum);
  reportFigure({
    what: "hum, against echogarden",
    figure: `${(theirs.seconds / ours.seconds).toFixed(1)} times as fast (${ours.seconds.toFixed(1)} s against ${theirs.seconds.toFixed(1)} s)`,
    bar: "4 times",
    against: "user and system time of both processes in one run",
    reached: theirs.seconds >= 4 * ours.seconds,
  });
}

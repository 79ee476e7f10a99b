import { type Align, createHmmAligner } from "../align";
import { readEar } from "../server/text/alignment/read-ear";
import { sharedFolder } from "../tests/support/shared";
import { type Measured, measure, quantile, within } from "./align/measure";
import { type Recording, readDemonstration, readRecording, samplesOf, toTextWords } from "./align/recording";
import { reportFigure } from "./report-figure";

// Word times from the sound, against times that are known. What was measured on: docs/alignment.md.

const folder = sharedFolder("align");
const ear = await readEar();
const align: Align = createHmmAligner(ear);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const milliseconds = (seconds: number) => `${Math.round(1000 * seconds)} ms`;

const alignRecording = async (recording: Recording, anchors = recording.anchors) => {
  const found = await align({ audio: samplesOf(recording), words: toTextWords(recording.words), anchors });
  return { found, measured: measure(recording, found) };
};

const line = (name: string, { errors, omitted, confident, confidentRight }: Measured) =>
  console.log(
    `${name.padEnd(26)} median ${milliseconds(quantile(errors, 0.5))}, within 0.2 s ${percent(within(errors, 0.2))}, ` +
      `worst ${(errors.at(-1) ?? 0).toFixed(2)} s, left out ${percent(omitted)}, ` +
      `confident ${percent(confident)}, of these right ${percent(confidentRight)}`,
  );

const BARS = {
  hum: { median: 0.02, within: 0.975, omitted: 0.02, worst: Number.POSITIVE_INFINITY, confident: 0.9 },
  "hum-hard": { median: 0.025, within: 0.95, omitted: 0.05, worst: 2, confident: 0.75 },
  "syn1-hard": { median: 0.016, within: 0.98, omitted: 1, worst: Number.POSITIVE_INFINITY, confident: 0 },
} as const;
const RIGHT = 0.985;

for (const [name, bar] of Object.entries(BARS)) {
  const recording = await readRecording(folder, name);
  const { measured, found } = await alignRecording(recording);
  line(name, measured);
  const median = quantile(measured.errors, 0.5);
  const right = within(measured.errors, 0.2);
  const worst = measured.errors.at(-1) ?? 0;
  reportFigure({
    what: `words of ${name} on time`,
    figure: `${milliseconds(median)}, ${percent(right)}, worst ${worst.toFixed(1)} s, ${percent(measured.omitted)} left out`,
    bar: `${milliseconds(bar.median)}, ${percent(bar.within)}${bar.omitted < 1 ? `, ${percent(bar.omitted)}` : ""}`,
    against: "times by hand and by other aligners",
    reached:
      median <= bar.median && right >= bar.within && measured.omitted <= bar.omitted && worst <= bar.worst,
  });
  if (bar.confident > 0)
    reportFigure({
      what: `words of ${name} marked as sure`,
      figure: `${percent(measured.confident)}, of these right ${percent(measured.confidentRight)}`,
      bar: `${percent(bar.confident)}, ${percent(RIGHT)}`,
      against: "the same",
      reached: measured.confident >= bar.confident && measured.confidentRight >= RIGHT,
    });
  const without = (await alignRecording(recording, [])).measured;
  reportFigure({
    what: `words of ${name} on time, without anchors`,
    figure: percent(within(without.errors, 0.2)),
    bar: `${percent(right)} less one point`,
    against: "the same with anchors",
    reached: within(without.errors, 0.2) >= right - 0.01 && without.omitted <= measured.omitted + 0.01,
  });
  for (const [from, to] of recording.inserted) {
    const off = (one: { from: number; to: number }) =>
      Math.max(Math.abs(one.from - from), Math.abs(one.to - to));
    const nearest = Math.min(...found.insertions.map(off));
    reportFigure({
      what: `the insertion of ${name}`,
      figure: Number.isFinite(nearest) ? `edges within ${nearest.toFixed(1)} s` : "not found",
      bar: "6 s",
      against: "where it was put in",
      reached: nearest <= 6,
    });
  }
}

for (const episode of [1, 2] as const) {
  const recording = await readDemonstration(episode);
  const { measured } = await alignRecording(recording);
  line(recording.name, measured);
  const worst = measured.errors.at(-1) ?? Number.NaN;
  reportFigure({
    what: `words of ${recording.name}`,
    figure: `worst ${milliseconds(worst)}, ${percent(measured.omitted)} left out`,
    bar: "100 ms, none",
    against: "the times it was made with",
    reached: worst <= 0.1 && measured.omitted === 0,
  });
}

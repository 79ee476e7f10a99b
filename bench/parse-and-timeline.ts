import { corpusOrExit, corpusText } from "../tests/support/corpus";
import { parse, timeline } from "../transcript";
import { reportFigure } from "./report-figure";

// How long a page waits for its words and their times: parse and timeline of the corpus' longest file, and of
// the same talk extended to the length of the longest known transcript (29,000 words), compared with a bare
// split on white space.

const ROUNDS = 40;
const WARM_UP = 15;

function median(run: () => unknown): number {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS + WARM_UP; round++) {
    const begin = performance.now();
    run();
    if (round >= WARM_UP) times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b)[ROUNDS / 2] ?? 0;
}

const text = corpusText(corpusOrExit(), "backstage/backstage-9.md");
const longer = text + text.slice(0, text.indexOf("\n\n", text.length * 0.06) + 2);

let slowest = 0;
let split = 0;
for (const [name, source] of [
  ["backstage/backstage-9.md", text],
  ["the same, longer", longer],
] as const) {
  let first = performance.now();
  timeline(parse(source));
  first = performance.now() - first;
  const words = timeline(parse(source)).starts.length;
  const ours = median(() => timeline(parse(source)));
  const bare = median(() => source.split(/\s+/));
  if (ours > slowest) [slowest, split] = [ours, bare];
  console.log(
    `${name}: ${words} words, ${ours.toFixed(1)} ms (median of ${ROUNDS} after ${WARM_UP} to warm up; the very first ${first.toFixed(0)} ms), ` +
      `${(ours / bare).toFixed(1)} times a bare split on white space (${bare.toFixed(1)} ms)`,
  );
}
reportFigure({
  what: "parse and timeline, the longest",
  figure: `${slowest.toFixed(1)} ms`,
  bar: "under 30 ms",
  against: `a bare split on white space: ${split.toFixed(1)} ms`,
  reached: slowest < 30,
});

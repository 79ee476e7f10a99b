import { corpusOrExit, corpusPaths, corpusText, sharedRows } from "../tests/support/corpus";
import { anchors, parse, timeline, words } from "../transcript";
import { reportFigure } from "./report-figure";

// The error of the timeline, |start of the quote − the second at which it is heard in the real audio|, for
// the claims of one episode, compared with linear interpolation by words between the same anchors.

const folder = corpusOrExit();
const transcript = parse(corpusText(folder, "practicalai/practical-ai-147.md"));
const claims = sharedRows<{ id: string; quote: string; prefix: string; at: number }>(
  "surveys/claims-practical-ai-147.jsonl",
);

// Quotes are matched by letters and digits only: the claims use display spelling, with curly quotes and
// dashes.
const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
const spoken = transcript.segments.flatMap((segment) =>
  words(segment.body).map((word) => letters(word.text)),
);
const positions: number[] = [];
let length = 0;
for (const word of spoken) {
  positions.push(length);
  length += word.length;
}
const everything = spoken.join("");

function wordOf(claim: { id: string; quote: string; prefix: string }): number {
  const prefix = letters(claim.prefix.replace(/^\S*\s/, ""));
  const found = everything.indexOf(prefix + letters(claim.quote));
  const at = found >= 0 ? found + prefix.length : everything.indexOf(letters(claim.quote));
  const word = positions.findIndex((start, i) => start <= at && at < start + (spoken[i]?.length ?? 0));
  if (at < 0 || word < 0) throw new Error(`${claim.id} is not in the transcript: ${claim.quote}`);
  return word;
}

function straight(): (word: number) => number {
  const { firstWord } = timeline(transcript);
  const points = anchors(transcript).map(({ segment, offset, seconds }) => ({
    seconds,
    word:
      (firstWord[segment] ?? 0) +
      words(transcript.segments[segment]?.body ?? "").filter((w) => w.start < offset).length,
  }));
  points.unshift({ word: 0, seconds: 0 });
  return (word) => {
    const next = points.findIndex((point) => point.word > word);
    const to = points[next] ?? points[points.length - 1];
    const from = points[next < 0 ? points.length - 2 : next - 1];
    if (!from || !to || to.word === from.word) return from?.seconds ?? 0;
    return from.seconds + ((word - from.word) / (to.word - from.word)) * (to.seconds - from.seconds);
  };
}

function summary(name: string, start: (word: number) => number): number[] {
  const errors = claims.map((claim) => Math.abs(start(wordOf(claim)) - claim.at)).sort((a, b) => a - b);
  const part = (share: number) => errors[Math.min(errors.length - 1, Math.floor(share * errors.length))] ?? 0;
  const middle = errors.length / 2;
  const median = ((errors[Math.ceil(middle) - 1] ?? 0) + (errors[Math.floor(middle)] ?? 0)) / 2;
  const figures = [median, part(0.9), errors.at(-1) ?? 0];
  const [m = 0, p90 = 0, max = 0] = figures.map((n) => n.toFixed(1));
  console.log(`${name.padEnd(34)} median ${m} s   90th percentile ${p90} s   worst ${max} s`);
  return figures;
}

const { starts } = timeline(transcript);
console.log(`${claims.length} quotes of practicalai/practical-ai-147, against the real audio`);
const [ours = 0, , worst = 0] = summary("timeline", (word) => starts[word] ?? 0);
const [theirs = 0, , theirWorst = 0] = summary("straight interpolation by words", straight());
console.log(`ratio of the medians ${(ours / theirs).toFixed(2)}`);
if (process.argv.includes("--each")) {
  for (const claim of claims) {
    const found = starts[wordOf(claim)] ?? 0;
    console.log(
      `${claim.id} at ${claim.at} found ${found.toFixed(1)} error ${(found - claim.at).toFixed(1)}`,
    );
  }
}

// The same question for the other episodes, without their audio: leave out a timestamp and predict it from
// the rest.
const missed: number[] = [];
for (const path of corpusPaths(folder).filter((path) => !/practical-ai-147|^news/.test(path))) {
  const other = parse(corpusText(folder, path));
  const all = anchors(other);
  // Every third timestamp that is at the start of a paragraph, a minute or more from its neighbours and
  // without a break between.
  for (let i = 1; i + 1 < all.length; i += 3) {
    const [from, left, to] = [all[i - 1], all[i], all[i + 1]];
    if (!from || !left || !to || left.offset > 3 || to.seconds - from.seconds > 700) continue;
    if (Math.min(left.seconds - from.seconds, to.seconds - left.seconds) < 60) continue;
    if (other.segments.slice(from.segment, to.segment + 1).some(({ kind }) => kind === "marker")) continue;
    const rest = timeline(other, { anchors: all.filter((anchor) => anchor !== left) });
    const start = rest.starts[rest.firstWord[left.segment] ?? 0] ?? 0;
    missed.push(Math.abs(start - left.seconds - (left.coarse ? 0.5 : 0)));
  }
}
missed.sort((a, b) => a - b);
console.log(
  `${missed.length} timestamps of other episodes, each left out: median error ${(missed[missed.length >> 1] ?? 0).toFixed(1)} s`,
);
reportFigure({
  what: "the timeline, of practicalai/147",
  figure: `median error ${ours.toFixed(1)} s, worst ${worst.toFixed(1)} s`,
  bar: "median under 3.5 s, none over 13 s",
  against: `the real audio; straight interpolation: ${theirs.toFixed(1)} s and ${theirWorst.toFixed(1)} s`,
  reached: ours < 3.5 && worst <= 13,
});

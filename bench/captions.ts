import { collectionFiles } from "../tests/support/corpus";
import { judgeCaptions, sumJudged } from "../tests/support/judge-captions";
import { parse, timeline, toVtt } from "../transcript";
import { reportFigure } from "./report-figure";

// Captions that are cut here, of the whole collection, by each rule of subtitling; what breaks one is told apart by its
// reason. The collection has no word times, so speech is as fast as the timeline takes it to be between the timestamps.

const found = sumJudged(
  [...collectionFiles()]
    // A newsletter that was read out: it has no times at all.
    .filter(({ path }) => !path.startsWith("news/"))
    .map(({ text }) => {
      const transcript = parse(text);
      return judgeCaptions(toVtt(transcript, timeline(transcript)), 42);
    }),
);

const share = (count: number) => `${((100 * count) / found.all).toFixed(2)} %`;
console.log(`${found.all.toLocaleString("en")} captions`);
for (const [what, broken, reason] of [
  ["captions of at most 7 seconds", found.long, ""],
  [
    "captions of at least a second",
    found.short + found.crowded,
    `; of the others ${share(found.crowded)} end where the next begins`,
  ],
  ["captions of two lines of 42 characters", found.lines, ""],
  [
    "captions of 20 characters a second, where the speech allows",
    found.fast,
    `; ${share(found.fastSpeech)} more are faster since the speech is`,
  ],
] as const)
  reportFigure({
    what,
    figure: `${share(found.all - broken)}${reason}`,
    bar: "99 %",
    against: `${found.all.toLocaleString("en")} captions of the collection`,
    reached: broken / found.all <= 0.01,
  });

import { collectionFiles } from "../tests/support/corpus";
import { readByOthers } from "../tests/support/read-by-others";
import { parse, timeline } from "../transcript";
import { reportFigure } from "./report-figure";

// Captions, HTML and JSON of 200 episodes, read by programs of others. Feeds of 200 episodes are read by the Podcast
// Index's parser and by feedsmith in tests/server/feeds/other-readers.test.ts.

const EPISODES = 200;

const all = [...collectionFiles()].filter(({ path }) => !path.startsWith("news/"));
// Spread over the whole collection.
const chosen = all.filter(
  (_, i) => Math.floor((i * EPISODES) / all.length) !== Math.floor(((i - 1) * EPISODES) / all.length),
);
let clean = 0;
for (const { path, text } of chosen) {
  const transcript = parse(text);
  const wrong = await readByOthers(transcript, timeline(transcript, { duration: null }));
  if (wrong.length === 0) clean++;
  else console.log(`${path}: ${wrong.slice(0, 3).join("; ")}`);
}
reportFigure({
  what: "episodes that programs of others read without an error",
  figure: `${clean} of ${chosen.length}`,
  bar: `all of ${EPISODES}`,
  against: "webvtt-parser, node-webvtt, media-captions, subtitle, srt-parser-2, transcriptator",
  reached: clean === chosen.length && chosen.length === EPISODES,
});

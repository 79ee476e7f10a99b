import { chromium } from "@playwright/test";
import { ensureBuilt } from "../scripts/bootstrap/build.mjs";
import { createSay } from "../scripts/bootstrap/report.mjs";
import { findBrowser } from "../scripts/browser/find";
import { corpusFolder, corpusMissing, corpusText } from "../tests/support/corpus";
import { startSite } from "../tests/support/site";
import { parse, timeline } from "../transcript";
import { addLongEpisode, LONG_EPISODE } from "./reader/add-long-episode";
import { countNodes } from "./reader/count-nodes";
import { type LightFound, measureLight } from "./reader/measure-light";
import { measureLoading } from "./reader/measure-loading";
import { measureWork } from "./reader/measure-work";
import { openEpisode } from "./reader/open-episode";
import { serveAudio } from "./reader/serve-audio";
import { reportFigure } from "./report-figure";

// What a listener's browser has to bear: the corpus' longest episode and the demonstration, on the built
// site, in a real Chromium, started by pressing play. bench/README.md defines each figure.

const LONGEST = "podcast/the-changelog-594.md";
const DEMONSTRATION = "/figures/1";
/** A second near the middle where nothing special happens. */
const MIDDLE = 5400;
const MINUTE = 60;

const NODES_A_SEGMENT = 8;
const SCRIPT_SHARE = 0.01;
/** A frame at 60 per second, rounded up. */
const FRAME_MS = 17;

if (!corpusFolder) {
  console.error(corpusMissing);
  process.exit(1);
}
const text = corpusText(corpusFolder, LONGEST);
await ensureBuilt({ say: createSay() });
const { executablePath, args, env, source } = await findBrowser();
const audio = await serveAudio(timeline(parse(text)).end);
const site = await startSite({ fill: (db) => addLongEpisode(db, text, audio) });
const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
try {
  const hours = (audio.seconds / 3600).toFixed(1);
  console.log(`${LONGEST}, ${hours} h of audio; ${source}, version ${browser.version()}`);
  await nodes();
  await work();
  await light("the demonstration", DEMONSTRATION);
  await light("29,000 words", `${LONG_EPISODE}?t=${MIDDLE}`);
  await loading();
} finally {
  await browser.close();
  await site.stop();
  await audio.stop();
}
// The schema engine leaves a timer of ten seconds behind.
process.exit();

async function nodes(): Promise<void> {
  const { page, close } = await openEpisode(browser, site.url + LONG_EPISODE);
  const { elements, texts, segments, words } = await countNodes(page);
  await close();
  const aSegment = (elements + texts) / segments;
  console.log(
    `${elements} elements (${(elements / segments).toFixed(2)} a segment) and ${texts} texts, with ${segments} segments of ${words} words`,
  );
  reportFigure({
    what: "nodes in the page of 29,000 words",
    figure: `${aSegment.toFixed(2)} a segment`,
    bar: `under ${NODES_A_SEGMENT}`,
    against: `an element and its text for each word: ${((elements + texts + 2 * words) / segments).toFixed(0)} a segment`,
    reached: aSegment < NODES_A_SEGMENT,
  });
}

async function work(): Promise<void> {
  const { page, devtools, close } = await openEpisode(browser, `${site.url}${LONG_EPISODE}?t=${MIDDLE}`);
  const { playing, resting, mostScript, heapUsed, heapNeeded } = await measureWork(page, devtools);
  await close();
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  console.log(
    `while it plays: script ${percent(playing.script)} (the worst of the rounds ${percent(mostScript)}), style ${percent(playing.style)}, layout ${percent(playing.layout)}, all tasks ${percent(playing.tasks)}`,
  );
  console.log(`at rest: script ${percent(resting.script)}, all tasks ${percent(resting.tasks)}`);
  console.log(
    `JavaScript's heap while it plays: ${heapUsed.toFixed(1)} MB, of it needed ${heapNeeded.toFixed(1)} MB`,
  );
  reportFigure({
    what: "script while 29,000 words play",
    figure: `${percent(playing.script)} of the time`,
    bar: `under ${percent(SCRIPT_SHARE)}`,
    against: `the same page at rest: ${percent(resting.script)}`,
    reached: playing.script < SCRIPT_SHARE,
  });
}

async function light(name: string, address: string): Promise<void> {
  const { page, close } = await openEpisode(browser, site.url + address);
  const found = await measureLight(page, MINUTE);
  await close();
  console.log(inWords(found));
  reportFigure({
    what: `lit word in a minute of ${name}, p95`,
    figure: `${found.p95.toFixed(1)} ms`,
    bar: `within ${FRAME_MS} ms`,
    against: "the audio's clock at the word's start",
    reached: found.p95 <= FRAME_MS,
  });
}

function inWords(found: LightFound): string {
  const { changes, passedOver, p50, p95, worst, bias, frames, readings, clockJitter } = found;
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  return `${changes} words lit, ${passedOver} too short to be lit; error ${ms(p50)} (p50), ${ms(p95)} (p95), ${ms(worst)} (worst), ${ms(bias)} (p50, signed); ${frames.toFixed(1)} frames and ${readings.toFixed(1)} readings of the audio's clock per second, which strays ${ms(clockJitter)} from the wall clock between two frames (p95)`;
}

async function loading(): Promise<void> {
  const found = await measureLoading(browser, site.url + LONG_EPISODE);
  const { painted, startsLoaded, canPlay, script, tasks, transferred, html, copy } = found;
  console.log(
    `text drawn after ${painted.toFixed(0)} ms, words' starts loaded after ${startsLoaded.toFixed(0)} ms, can play after ${canPlay.toFixed(0)} ms`,
  );
  console.log(
    `the main thread until then and a second after: ${script.toFixed(0)} ms of script, ${tasks.toFixed(0)} ms in all`,
  );
  const sizes = Object.entries(transferred).map(([kind, size]) => `${kind} ${size.toFixed(1)} KB`);
  console.log(`over the wire: ${sizes.join(", ")}`);
  console.log(
    `the document uncompressed: ${html.toFixed(0)} KB, of which React's copy takes ${copy.toFixed(0)} KB`,
  );
}

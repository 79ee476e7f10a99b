import { type Browser, type CDPSession, chromium, type Page } from "@playwright/test";
import { PLAY } from "../lib/page-contract";
import { ensureBuilt } from "../scripts/bootstrap/build.mjs";
import { createSay } from "../scripts/bootstrap/report.mjs";
import { findBrowser } from "../scripts/browser/find";
import { corpusFolder, corpusMissing, corpusText } from "../tests/support/corpus";
import { startSite } from "../tests/support/site";
import { parse, timeline } from "../transcript";
import { servePeer } from "./peer/peer-page";
import { addLongEpisode, LONG_EPISODE } from "./reader/add-long-episode";
import { markPlayable, waitForMark } from "./reader/mark-playable";
import { measureWork, type WorkFound } from "./reader/measure-work";
import { pressPlay, soundOf } from "./reader/open-episode";
import { serveAudio } from "./reader/serve-audio";
import { median } from "./reader/statistics";
import { traceScript } from "./reader/trace-script";
import { reportFigure } from "./report-figure";
import { installPackage } from "./tools/install-package";

// The same transcript of 29,000 words and the same audio in our page and in hyperaudio-lite, which has an
// element for each word; in one run and one browser, in turns.

const PEER = ["hyperaudio-lite", "2.6.4"] as const;
const LONGEST = "podcast/the-changelog-594.md";
/** A second near the middle where nothing special happens. */
const MIDDLE = 5400;
const LOADS = 15;
const READY = "can-be-heard";
const FEWER_NODES = 8;
const SOONER = 2;

if (!corpusFolder) {
  console.error(corpusMissing);
  process.exit(1);
}
const text = corpusText(corpusFolder, LONGEST);
const transcript = parse(text);
await ensureBuilt({ say: createSay() });
const { executablePath, args, env, source } = await findBrowser();
const audio = await serveAudio(timeline(transcript).end);
const installed = await installPackage(...PEER);
const peer = await servePeer({ transcript, audio, folder: installed.folder });
const site = await startSite({ fill: (db) => addLongEpisode(db, text, audio) });
const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
try {
  console.log(`${PEER.join(" ")}, ${LONGEST}; ${source}, version ${browser.version()}`);
  await bench(browser);
} finally {
  await browser.close();
  await site.stop();
  await audio.stop();
  await peer[Symbol.asyncDispose]();
  await installed[Symbol.asyncDispose]();
}
// The schema engine leaves a timer of ten seconds behind.
process.exit();

interface Side {
  readonly name: string;
  readonly url: string;
  /** An expression of the page: whether its button is there and its words respond to the audio. */
  readonly isReady: string;
}

interface Loaded {
  /** Milliseconds from the navigation until the audio can play and the words respond. */
  readonly ready: number;
  readonly nodes: number;
}

async function bench(browser: Browser): Promise<void> {
  const sides: { ours: Side; theirs: Side } = {
    ours: {
      name: "On Record",
      url: site.url + LONG_EPISODE,
      isReady: `document.querySelector("[${PLAY}]") !== null && CSS.highlights.has("lit-word")`,
    },
    theirs: {
      name: PEER[0],
      url: peer.url,
      isReady: `performance.getEntriesByName("ready").length > 0`,
    },
  };
  const loads = { ours: [] as Loaded[], theirs: [] as Loaded[] };
  for (let load = 0; load <= LOADS; load += 1)
    for (const side of ["ours", "theirs"] as const) {
      const loaded = await measureLoad(browser, sides[side]);
      // The first load warms up the servers.
      if (load > 0) loads[side].push(loaded);
    }
  const work = {
    ours: await measurePlaying(browser, sides.ours),
    theirs: await measurePlaying(browser, sides.theirs),
  };
  const ready = (side: keyof typeof sides) => median(loads[side].map((load) => load.ready));
  const nodes = (side: keyof typeof sides) => loads[side][0]?.nodes ?? Number.NaN;
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  for (const side of ["ours", "theirs"] as const) {
    const { playing, resting, heapNeeded, traced } = work[side];
    console.log(
      `${sides[side].name}: ready after ${ready(side).toFixed(0)} ms; ${nodes(side)} nodes; heap ${heapNeeded.toFixed(1)} MB; while it plays script ${percent(traced)} (without what was promised, untraced, ${percent(playing.script)}), style ${percent(playing.style)}, layout ${percent(playing.layout)}, all tasks ${percent(playing.tasks)}; at rest script ${percent(resting.script)}, all tasks ${percent(resting.tasks)}`,
    );
  }
  const fewer = nodes("theirs") / nodes("ours");
  reportFigure({
    what: "nodes, beside hyperaudio-lite",
    figure: `${fewer.toFixed(1)} times fewer`,
    bar: `at least ${FEWER_NODES} times`,
    against: `${nodes("theirs")} there, ${nodes("ours")} here`,
    reached: fewer >= FEWER_NODES,
  });
  const sooner = ready("theirs") / ready("ours");
  reportFigure({
    what: "time until it can play, beside hyperaudio-lite",
    figure: `${sooner.toFixed(2)} times as soon`,
    bar: `at least ${SOONER} times`,
    against: `${ready("theirs").toFixed(0)} ms there, ${ready("ours").toFixed(0)} ms here`,
    reached: sooner >= SOONER,
  });
  const { ours, theirs } = work;
  reportFigure({
    what: "script while it plays, beside hyperaudio-lite",
    figure: percent(ours.traced),
    bar: "no more",
    against: `${percent(theirs.traced)} there; all tasks ${percent(ours.playing.tasks)} here, ${percent(theirs.playing.tasks)} there`,
    reached: ours.traced <= theirs.traced,
  });
  reportFigure({
    what: "JavaScript's heap while it plays, beside hyperaudio-lite",
    figure: `${ours.heapNeeded.toFixed(1)} MB`,
    bar: "none",
    against: `${theirs.heapNeeded.toFixed(1)} MB there`,
    reached: true,
  });
}

/** Opens a page in a window without a cache, and marks in it the moment when it is ready. */
async function open(browser: Browser, { url, isReady }: Side) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  // esbuild inserts a helper that names functions; it does not exist in the page that Playwright sends them
  // to.
  await page.addInitScript("globalThis.__name = (value) => value");
  await markPlayable(page, READY, isReady);
  await page.goto(url);
  const ready = await waitForMark(page, READY);
  return { page, devtools, ready, close: () => context.close() };
}

async function measureLoad(browser: Browser, side: Side): Promise<Loaded> {
  const { page, ready, close } = await open(browser, side);
  const nodes = await page.evaluate(() => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
    let texts = 0;
    while (walker.nextNode()) texts += 1;
    return document.querySelectorAll("*").length + texts;
  });
  await close();
  return { ready, nodes };
}

interface PlayingFound extends WorkFound {
  /** The share of script during playback, including microtasks. */
  readonly traced: number;
}

async function measurePlaying(browser: Browser, side: Side): Promise<PlayingFound> {
  const { page, devtools, close }: { page: Page; devtools: CDPSession; close: () => Promise<void> } =
    await open(browser, side);
  await (await soundOf(page)).evaluate((audio, second) => {
    audio.currentTime = second;
  }, MIDDLE);
  await page.waitForTimeout(1_000);
  const found = await measureWork(page, devtools);
  await pressPlay(page);
  await page.waitForTimeout(3_000);
  const traced = await traceScript(browser, page);
  await close();
  return { ...found, traced };
}

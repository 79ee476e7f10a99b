import { type Browser, chromium, type Page } from "@playwright/test";
import { ensureBuilt } from "../scripts/bootstrap/build.mjs";
import { createSay } from "../scripts/bootstrap/report.mjs";
import { findBrowser } from "../scripts/browser/find";
import { corpusFolder, corpusMissing, corpusText } from "../tests/support/corpus";
import { startSite } from "../tests/support/site";
import { counts, parse, timeline } from "../transcript";
import { addLongEpisode, LONG_EPISODE } from "./reader/add-long-episode";
import { serveAudio } from "./reader/serve-audio";
import { median, percentile } from "./reader/statistics";
import { reportFigure } from "./report-figure";

// The cost of editing the corpus' longest transcript as a whole: on the built site, in a real Chromium, with
// real keys. bench/README.md defines each figure.

const LONGEST = "podcast/the-changelog-594.md";
const OPENINGS = 5;
const KEYS = 120;
/** Long enough for a key's frame, short enough that nothing that waits for a pause starts. */
const BETWEEN_KEYS_MS = 60;
/** Until the draft is saved and the text has been checked. */
const PAUSE_MS = 1500;
const OPEN_MS = 1000;
const KEY_MS = 16;

if (!corpusFolder) {
  console.error(corpusMissing);
  process.exit(1);
}
const text = corpusText(corpusFolder, LONGEST);
const { words } = counts(parse(text));
await ensureBuilt({ say: createSay() });
const { executablePath, args, env, source } = await findBrowser();
const audio = await serveAudio(timeline(parse(text)).end);
const site = await startSite({ fill: (db) => addLongEpisode(db, text, audio) });
const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
try {
  console.log(`${LONGEST}, ${words} words; ${source}, version ${browser.version()}`);
  await opening(browser);
  await typing(browser);
} finally {
  await browser.close();
  await site.stop();
  await audio.stop();
}
// The schema engine leaves a timer of ten seconds behind.
process.exit();

/** A window without a cache, with the editor open and ready for typing. */
async function openEditor(browser: Browser, javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, javaScriptEnabled });
  const page = await context.newPage();
  await page.addInitScript(() => {
    addEventListener("focusin", ({ target }) => {
      if (!(target instanceof Element) || !target.classList.contains("cm-content")) return;
      // Runs when the whole frame is done, drawing included.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => performance.mark("editor");
        port2.postMessage(null);
      });
    });
  });
  await page.goto(`${site.url}${LONG_EPISODE}/edit`);
  if (javaScriptEnabled) await page.waitForFunction(() => performance.getEntriesByName("editor").length > 0);
  else await page.getByRole("textbox", { name: "The whole text" }).click();
  return page;
}

async function opening(browser: Browser): Promise<void> {
  const ready: number[] = [];
  const painted: number[] = [];
  // The first opening is also the server's first: the server caches what it reads and renders.
  for (let i = 0; i <= OPENINGS; i += 1) {
    const page = await openEditor(browser);
    const at = (name: string) =>
      page.evaluate((mark) => performance.getEntriesByName(mark)[0]?.startTime ?? Number.NaN, name);
    const [editor, paint] = [await at("editor"), await at("first-contentful-paint")];
    await page.context().close();
    if (i === 0) console.log(`the very first time after ${editor.toFixed(0)} ms`);
    else {
      ready.push(editor);
      painted.push(paint);
    }
  }
  reportFigure({
    what: `the editor opens with ${words} words, median of ${OPENINGS}`,
    figure: `${median(ready).toFixed(0)} ms`,
    bar: `under ${OPEN_MS} ms`,
    against: `the page's first paint after ${median(painted).toFixed(0)} ms`,
    reached: median(ready) < OPEN_MS,
  });
}

async function typing(browser: Browser): Promise<void> {
  const plain = await typed(
    await openEditor(browser, false),
    "the beginning, without scripts",
    "Control+Home",
  );
  const places = [
    await typed(await openEditor(browser), "the beginning", "Control+Home"),
    await typed(await openEditor(browser), "the end", "Control+End"),
  ];
  const worst = Math.max(...places.map(({ p95 }) => p95));
  reportFigure({
    what: `a key in ${words} words, p95 of ${KEYS}`,
    figure: `${worst.toFixed(1)} ms`,
    bar: `under ${KEY_MS} ms`,
    against: `the same page without scripts, a bare field: ${plain.p95.toFixed(1)} ms`,
    reached: worst < KEY_MS,
  });
}

/** Milliseconds of main-thread work for a key: script, style, layout and everything else. */
async function typed(page: Page, where: string, key: string): Promise<{ p95: number }> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "timeTicks" });
  const worked = async (): Promise<number> => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN);
  };
  const during = async (act: () => Promise<unknown>): Promise<number> => {
    const before = await worked();
    await act();
    return (await worked()) - before;
  };
  const wait = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
  await page.keyboard.press(key);
  await wait(PAUSE_MS);
  const rest = await during(() => wait(BETWEEN_KEYS_MS));
  const keys: number[] = [];
  for (let i = 0; i < KEYS; i += 1)
    keys.push(
      await during(async () => {
        await page.keyboard.press(i % 6 === 5 ? "Space" : "a");
        await wait(BETWEEN_KEYS_MS);
      }),
    );
  const pause = await during(() => wait(PAUSE_MS));
  console.log(
    `at ${where}: a key ${median(keys).toFixed(1)} ms (median), ${percentile(keys, 0.95).toFixed(1)} ms (p95), ${Math.max(...keys).toFixed(1)} ms (longest); as long at rest ${rest.toFixed(1)} ms; the pause behind them ${pause.toFixed(1)} ms`,
  );
  await page.context().close();
  return { p95: percentile(keys, 0.95) };
}

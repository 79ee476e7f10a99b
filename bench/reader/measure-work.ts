import type { CDPSession, Page } from "@playwright/test";
import { pressPause, pressPlay } from "./open-episode";
import { median } from "./statistics";

/** The main thread's work for a page, as shares of the elapsed time. */
export interface Work {
  readonly script: number;
  /** All tasks: script, style, layout, painting. */
  readonly tasks: number;
  readonly style: number;
  readonly layout: number;
}

/** The same page playing and at rest (medians of the rounds), and its memory. */
export interface WorkFound {
  readonly playing: Work;
  readonly resting: Work;
  /** The round in which script took the largest share. */
  readonly mostScript: number;
  /** Megabytes of JavaScript's heap during playback: as it is, and after garbage collection. */
  readonly heapUsed: number;
  readonly heapNeeded: number;
}

/** How often and how long a page is measured. */
export const ROUNDS = 3;
export const ROUND_SECONDS = 20;

/**
 * Lets a page play and rest in turns, and reads Chromium's own metrics of its main thread before and after
 * each turn. The bench runs nothing in the page meanwhile.
 */
export async function measureWork(page: Page, devtools: CDPSession): Promise<WorkFound> {
  await devtools.send("Performance.enable", { timeDomain: "timeTicks" });
  await devtools.send("HeapProfiler.enable");
  const playing: Work[] = [];
  const resting: Work[] = [];
  let heapUsed = 0;
  let heapNeeded = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    resting.push(await during(page, devtools));
    await pressPlay(page);
    // The first seconds decode, compile and scroll; the steady state comes after them.
    await page.waitForTimeout(3_000);
    playing.push(await during(page, devtools));
    if (round === ROUNDS - 1) {
      heapUsed = (await metrics(devtools)).JSHeapUsedSize ?? 0;
      await devtools.send("HeapProfiler.collectGarbage");
      heapNeeded = (await metrics(devtools)).JSHeapUsedSize ?? 0;
    }
    await pressPause(page);
    await page.waitForTimeout(1_000);
  }
  return {
    playing: middle(playing),
    resting: middle(resting),
    mostScript: Math.max(...playing.map(({ script }) => script)),
    heapUsed: heapUsed / 1e6,
    heapNeeded: heapNeeded / 1e6,
  };
}

async function during(page: Page, devtools: CDPSession): Promise<Work> {
  const before = await metrics(devtools);
  await page.waitForTimeout(ROUND_SECONDS * 1_000);
  const after = await metrics(devtools);
  const spent = (name: string) => (after[name] ?? Number.NaN) - (before[name] ?? Number.NaN);
  const passed = spent("Timestamp");
  return {
    script: spent("ScriptDuration") / passed,
    tasks: spent("TaskDuration") / passed,
    style: spent("RecalcStyleDuration") / passed,
    layout: spent("LayoutDuration") / passed,
  };
}

async function metrics(devtools: CDPSession): Promise<Record<string, number>> {
  const { metrics: list } = await devtools.send("Performance.getMetrics");
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

function middle(rounds: readonly Work[]): Work {
  const of = (name: keyof Work) => median(rounds.map((round) => round[name]));
  return { script: of("script"), tasks: of("tasks"), style: of("style"), layout: of("layout") };
}

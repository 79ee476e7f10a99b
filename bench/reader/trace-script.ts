import type { Browser, Page } from "@playwright/test";
import { z } from "zod";
import { ROUND_SECONDS, ROUNDS } from "./measure-work";
import { median } from "./statistics";

// Events that run script: functions called by the browser, evaluated scripts, and microtasks. Chromium's
// metric ScriptDuration omits microtasks, in which a page may do most of its work.
const SCRIPT = new Set(["FunctionCall", "EvaluateScript", "RunMicrotasks"]);

const trace = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      ph: z.string(),
      pid: z.number(),
      tid: z.number(),
      ts: z.number().optional(),
      dur: z.number().optional(),
    }),
  ),
});
type TraceEvent = z.infer<typeof trace>["traceEvents"][number];

/**
 * The share of time that a playing page's main thread spends in script, by Chromium's trace; the median of
 * the rounds. Tracing costs both compared pages a little for each call.
 */
export async function traceScript(browser: Browser, page: Page): Promise<number> {
  const shares: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await browser.startTracing(page, { categories: ["devtools.timeline", "v8.execute"] });
    await page.waitForTimeout(ROUND_SECONDS * 1_000);
    const { traceEvents } = trace.parse(JSON.parse((await browser.stopTracing()).toString()));
    shares.push(scriptOf(traceEvents) / (ROUND_SECONDS * 1e6));
  }
  return median(shares);
}

/** Microseconds of script in the one page that ran any; nested calls count once. */
function scriptOf(events: readonly TraceEvent[]): number {
  const parts = events
    .filter(({ name, ph }) => ph === "X" && SCRIPT.has(name))
    .map(({ ts = 0, dur = 0, pid, tid }) => ({ thread: `${pid} ${tid}`, from: ts, to: ts + dur }))
    .toSorted((a, b) => a.from - b.from);
  if (new Set(parts.map(({ thread }) => thread)).size !== 1)
    throw new Error("Script can be traced in only one page at a time, and that page has to run some.");
  let until = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (const { from, to } of parts) {
    sum += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return sum;
}

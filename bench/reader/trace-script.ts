import type { Browser, Page } from "@playwright/test";
import { z } from "zod";
import { ROUND_SECONDS, ROUNDS } from "./measure-work";
import { median } from "./statistics";

// What runs script: functions that are called by the browser, scripts that are evaluated, and what was promised. The
// browser's own account, ScriptDuration, leaves out the last, in which a page may do most of what it does.
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
 * The share of time that the main thread of a page that plays spends in script, by the browser's trace; the median of
 * the rounds. To trace costs both pages of a comparison something for each call.
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

/** Microseconds of script in the one page that ran any; what one part calls of another is counted once. */
function scriptOf(events: readonly TraceEvent[]): number {
  const parts = events
    .filter(({ name, ph }) => ph === "X" && SCRIPT.has(name))
    .map(({ ts = 0, dur = 0, pid, tid }) => ({ thread: `${pid} ${tid}`, from: ts, to: ts + dur }))
    .toSorted((a, b) => a.from - b.from);
  if (new Set(parts.map(({ thread }) => thread)).size !== 1)
    throw new Error("Script is to be traced of one page at a time, and of one that runs some.");
  let until = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (const { from, to } of parts) {
    sum += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return sum;
}

import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { random } from "./random";
import type { Ask, Case, Target } from "./targets";

interface Fuzzing {
  readonly targets: Readonly<Record<string, Target>>;
  readonly ask: Ask;
  readonly seed: number;
  /** How many cases are generated in all, and how many of those chosen by hand are tried; all of them by default. */
  readonly count: number;
  readonly chosen?: number | undefined;
  /** Of several parts, which together are the same as the whole, the one to try, from 1. */
  readonly part?: { readonly number: number; readonly of: number };
  /** What failed before, to be tried first. */
  readonly before?: readonly Tried[];
  /** Seconds of CPU that whatever answers has taken so far. */
  readonly cpu?: () => number;
  /** How many are asked side by side. */
  readonly together?: number;
  /** Where failures are kept as files; none: nowhere. */
  readonly folder?: string | undefined;
  readonly say?: (line: string) => void;
}

export interface Tried {
  readonly target: string;
  readonly made: Case;
}

export interface Failure extends Tried {
  readonly problem: string;
}

export interface Fuzzed {
  readonly generated: number;
  readonly chosen: number;
  readonly failures: readonly Failure[];
  /** Seconds that the cases of each target took, waiting included. */
  readonly spent: Readonly<Record<string, number>>;
  /** The most seconds of CPU that one case took, where one took more than `WORTH_A_LOOK`. */
  readonly slowest: (Tried & { readonly seconds: number }) | null;
}

/** Seconds of CPU that one case may take. */
const MOST_CPU = 1;
/** Seconds of CPU of several side by side from which on each is tried again by itself. */
export const WORTH_A_LOOK = 0.5;
/** Between two lines that say how far it is. */
const TOLD_EVERY = 5000;

/** Tries chosen cases and generated ones; each that fails is told, and kept where a folder is given. */
export async function runFuzz(fuzzing: Fuzzing): Promise<Fuzzed> {
  const { targets, ask, seed, count, chosen: most, folder, say = () => {} } = fuzzing;
  const { part = { number: 1, of: 1 }, before = [], together = 1 } = fuzzing;
  const site = fuzzing.cpu ?? (() => 0);
  const own = () => process.cpuUsage().user / 1e6;
  const names = Object.keys(targets);
  const failures: Failure[] = [];
  let slowest: Fuzzed["slowest"] = null;

  const spent: Record<string, number> = {};
  const problemOf = async (tried: Tried): Promise<string | null> => {
    const began = performance.now();
    const problem = await resultOf(tried);
    spent[tried.target] = (spent[tried.target] ?? 0) + (performance.now() - began) / 1000;
    return problem;
  };
  const resultOf = async ({ target, made }: Tried): Promise<string | null> => {
    const run = targets[target]?.run as ((given: Case, ask: Ask) => Promise<string | null>) | undefined;
    return (await run?.(made, ask).catch((error: Error) => `it threw ${error.message}`)) ?? null;
  };
  const fail = (tried: Tried, problem: string) => {
    failures.push({ ...tried, problem });
    say(`✗ ${tried.target}: ${problem}: ${JSON.stringify(tried.made).slice(0, 300)}`);
    if (folder) keep(folder, { ...tried, problem });
  };
  /** Alone, with its time. */
  const time = async (tried: Tried, clock: () => number): Promise<string | null> => {
    const began = clock();
    const problem = await problemOf(tried);
    const seconds = clock() - began;
    if (seconds > WORTH_A_LOOK && seconds > (slowest?.seconds ?? 0)) slowest = { ...tried, seconds };
    return problem ?? (seconds > MOST_CPU ? `it took ${seconds.toFixed(1)} s of CPU` : null);
  };
  const attempt = async (batch: readonly Tried[]): Promise<void> => {
    const [only, ...others] = batch;
    if (!only) return;
    if (others.length === 0) {
      const problem = await time(only, targets[only.target]?.here ? own : site);
      if (problem !== null) fail(only, problem);
      return;
    }
    const began = site();
    const problems = await Promise.all(batch.map(problemOf));
    const isLong = site() - began > WORTH_A_LOOK;
    for (const [i, tried] of batch.entries()) {
      const problem = problems[i] ?? (isLong ? await time(tried, site) : null);
      if (problem !== null) fail(tried, problem);
    }
  };

  let waiting: Tried[] = [];
  const flush = async () => {
    const batch = waiting;
    waiting = [];
    await attempt(batch);
  };
  const put = async (tried: Tried) => {
    if (targets[tried.target]?.here) return attempt([tried]);
    waiting.push(tried);
    if (waiting.length >= together) await flush();
  };

  for (const tried of before) await attempt([tried]);
  const all = names.flatMap((target) => (targets[target]?.chosen ?? []).map((made) => ({ target, made })));
  // Of all targets alike, where there are more than are wanted.
  const picked = (
    most === undefined
      ? all
      : all.filter(
          (_, i) => Math.floor((i * most) / all.length) !== Math.floor(((i - 1) * most) / all.length),
        )
  ).filter((_, i) => i % part.of === part.number - 1);
  for (const tried of picked) await put(tried);
  const turns = names.flatMap((name) => Array<string>(targets[name]?.share ?? 4).fill(name));
  const [from, to] = [part.number - 1, part.number].map((n) => Math.floor((count * n) / part.of));
  let generated = 0;
  for (let i = from ?? 0; i < (to ?? 0); i++) {
    const target = turns[i % turns.length] ?? "";
    const made = targets[target]?.make(random(seed + i));
    if (made) await put({ target, made });
    generated += 1;
    if (generated % TOLD_EVERY === 0) say(`${generated} generated, ${failures.length} failed`);
  }
  await flush();
  return { generated, chosen: picked.length, failures, slowest, spent };
}

function keep(folder: string, failure: Failure): void {
  const text = `${JSON.stringify(failure, null, 2)}\n`;
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 10);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${failure.target}-${hash}.json`), text);
}

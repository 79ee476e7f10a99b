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
  /** Seconds of CPU that whatever answers has taken so far. */
  readonly cpu?: () => number;
  /** Where failures are kept as files; none: nowhere. */
  readonly folder?: string | undefined;
  readonly say?: (line: string) => void;
}

export interface Failure {
  readonly target: string;
  readonly problem: string;
  readonly made: Case;
}

export interface Fuzzed {
  readonly generated: number;
  readonly chosen: number;
  readonly failures: readonly Failure[];
  /** The most seconds of CPU that one case took, and which it was. */
  readonly slowest: { readonly seconds: number; readonly target: string; readonly made: Case } | null;
}

/** Tries chosen cases and generated ones; each that fails is told, and kept where a folder is given. */
export async function runFuzz(fuzzing: Fuzzing): Promise<Fuzzed> {
  const { targets, ask, seed, count, chosen: most, cpu, folder, say = () => {} } = fuzzing;
  const names = Object.keys(targets);
  const failures: Failure[] = [];
  let slowest: Fuzzed["slowest"] = null;
  const attempt = async (target: string, made: Case) => {
    const before = cpu?.() ?? 0;
    const run = targets[target]?.run as ((given: Case, ask: Ask) => Promise<string | null>) | undefined;
    const problem = await run?.(made, ask).catch((error: Error) => `it threw ${error.message}`);
    const seconds = (cpu?.() ?? 0) - before;
    if (seconds > (slowest?.seconds ?? 0)) slowest = { seconds, target, made };
    const wrong = problem ?? (seconds > 1 ? `it took ${seconds.toFixed(1)} s of CPU` : null);
    if (wrong === null) return;
    failures.push({ target, problem: wrong, made });
    say(`✗ ${target}: ${wrong}: ${JSON.stringify(made).slice(0, 300)}`);
    if (folder) keep(folder, { target, problem: wrong, made });
  };
  const all = names.flatMap((target) =>
    (targets[target]?.chosen ?? []).map((made) => [target, made] as const),
  );
  // Of all targets alike, where there are more than are wanted.
  const picked =
    most === undefined
      ? all
      : all.filter(
          (_, i) => Math.floor((i * most) / all.length) !== Math.floor(((i - 1) * most) / all.length),
        );
  for (const [target, made] of picked) await attempt(target, made);
  for (let i = 0; i < count; i++) {
    const target = names[i % names.length] ?? "";
    const made = targets[target]?.make(random(seed + i));
    if (made) await attempt(target, made);
    if (i > 0 && i % 5000 === 0) say(`${i} generated, ${failures.length} failed`);
  }
  return { generated: count, chosen: picked.length, failures, slowest };
}

function keep(folder: string, failure: Failure): void {
  const text = `${JSON.stringify(failure, null, 2)}\n`;
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 10);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${failure.target}-${hash}.json`), text);
}

import { type Aside, runAside } from "@/server/text/threads/run-aside";
import { COMPARE_TASKS, type CompareTasks } from "./compare-tasks";

/**
 * Characters up to which two or three texts are compared where they are: three of the longest known transcript, a base,
 * today's and a proposed one. Sending texts to a thread and back takes some milliseconds, and most are compared in fewer.
 */
export const MOST_HERE = 600_000;
/** Milliseconds that one comparison may take; the longest texts take under three seconds on a slow machine. */
const DEADLINE = 10_000;
type Input<Name extends keyof CompareTasks> = Parameters<CompareTasks[Name]>[0];
type Result<Name extends keyof CompareTasks> = ReturnType<CompareTasks[Name]>;

/**
 * Compares large texts in a thread beside the process that answers, with a deadline; small ones at once. The result is
 * the same.
 *
 * @param here does it where the texts are small; by default the task itself, which parses them again
 */
export async function compareAside<Name extends keyof CompareTasks>(
  name: Name,
  input: Input<Name>,
  here: () => Result<Name> = () => (COMPARE_TASKS[name] as (given: Input<Name>) => Result<Name>)(input),
): Promise<Aside<Result<Name>>> {
  const size = Object.values(input).reduce<number>(
    (sum, value) => sum + (typeof value === "string" ? value.length : 0),
    0,
  );
  if (size <= MOST_HERE) return { ok: true, result: here() };
  return runAside({
    ...{ file: "server/work/contributions/compare-tasks.ts", table: "COMPARE_TASKS" },
    ...{ name, input, deadline: DEADLINE },
  }) as Promise<Aside<Result<Name>>>;
}

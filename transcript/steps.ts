// How much comparing one call may do. What people send decides how hard it is to compare: the words of a text in
// another order take quadratic time to compare well. So every comparison draws from a budget, and is coarser, though
// still right, once that is spent.

/** Steps of a whole call, with every comparison in it: about a third of a second. */
export const MOST_STEPS = 80_000_000;

interface Budget {
  left: number;
}

let now: Budget | null = null;

/** Runs comparisons that share one budget. Within another call, they share that one's. */
export function withinSteps<T>(work: () => T, steps: number = MOST_STEPS): T {
  if (now) return work();
  now = { left: steps };
  try {
    return work();
  } finally {
    now = null;
  }
}

/** How many steps are left to whoever compares. */
export const stepsLeft = (): number => now?.left ?? MOST_STEPS;

/** Takes steps from the budget; false where there are not as many. */
export function takeSteps(steps: number): boolean {
  if (!now) return true;
  now.left -= steps;
  return now.left >= 0;
}

/** Runs something with so many steps, and says how many it took: for tests, which measure work and not time. */
export function countSteps(work: () => unknown, steps: number = MOST_STEPS): number {
  const budget: Budget = { left: steps };
  const before = now;
  now = budget;
  try {
    work();
  } finally {
    now = before;
  }
  return steps - Math.max(0, budget.left);
}

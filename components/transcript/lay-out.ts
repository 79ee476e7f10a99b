// Some milliseconds of work at a time; the browser says how many it can spare.
const AT_A_TIME = 16;
const SPARE = 8;
// So many are laid out before anyone could notice.
const SHORT = 64;

/**
 * Has the turns laid out that the browser left out because they were not in sight: from then on each stands where it
 * stands. In small steps while the browser has nothing else to do, or all at once.
 *
 * @param root the element that holds the turns
 */
export function layOut(
  root: HTMLElement,
  { atOnce, signal }: { atOnce: boolean; signal: AbortSignal },
): void {
  const left = [...root.querySelectorAll<HTMLElement>(":scope > section")];
  const next = (count: number) => {
    for (const turn of left.splice(0, count)) turn.style.contentVisibility = "visible";
  };
  if (atOnce || left.length < SHORT) {
    next(left.length);
    return;
  }
  const step = (deadline?: IdleDeadline) => {
    if (signal.aborted) return;
    do {
      next(AT_A_TIME);
      // Asking for a height is what has it laid out now, and so within the time that was given.
      void root.offsetHeight;
    } while (left.length > 0 && (deadline?.timeRemaining() ?? 0) > SPARE);
    if (left.length > 0) whenIdle(step);
  };
  whenIdle(step);
}

const whenIdle = (act: (deadline?: IdleDeadline) => void) =>
  "requestIdleCallback" in window ? requestIdleCallback(act) : setTimeout(act, 50);

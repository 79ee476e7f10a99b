// In milliseconds: until then a page has other things to do that its reader waits for.
const LATER = 500;
// Of the time that the browser can spare, in milliseconds: what a stretch takes, nearly always.
const SPARE = 8;
// So many are laid out before anyone could notice.
const SHORT = 8;

/**
 * Has the stretches of turns laid out that the browser left out because they were not in sight: from then on each stands
 * where it stands. In small steps while the browser has nothing else to do, or all at once.
 *
 * @param root the element that holds the stretches
 */
export function layOut(
  root: HTMLElement,
  { atOnce, signal }: { atOnce: boolean; signal: AbortSignal },
): void {
  const left = [...root.querySelectorAll<HTMLElement>(":scope > div")];
  const next = (count: number) => {
    for (const stretch of left.splice(0, count)) stretch.style.contentVisibility = "visible";
  };
  if (atOnce || left.length < SHORT) {
    next(left.length);
    return;
  }
  const step = (deadline?: IdleDeadline) => {
    if (signal.aborted) return;
    do {
      next(1);
      // Asking for a height is what has it laid out now, and so within the time that was given.
      void root.offsetHeight;
    } while (left.length > 0 && (deadline?.timeRemaining() ?? 0) > SPARE);
    if (left.length > 0) whenIdle(step);
  };
  setTimeout(() => whenIdle(step), LATER);
}

const whenIdle = (act: (deadline?: IdleDeadline) => void) =>
  "requestIdleCallback" in window ? requestIdleCallback(act) : setTimeout(act, 50);

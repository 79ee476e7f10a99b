// In milliseconds. Until then the browser has more urgent work.
const LATER = 500;
// In milliseconds of idle time: almost every stretch takes less.
const SPARE = 8;
// Up to this many stretches are laid out before anybody notices.
const SHORT = 12;

/**
 * Lays out the stretches of turns that the browser skipped because they were out of sight, in small steps while the
 * browser is idle. From then on no stretch changes its height.
 *
 * @param root the element that holds the stretches
 */
export function layOut(root: HTMLElement, signal: AbortSignal): void {
  const left = stretchesOf(root);
  if (left.length < SHORT) {
    show(left);
    return;
  }
  const step = (deadline?: IdleDeadline) => {
    if (signal.aborted) return;
    do {
      // A browser that does not report its idle time lays out more at once, to finish soon.
      show(left.splice(0, deadline ? 1 : 4));
      // Reading a height forces the layout now, within the idle time.
      void root.offsetHeight;
    } while (left.length > 0 && (deadline?.timeRemaining() ?? 0) > SPARE);
    if (left.length > 0) whenIdle(step);
  };
  setTimeout(() => whenIdle(step), LATER);
}

/** Lays out all stretches at once, before a jump to a place that those above it would move. */
export const layOutNow = (root: HTMLElement): void => show(stretchesOf(root));

const stretchesOf = (root: HTMLElement) => [...root.querySelectorAll<HTMLElement>(":scope > div")];

function show(stretches: readonly HTMLElement[]) {
  for (const stretch of stretches) stretch.style.contentVisibility = "visible";
}

const whenIdle = (act: (deadline?: IdleDeadline) => void) =>
  "requestIdleCallback" in window ? requestIdleCallback(act) : setTimeout(act, 50);

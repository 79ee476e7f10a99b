// In milliseconds: until then a page has other things to do that its reader waits for.
const LATER = 500;
// Of the time that the browser can spare, in milliseconds: what a stretch takes, nearly always.
const SPARE = 8;
// So many are laid out before anyone could notice.
const SHORT = 12;

/**
 * Has the stretches of turns laid out that the browser left out because they were not in sight: from then on each stands
 * where it stands. In small steps once the browser has nothing else to do.
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
      // Where a browser does not say what time it has, more at a time, so as to be done soon.
      show(left.splice(0, deadline ? 1 : 4));
      // Asking for a height is what has it laid out now, and so within the time that was given.
      void root.offsetHeight;
    } while (left.length > 0 && (deadline?.timeRemaining() ?? 0) > SPARE);
    if (left.length > 0) whenIdle(step);
  };
  setTimeout(() => whenIdle(step), LATER);
}

/** Has all of them laid out at once: before one goes to a place that would be moved by those above it. */
export const layOutNow = (root: HTMLElement): void => show(stretchesOf(root));

const stretchesOf = (root: HTMLElement) => [...root.querySelectorAll<HTMLElement>(":scope > div")];

function show(stretches: readonly HTMLElement[]) {
  for (const stretch of stretches) stretch.style.contentVisibility = "visible";
}

const whenIdle = (act: (deadline?: IdleDeadline) => void) =>
  "requestIdleCallback" in window ? requestIdleCallback(act) : setTimeout(act, 50);

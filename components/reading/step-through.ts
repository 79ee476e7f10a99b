import { wayOfScrolling } from "@/components/player/follow";

// Where the target comes to rest, as a part of the window's height.
const RESTING = 0.34;
// In pixels: the height behind the bar of reader's tools.
const TOP = 64;

/**
 * Focuses the next (1) or previous (-1) of some elements in the order of the page, and wraps around at the ends. It
 * starts from the focused element if that is in sight, else from the top of the window.
 *
 * @param all the elements; each is made focusable
 * @returns the element's index; undefined where `all` is empty
 */
export function stepThrough(all: readonly HTMLElement[], step: 1 | -1): number | undefined {
  if (all.length === 0) return undefined;
  const index = (nextIndex(all, step) + all.length) % all.length;
  const element = all[index];
  if (!element) return undefined;
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  showPlace(element.getBoundingClientRect());
  return index;
}

function nextIndex(all: readonly HTMLElement[], step: 1 | -1): number {
  const focused = all.indexOf(document.activeElement as HTMLElement);
  if (focused >= 0 && isInSight(all[focused]?.getBoundingClientRect())) return focused + step;
  const below = all.findIndex((element) => element.getBoundingClientRect().top >= TOP);
  if (step < 0) return (below < 0 ? all.length : below) - 1;
  return below < 0 ? all.length : below;
}

const isInSight = (box: DOMRect | undefined) =>
  box !== undefined && box.bottom > TOP && box.top < innerHeight - TOP;

/** Scrolls a place of the window to where the eye reads, unless it is already readable. */
export function showPlace(box: DOMRect): void {
  if (box.top > TOP && box.bottom < innerHeight * 0.8) return;
  const distance = box.top - innerHeight * RESTING;
  scrollBy({ top: distance, behavior: wayOfScrolling(distance) });
}

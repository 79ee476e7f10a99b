import { wayOfScrolling } from "@/components/player/follow";

// Where a place one has asked for comes to rest, as a part of the window's height.
const RESTING = 0.34;
// What is above this, in pixels, is behind the bar of the reader's tools.
const TOP = 64;

/**
 * Goes to the next (1) or the previous (-1) of some elements, in the order of the page, and around at its ends: from
 * the one that has the focus where it is in sight, else from what is in sight.
 *
 * @param all what can take the focus, or is made to
 * @returns which one it is now, from 0; none where there is none
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

/** Brings a place of the window to where one reads, unless it can be read where it is. */
export function showPlace(box: DOMRect): void {
  if (box.top > TOP && box.bottom < innerHeight * 0.8) return;
  const distance = box.top - innerHeight * RESTING;
  scrollBy({ top: distance, behavior: wayOfScrolling(distance) });
}

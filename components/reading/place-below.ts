import { PLAYER } from "@/lib/page-contract";

const EDGE = 8;

/** Places a floating element below a place of the window, inside the window's edges. It scrolls with the page. */
export function placeBelow(element: HTMLElement, place: DOMRect): void {
  const { width, height } = element.getBoundingClientRect();
  const room = document.documentElement.clientWidth - width - EDGE;
  const left = Math.max(EDGE, Math.min(place.left, room));
  const foot = document.querySelector(`[${PLAYER}]`)?.getBoundingClientRect().top ?? innerHeight;
  const below = place.bottom + EDGE;
  const top = below + height < foot ? below : Math.max(EDGE, place.top - height - EDGE);
  element.style.left = `${left + scrollX}px`;
  element.style.top = `${top + scrollY}px`;
}

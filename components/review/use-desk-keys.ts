import { type RefObject, useEffect } from "react";
import type { DeskStore } from "./desk-store";

const WRITING = "textarea, select, [contenteditable], dialog, input:not([type='checkbox'])";

/**
 * The desk's keys, which its buttons show: n next, p previous, space play, l loop, s slower, w wider, a accept, e edit, c request changes, r
 * reject, u undo. Escape leaves an open form.
 */
export function useDeskKeys(
  middle: RefObject<HTMLElement | null>,
  { store, togglePlay }: { store: DeskStore; togglePlay: () => void },
): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : null;
      const root = middle.current;
      if (!root) return;
      if (event.key === "Escape") return leave(root);
      if (target?.closest(WRITING)) return;
      // Space presses the focused button.
      if (event.key === " " && target?.closest("button, summary, input, a")) return;
      // A key that is held down steps through the queue; it decides, undoes and opens nothing.
      if (event.repeat && !/^[np]$/.test(event.key)) {
        if (/^[aecrulsw ]$/.test(event.key)) event.preventDefault();
        return;
      }
      if (!press(event.key, root, store, togglePlay)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the player's keys: on the desk, space plays the place under review.
    addEventListener("keydown", onKey, { capture: true });
    return () => removeEventListener("keydown", onKey, { capture: true });
  }, [middle, store, togglePlay]);
}

function press(key: string, root: HTMLElement, store: DeskStore, togglePlay: () => void): boolean {
  // The item in the middle may have buttons of its own for these keys, such as a claim's links to its neighbours.
  if (/^[np ]$/.test(key) && root.querySelector(`[data-key="${key}"]`)) return open(key, root);
  if (key === "n") {
    if (!store.step(1)) document.querySelector<HTMLElement>("[data-also] a")?.click();
  } else if (key === "p") store.step(-1);
  else if (key === " ") togglePlay();
  else if (key === "u") void store.undo();
  else if (/^[aecrlsw]$/.test(key)) return open(key, root);
  else return false;
  return true;
}

/** Presses a key's button, or opens its form and focuses the first field. */
function open(key: string, root: HTMLElement): boolean {
  const found = root.querySelector<HTMLElement>(`[data-key="${key}"]`);
  if (!found) return false;
  const panel = found.closest("details");
  if (panel && found.tagName === "SUMMARY") {
    panel.open = true;
    const first = panel.querySelector<HTMLElement>("textarea, button");
    first?.focus();
    // Editing begins at what was changed.
    const at = Number(first?.dataset.changeAt ?? 0);
    if (first instanceof HTMLTextAreaElement) first.setSelectionRange(at, at);
  } else found.click();
  return true;
}

function leave(root: HTMLElement): void {
  for (const panel of root.querySelectorAll<HTMLDetailsElement>("details[name='decide'][open]"))
    panel.open = false;
  root.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
}

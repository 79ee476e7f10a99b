import { KEYS_KEY } from "./keys-key";

// What takes letters takes every key; so does what stands in front of the page.
const WRITING = "textarea, select, [contenteditable], dialog, input:not([type='range'])";

/** Whether a single letter or sign means something here: it is not typed somewhere, and nobody turned such keys off. */
export function isFreeKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return false;
  return !(event.target instanceof Element && event.target.closest(WRITING)) && singleKeys();
}

/** Whether single letters are keys. Who speaks to their computer, or presses keys unawares, turns them off. */
export function singleKeys(): boolean {
  try {
    return localStorage.getItem(KEYS_KEY) !== "off";
  } catch {
    return true;
  }
}

/** Turns single letters as keys on or off, on this device. */
export function setSingleKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(KEYS_KEY);
    else localStorage.setItem(KEYS_KEY, "off");
  } catch {
    // Private windows may refuse storage: nothing is kept then.
  }
}

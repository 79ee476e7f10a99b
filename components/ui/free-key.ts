import { readStored, store } from "@/lib/browser-storage";
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
  return readStored(KEYS_KEY) !== "off";
}

/** Turns single letters as keys on or off, on this device. */
export function setSingleKeys(on: boolean): void {
  store(KEYS_KEY, on ? null : "off");
}

import { readStored, store } from "@/lib/browser-storage";
import { KEYS_KEY } from "./keys-key";

// A field takes all keys, and so does a dialog.
const WRITING = "textarea, select, [contenteditable], dialog, input:not([type='range'])";

/** Whether a key press is a single-key shortcut: nobody types it into a field, and shortcuts are on. */
export function isFreeKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return false;
  return !(event.target instanceof Element && event.target.closest(WRITING)) && singleKeys();
}

/** Whether single-key shortcuts are on. People who use speech input, or press keys by accident, turn them off. */
export function singleKeys(): boolean {
  return readStored(KEYS_KEY) !== "off";
}

/** Turns single-key shortcuts on or off, on this device. */
export function setSingleKeys(on: boolean): void {
  store(KEYS_KEY, on ? null : "off");
}

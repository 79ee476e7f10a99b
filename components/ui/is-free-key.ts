import { singleKeys } from "./single-keys";

// A field takes all keys, and so does a dialog.
const WRITING = "textarea, select, [contenteditable], dialog, input:not([type='range'])";

/** Whether a key press is a single-key shortcut: nobody types it into a field, and shortcuts are on. */
export function isFreeKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return false;
  return !(event.target instanceof Element && event.target.closest(WRITING)) && singleKeys();
}

import { readStored, store } from "@/lib/browser-storage";

/** The storage key of “single-key shortcuts are off”; nothing is stored while they are on. */
const KEYS_KEY = "on-record:keys";

/** Whether single-key shortcuts are on. People who use speech input, or press keys by accident, turn them off. */
export function singleKeys(): boolean {
  return readStored(KEYS_KEY) !== "off";
}

/** Turns single-key shortcuts on or off, on this device. */
export function setSingleKeys(on: boolean): void {
  store(KEYS_KEY, on ? null : "off");
}

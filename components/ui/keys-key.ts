/** The storage key of “single-key shortcuts are off”; nothing is stored while they are on. */
export const KEYS_KEY = "on-record:keys";

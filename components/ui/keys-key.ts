/** Where it is kept that single letters are no keys; absent while they are. */
export const KEYS_KEY = "on-record:keys";

// The browser's storage. A private window may refuse it, and it may be full: nothing may depend on it.

type Kind = "localStorage" | "sessionStorage";

/** The value stored under a key; null if there is none, or if the browser refuses. */
export function readStored(key: string, kind: Kind = "localStorage"): string | null {
  try {
    return globalThis[kind].getItem(key);
  } catch {
    return null;
  }
}

/** Stores a value under a key; null removes it. False if the browser has no room or refuses. */
export function store(key: string, value: string | null, kind: Kind = "localStorage"): boolean {
  try {
    if (value === null) globalThis[kind].removeItem(key);
    else globalThis[kind].setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

/** The keys in local storage; none if the browser refuses. */
export function storedKeys(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

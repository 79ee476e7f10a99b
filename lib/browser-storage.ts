// What a browser keeps for a page. A private window may refuse it, and it may be full: nothing may depend on it.

type Kind = "localStorage" | "sessionStorage";

/** What is kept under a key; null where nothing is, or the browser refuses. */
export function readStored(key: string, kind: Kind = "localStorage"): string | null {
  try {
    return globalThis[kind].getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a value under a key, or with null forgets it; false where the browser has no room, or refuses. */
export function store(key: string, value: string | null, kind: Kind = "localStorage"): boolean {
  try {
    if (value === null) globalThis[kind].removeItem(key);
    else globalThis[kind].setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

/** The keys under which something is kept for good; none where the browser refuses. */
export function storedKeys(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

/** What somebody has typed and not sent yet; kept in their browser. */
export interface Draft {
  /** The number of the revision it was begun on. */
  readonly base: number;
  readonly text: string;
  /** Names the form, so that it is one contribution however often it is sent. */
  readonly once: string;
  /** When it was last kept, in milliseconds since 1970. */
  readonly at: number;
}

const PREFIX = "onrecord.draft ";
// Nobody comes back to a draft after a quarter of a year, and browsers keep five megabytes.
const KEPT_FOR = 90 * 86_400_000;

/** A name for a form that nothing else has, also on pages that are not served securely. */
export function newOnce(): string {
  const numbers = crypto.getRandomValues(new Uint8Array(16));
  return [...numbers].map((number) => number.toString(16).padStart(2, "0")).join("");
}

/** Keeps a draft; false where the browser has no room, or refuses. */
export function keepDraft(name: string, draft: Omit<Draft, "at">): boolean {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify({ ...draft, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

/** The draft of that name; none where there is none, or what is kept is no draft. */
export function keptDraft(name: string): Draft | undefined {
  try {
    forgetOld();
    return asDraft(localStorage.getItem(PREFIX + name));
  } catch {
    return undefined;
  }
}

/** Forgets a draft that was sent, or given up. */
export function dropDraft(name: string): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // Where nothing can be kept, nothing is left to forget.
  }
}

function asDraft(kept: string | null): Draft | undefined {
  const draft: unknown = JSON.parse(kept ?? "null");
  if (typeof draft !== "object" || draft === null) return undefined;
  const { base, text, once, at } = draft as Record<string, unknown>;
  const whole = typeof base === "number" && typeof text === "string";
  return whole && typeof once === "string" && typeof at === "number" ? { base, text, once, at } : undefined;
}

function forgetOld() {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue;
    const draft = asDraft(localStorage.getItem(key));
    if (!draft || Date.now() - draft.at > KEPT_FOR) localStorage.removeItem(key);
  }
}

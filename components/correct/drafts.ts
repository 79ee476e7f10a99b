import { readStored, store, storedKeys } from "@/lib/browser-storage";

/** What somebody has typed and not sent yet; kept in their browser. */
export interface Draft {
  /** The number of the revision it was begun on. */
  readonly base: number;
  readonly text: string;
  /** Names the form, so that it is one contribution however often it is sent. */
  readonly idempotencyKey: string;
  /** When it was last kept, in milliseconds since 1970. */
  readonly at: number;
}

const PREFIX = "onrecord.draft ";
// Nobody comes back to a draft after a quarter of a year, and browsers keep five megabytes.
const KEPT_FOR = 90 * 86_400_000;

/** A name for a form that nothing else has, also on pages that are not served securely. */
export function newIdempotencyKey(): string {
  const numbers = crypto.getRandomValues(new Uint8Array(16));
  return [...numbers].map((number) => number.toString(16).padStart(2, "0")).join("");
}

/** Keeps a draft; false where the browser has no room, or refuses. */
export function keepDraft(name: string, draft: Omit<Draft, "at">): boolean {
  return store(PREFIX + name, JSON.stringify({ ...draft, at: Date.now() }));
}

/** The draft of that name; none where there is none, or what is kept is no draft. */
export function keptDraft(name: string): Draft | undefined {
  forgetOld();
  return asDraft(readStored(PREFIX + name));
}

/** Forgets a draft that was sent, or given up. */
export function dropDraft(name: string): void {
  store(PREFIX + name, null);
}

function asDraft(kept: string | null): Draft | undefined {
  const draft = parse(kept ?? "null");
  if (typeof draft !== "object" || draft === null) return undefined;
  // Until version 0.2 the key was kept as `once`.
  const { base, text, once, idempotencyKey = once, at } = draft as Record<string, unknown>;
  const whole = typeof base === "number" && typeof text === "string";
  return whole && typeof idempotencyKey === "string" && typeof at === "number"
    ? { base, text, idempotencyKey, at }
    : undefined;
}

function parse(kept: string): unknown {
  try {
    return JSON.parse(kept);
  } catch {
    return null;
  }
}

function forgetOld() {
  for (const key of storedKeys()) {
    if (!key.startsWith(PREFIX)) continue;
    const draft = asDraft(readStored(key));
    if (!draft || Date.now() - draft.at > KEPT_FOR) store(key, null);
  }
}

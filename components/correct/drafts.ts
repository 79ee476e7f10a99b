import { readStored, store, storedKeys } from "@/lib/browser-storage";

/** Text that somebody typed and has not sent yet. It is stored in their browser. */
export interface Draft {
  /** The number of the revision that it was begun on. */
  readonly base: number;
  readonly text: string;
  /** What else a paragraph's form holds: its speaker, and whether the next paragraph is joined. */
  readonly speaker?: string | undefined;
  readonly joined?: boolean | undefined;
  /** Identifies the form: however often it is sent, it makes one contribution. */
  readonly idempotencyKey: string;
  /** When it was last stored, in milliseconds since 1970. */
  readonly at: number;
}

const PREFIX = "onrecord.draft ";
// In milliseconds. Nobody returns to a draft after three months, and browsers store only five megabytes.
const KEPT_FOR = 90 * 86_400_000;

/** A unique key for a form, even on pages without HTTPS. */
export function newIdempotencyKey(): string {
  const numbers = crypto.getRandomValues(new Uint8Array(16));
  return [...numbers].map((number) => number.toString(16).padStart(2, "0")).join("");
}

/** Stores a draft; false where the browser has no room, or refuses. */
export function keepDraft(name: string, draft: Omit<Draft, "at">): boolean {
  return store(PREFIX + name, JSON.stringify({ ...draft, at: Date.now() }));
}

/** The draft with that name; undefined where there is none, or the stored value is invalid. */
export function keptDraft(name: string): Draft | undefined {
  forgetOld();
  return asDraft(readStored(PREFIX + name));
}

/**
 * Calls back when another tab has stored or deleted a draft with that name. The other tab's draft is then the one that is
 * kept.
 */
export function watchDraft(name: string, onElsewhere: () => void): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    if (key === PREFIX + name) onElsewhere();
  };
  addEventListener("storage", onStorage);
  return () => removeEventListener("storage", onStorage);
}

/** Deletes a draft that was sent or abandoned. */
export function dropDraft(name: string): void {
  store(PREFIX + name, null);
}

function asDraft(kept: string | null): Draft | undefined {
  const draft = parse(kept ?? "null");
  if (typeof draft !== "object" || draft === null) return undefined;
  // Until version 0.2 the key was stored as `once`.
  const { base, text, once, idempotencyKey = once, at, ...more } = draft as Record<string, unknown>;
  const whole = typeof base === "number" && typeof text === "string";
  if (!whole || typeof idempotencyKey !== "string" || typeof at !== "number") return undefined;
  // Until version 0.2 a paragraph's draft was its words alone.
  const speaker = typeof more.speaker === "string" ? more.speaker : undefined;
  const joined = typeof more.joined === "boolean" ? more.joined : undefined;
  return { base, text, speaker, joined, idempotencyKey, at };
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

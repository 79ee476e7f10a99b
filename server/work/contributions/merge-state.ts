import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Database } from "@/server/db";
import { parseDocument } from "@/server/text/documents/parse-document";
import { readSource, type Source } from "@/server/text/documents/read-source";
import { applySplices, type Conflict, merge, type Splice, serialize } from "@/transcript";
import { compareAside, MOST_HERE } from "./compare-aside";

/**
 * What accepting would meet in today's text: `current` (it was made on it), `merges`, `nothing-left` (what it proposes
 * is there already), the places in `conflict`; or `too-large`: it conflicts, or cannot be merged in time, and there is
 * too much of it to show where.
 */
export type MergeState =
  | { readonly status: "current" | "merges" | "nothing-left" | "too-large"; readonly head: number }
  | { readonly status: "conflict"; readonly head: number; readonly conflicts: readonly Conflict[] };

interface Proposed {
  readonly document: { readonly id: number; readonly path: string; readonly head: number };
  /** The base it was made from. */
  readonly source: Source;
  readonly splices: readonly Splice[];
}

// Many look at the same contribution before it is decided. What comes of three texts is always the same.
const kept = new LRUCache<string, MergeState>({
  maxSize: 16 * 1024 * 1024,
  sizeCalculation: (state) =>
    200 +
    (state.status === "conflict"
      ? state.conflicts.reduce((sum, { base, ours, theirs }) => sum + 2 * (base + ours + theirs).length, 0)
      : 0),
});

/** Merges without writing: what a reviewer is told before they decide. */
export async function mergeState(db: Database, { document, source, splices }: Proposed): Promise<MergeState> {
  const { id: documentId, path, head } = document;
  if (source.number === head) return { status: "current", head };
  const today = await readSource(db, { documentId, number: head, path });
  const text = applySplices(source.transcript, splices);
  // A revision is immutable, and what is put into it was taken out of it.
  if (!today || text === null)
    throw new Error(`A contribution does not fit revision ${source.number} of ${path}`);
  const key = keyOf(path, source.text, today.text, text);
  const known = kept.get(key);
  if (known) return { ...known, head };
  const state = await tried({ path, source, today, text, head });
  kept.set(key, state);
  return state;
}

interface Trying {
  readonly path: string;
  readonly source: Source;
  readonly today: Source;
  readonly text: string;
  readonly head: number;
}

async function tried({ path, source, today, text, head }: Trying): Promise<MergeState> {
  if (source.text.length + today.text.length + text.length > MOST_HERE) {
    const texts = { path, base: source.text, ours: today.text, theirs: text };
    const aside = await compareAside("merge", texts);
    if (!aside.ok || !aside.result.ok) return { status: "too-large", head };
    return { status: aside.result.text === today.text ? "nothing-left" : "merges", head };
  }
  const merged = merge(source.transcript, today.transcript, parseDocument({ path, text }));
  if (!merged.ok) return { status: "conflict", head, conflicts: merged.conflicts };
  return { status: serialize(merged.transcript) === today.text ? "nothing-left" : "merges", head };
}

function keyOf(...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return hash.digest("base64");
}

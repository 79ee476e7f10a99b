import type { Database } from "@/server/db";
import { parseDocument } from "@/server/text/documents/parse-document";
import { readSource, type Source } from "@/server/text/documents/read-source";
import { applySplices, type Conflict, merge, type Splice, serialize } from "@/transcript";

/**
 * What accepting would meet in today's text: `current` (it was made on it), `merges`, `nothing-left` (what it proposes
 * is there already), or the places in `conflict`.
 */
export type MergeState =
  | { readonly status: "current" | "merges" | "nothing-left"; readonly head: number }
  | { readonly status: "conflict"; readonly head: number; readonly conflicts: readonly Conflict[] };

interface Proposed {
  readonly document: { readonly id: number; readonly path: string; readonly head: number };
  /** The base it was made from. */
  readonly source: Source;
  readonly splices: readonly Splice[];
}

/** Merges without writing: what a reviewer is told before they decide. */
export async function mergeState(db: Database, { document, source, splices }: Proposed): Promise<MergeState> {
  const { id: documentId, path, head } = document;
  if (source.number === head) return { status: "current", head };
  const today = await readSource(db, { documentId, number: head, path });
  const text = applySplices(source.transcript, splices);
  // A revision is immutable, and what is put into it was taken out of it.
  if (!today || text === null)
    throw new Error(`A contribution does not fit revision ${source.number} of ${path}`);
  const merged = merge(source.transcript, today.transcript, parseDocument({ path, text }));
  if (!merged.ok) return { status: "conflict", head, conflicts: merged.conflicts };
  return { status: serialize(merged.transcript) === today.text ? "nothing-left" : "merges", head };
}

import type { Source } from "@/server/text/documents/read-source";
import { diffWords, splices, words } from "@/transcript";

/** The number of words that a revision added and removed. */
export interface ChangeCount {
  readonly added: number;
  readonly removed: number;
}

// By source object: a redaction makes new ones.
const kept = new WeakMap<Source, ChangeCount>();

/** Counts the words that a revision changed; the first revision added all of its words. */
export function countChange(before: Source | null, after: Source): ChangeCount {
  const known = kept.get(after);
  if (known) return known;
  const edits = before
    ? splices(before.transcript, after.transcript).flatMap((one) => diffWords(one.before, one.after))
    : [{ type: "insert" as const, text: after.text }];
  const count = (type: "insert" | "delete") =>
    edits.reduce((sum, edit) => (edit.type === type ? sum + words(edit.text).length : sum), 0);
  const found = { added: count("insert"), removed: count("delete") };
  kept.set(after, found);
  return found;
}

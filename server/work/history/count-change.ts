import type { Source } from "@/server/text/documents/read-source";
import { diffWords, splices, words } from "@/transcript";

/** Words that a revision brought in and took out. */
export interface ChangeCount {
  readonly added: number;
  readonly removed: number;
}

// Kept with the sources themselves, which a redaction makes anew.
const kept = new WeakMap<Source, ChangeCount>();

/** How many words a revision changed against the one before it; all of its own where it is the first. */
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

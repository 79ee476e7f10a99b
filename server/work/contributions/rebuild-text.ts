import { changeAt } from "@/lib/change-at";
import type { Database } from "@/server/db";
import { readSource } from "@/server/text/documents/read-source";
import { applySplices, type Splice } from "@/transcript";

interface Rebuilding {
  readonly documentId: number;
  readonly path: string;
  readonly base: number;
  readonly splices: readonly Splice[];
  /** What is to stand in each splice's place now: the paragraphs without the white space that separates them. */
  readonly places: readonly string[];
}

/**
 * The whole text with other words in the places that a contribution changes: what its author typed where they amend it.
 * White space at a place's end stays as the contribution had it, since a text field shows none. Null where the places
 * are not as many.
 */
export async function rebuildText(db: Database, rebuilding: Rebuilding): Promise<string | null> {
  const { documentId, path, base, splices, places } = rebuilding;
  if (places.length !== splices.length) return null;
  const source = await readSource(db, { documentId, number: base, path });
  if (!source) return null;
  const amended = splices.map((splice, index) => {
    const typed = (places[index] ?? "").replaceAll("\r\n", "\n").trim();
    const { after, before } = splice;
    const head = after.slice(0, after.length - after.trimStart().length);
    return {
      ...splice,
      after: typed === "" ? "" : head + typed + (endOf(after) || endOf(before)),
    };
  });
  return applySplices(source.transcript, amended);
}

/** The white space at a text's end. */
const endOf = (text: string): string => text.slice(text.trimEnd().length);

/** The paragraphs of a place as its author may amend them, and where in them the change begins, in UTF-16 units. */
export interface AmendedPlace {
  readonly text: string;
  readonly changeAt: number;
}

/** The paragraphs of each place as its author may amend them. */
export const placesOf = (splices: readonly Splice[]): AmendedPlace[] =>
  splices.map(({ before, after }) => ({
    text: after.trim(),
    changeAt: changeAt(before.trim(), after.trim()),
  }));

import type { Database } from "@/server/db";
import { IMPORT } from "@/server/text/documents/import-author";
import { isUndecided } from "@/server/work/contributions/is-undecided";
import { propose } from "@/server/work/contributions/propose";
import { gitLineFor } from "@/server/work/contributions/refusals";
import type { Outcome } from "./outcome";

interface Imported {
  readonly path: string;
  readonly text: string;
  readonly sha256: string;
  readonly documentId: number;
  /** The number of the revision that was imported last: the file was made from it. */
  readonly base: number;
}

/**
 * Makes a contribution of a file that was changed both here and there since the last import. The same text is proposed
 * once, however often it is imported.
 *
 * @returns null once a maintainer has decided: then the file has nothing to say any more
 */
export async function proposeImported(
  db: Database,
  { path, text, sha256, documentId, base }: Imported,
): Promise<Extract<Outcome, { status: "refused" | "proposed" }> | null> {
  const proposed = await propose(db, {
    author: { ...IMPORT, addressHash: "import" },
    ...{ documentId, base, text, channel: "import", message: `Update ${path}` },
    idempotencyKey: `import:${documentId}:${sha256}`,
  });
  if (!proposed.ok) return { status: "refused", reason: gitLineFor(proposed) };
  const { id, status } = proposed.contribution;
  if (!isUndecided(status)) return null;
  const reason = `it was changed here too since it was imported: contribution ${id} is waiting for review and merges both`;
  return { status: "proposed", reason };
}

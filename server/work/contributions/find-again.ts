import type { Database, Transaction } from "@/server/db";
import { parseSplices } from "@/server/text/documents/parse-splices";
import type { Proposal, Proposed } from "./proposal";

/** The contribution that the same author sent with the same key before; none where there is none, or no key. */
export async function findAgain(
  db: Database | Transaction,
  { author, idempotencyKey }: Pick<Proposal, "author" | "idempotencyKey">,
): Promise<Proposed | null> {
  if (idempotencyKey === undefined) return null;
  const found = await db.contribution.findFirst({
    where:
      author.id === null
        ? { addressHash: author.addressHash, idempotencyKey, authorId: null }
        : { authorId: author.id, idempotencyKey },
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const [version] = found?.versions ?? [];
  if (!found || !version) return null;
  return {
    id: found.id,
    version: found.version,
    status: found.status,
    summary: version.summary,
    hunks: parseSplices(version.splices),
    again: true,
    revision: found.revision,
  };
}

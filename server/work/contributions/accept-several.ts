import type { Database } from "@/server/db";
import type { Author } from "@/server/text/documents/append-revisions";
import { parseSplices } from "@/server/text/documents/parse-splices";
import { readSource } from "@/server/text/documents/read-source";
import { applySplices } from "@/transcript";
import { type AcceptResult, accept } from "./accept";
import { mayDecide } from "./may-decide";
import { mergeAside } from "./merge-aside";
import { readSide, type Side } from "./read-side";

export interface Seen {
  readonly id: number;
  readonly version: number;
}

interface Several {
  readonly seen: readonly Seen[];
  readonly reviewer: Author & { readonly id: string };
}

export type AcceptSeveralResult =
  /** What became of each, in their order: one that was decided meanwhile does not hold up the others. */
  | { readonly ok: true; readonly results: readonly (Seen & { readonly result: AcceptResult })[] }
  /** These do not go together with the others, or with today's text, as far as there was time to see; nothing was accepted. */
  | { readonly ok: false; readonly reason: "conflicting"; readonly ids: readonly number[] }
  | { readonly ok: false; readonly reason: "too-many"; readonly most: number };

/** As many as a page of the queue shows. */
export const MOST_TOGETHER = 50;

/**
 * Accepts several contributions one after the other, the oldest first. Those that conflict with each other are told
 * before any is accepted. Of those that the reviewer may not decide, nothing is read.
 */
export async function acceptSeveral(db: Database, { seen, reviewer }: Several): Promise<AcceptSeveralResult> {
  if (seen.length > MOST_TOGETHER) return { ok: false, reason: "too-many", most: MOST_TOGETHER };
  const ordered = [...new Map(seen.map((one) => [one.id, one])).values()].sort((a, b) => a.id - b.id);
  const allowed = await mayDecide(db, { ids: ordered.map(({ id }) => id), personId: reviewer.id });
  const ids = await conflicting(
    db,
    ordered.filter(({ id }) => allowed.get(id)),
  );
  if (ids.length > 0) return { ok: false, reason: "conflicting", ids };
  const results = [];
  for (const one of ordered) results.push({ ...one, result: await accept(db, { ...one, reviewer }) });
  return { ok: true, results };
}

/** Those of several that cannot all be merged, tried without writing. */
async function conflicting(db: Database, seen: readonly Seen[]): Promise<number[]> {
  if (seen.length === 0) return [];
  const rows = await db.contributionVersion.findMany({
    where: { OR: seen.map(({ id, version }) => ({ contributionId: id, number: version })) },
    orderBy: { contributionId: "asc" },
    include: { contribution: { include: { document: { select: { id: true, path: true, head: true } } } } },
  });
  const now = new Map<number, Side>();
  const found: number[] = [];
  for (const { contributionId, base, splices, contribution } of rows) {
    const { id: documentId, path, head } = contribution.document;
    const [source, today] = await Promise.all(
      [base, head].map((number) => readSource(db, { documentId, number, path })),
    );
    const text = source && applySplices(source.transcript, parseSplices(splices));
    if (!source || !today || typeof text !== "string") continue;
    const ours = now.get(documentId) ?? today;
    const tried = await mergeAside({ path, base: source, ours, theirs: readSide({ path, text }) });
    // Parsed anew, as it will be once it is accepted.
    if (tried.ok) now.set(documentId, readSide({ path, text: tried.merged.text }));
    else found.push(contributionId);
  }
  return found;
}

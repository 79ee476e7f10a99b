import type { Database } from "@/server/db";
import { MOST_TOGETHER, type Seen } from "./accept-several";
import { type DecideResult, decide, type Refusing } from "./decide";

interface Several extends Pick<Refusing, "reviewer" | "comment"> {
  readonly seen: readonly Seen[];
}

export type RejectSeveralResult =
  /** What became of each, in their order: one that was decided meanwhile does not hold up the others. */
  | { readonly ok: true; readonly results: readonly (Seen & { readonly result: DecideResult })[] }
  | { readonly ok: false; readonly reason: "too-many"; readonly most: number };

/** Rejects several contributions one after the other, for one reason that each author is told. */
export async function rejectSeveral(
  db: Database,
  { seen, comment, reviewer }: Several,
): Promise<RejectSeveralResult> {
  if (seen.length > MOST_TOGETHER) return { ok: false, reason: "too-many", most: MOST_TOGETHER };
  const results = [];
  for (const one of new Map(seen.map((each) => [each.id, each])).values())
    results.push({ ...one, result: await decide(db, { ...one, comment, reviewer, decision: "reject" }) });
  return { ok: true, results };
}

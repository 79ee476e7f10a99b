import type { Database } from "@/server/db";
import type { Splice } from "@/transcript";
import type { Amendment } from "./proposal";
import { propose } from "./propose";
import type { Refusal } from "./refusal";

export type AmendResult =
  | { readonly ok: true; readonly version: number; readonly hunks: readonly Splice[] }
  | ({ readonly ok: false } & Refusal);

/** Changes what an undecided contribution proposes: a new version, which any approval has to have seen. */
export async function amend(
  db: Database,
  { id, ...amendment }: Omit<Amendment, "amends"> & { readonly id: number },
): Promise<AmendResult> {
  const result = await propose(db, { ...amendment, amends: id });
  if (!result.ok) return result;
  const { version, hunks } = result.contribution;
  return { ok: true, version, hunks };
}

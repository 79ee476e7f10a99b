import { isDeepStrictEqual } from "node:util";
import type { Transaction } from "@/server/db";
import { asJson, type Fields, type Said } from "./fields";

/** A field that was edited here, with what its feed and files say of it. */
export interface Edited {
  readonly id: number;
  readonly field: string;
  readonly source: unknown;
}

interface Divided {
  /** What may be written to the row itself. */
  readonly row: Said;
  /** Edited fields of which the sources now say something else. */
  readonly beneath: readonly { readonly id: number; readonly source: Said }[];
}

/**
 * Divides what a feed or a file says of a show or an episode: what was edited here stays as it is, and what the source
 * says of it is kept beneath, for whoever wants to follow the feed again.
 *
 * @param said by the names of the columns
 */
export function divideEdited(fields: Fields, edits: readonly Edited[], said: Said): Divided {
  if (edits.length === 0) return { row: said, beneath: [] };
  const row = { ...said };
  const beneath: { id: number; source: Said }[] = [];
  for (const { id, field, source } of edits) {
    const before = source as Said;
    const after: Record<string, unknown> = { ...before };
    for (const column of fields[field] ?? []) {
      if (!Object.hasOwn(said, column)) continue;
      after[column] = asJson(said[column]);
      delete row[column];
    }
    if (!isDeepStrictEqual(before, after)) beneath.push({ id, source: after });
  }
  return { row, beneath };
}

/** Keeps what the sources say of edited fields. */
export async function keepBeneath(tx: Transaction, beneath: Divided["beneath"]): Promise<void> {
  for (const { id, source } of beneath)
    await tx.fieldEdit.update({ where: { id }, data: { source: source as object } });
}

import { z } from "zod";
import type { After } from "./cursor";
import type { Handled } from "./endpoint";

/** How many entries a page of a list has where nobody says, and at most. */
const USUAL = 50;
const MOST = 200;

/** What every list is asked with, beside its filters. */
export const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST)
    .default(USUAL)
    .describe(`How many entries at most; ${USUAL} where nothing is said.`),
  cursor: z
    .string()
    .min(1)
    .max(1000)
    .optional()
    .describe("Where to go on: `next` of the page before, with the same filters."),
};

/** A page of a list, as the description has it. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().nullable().describe("The cursor of the next page; null on the last one."),
  });

/**
 * A page from one entry more than it may have, which says whether there is another.
 *
 * @param keyOf the sort key of an entry, from which the next page goes on
 */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  { limit, item, keyOf }: { limit: number; item: (row: Row) => Item; keyOf: (row: Row) => After },
): Handled<{ items: Item[]; next: string | null }> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    ok: true,
    body: { items: shown.map(item), next: null },
    next: last !== undefined && rows.length > limit ? keyOf(last) : undefined,
  };
}

/** A yes or no in an address. */
export const yesOrNo = z.enum(["true", "false"]).transform((value) => value === "true");

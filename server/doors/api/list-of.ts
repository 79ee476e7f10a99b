import { z } from "zod";
import type { After } from "./cursor";
import type { Handled } from "./endpoint";

/** Entries per page of a list: the default and the maximum. */
const USUAL = 50;
const MOST = 200;

/** The query parameters of every list, besides its filters. */
export const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST)
    .default(USUAL)
    .describe(`The most entries to return; ${USUAL} by default.`),
  cursor: z
    .string()
    .min(1)
    .max(1000)
    .optional()
    .describe("`next` of the previous page, used with the same filters."),
};

/** The schema of one page of a list. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().nullable().describe("The cursor of the next page; null on the last one."),
  });

/**
 * Makes a page from its rows and one more, which tells whether there is a next page.
 *
 * @param keyOf gives an entry's sort key, after which the next page begins
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

/** A boolean query parameter. */
export const yesOrNo = z.enum(["true", "false"]).transform((value) => value === "true");

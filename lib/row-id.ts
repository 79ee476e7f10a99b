import { z } from "zod";

/** The largest row number that PostgreSQL's `integer` can hold. */
export const LARGEST_ROW_ID = 2 ** 31 - 1;

/**
 * A row number from an address or a form: an id, or the number of a revision, a version or a paragraph. The
 * database would throw at a larger one instead of finding nothing.
 */
export const rowId = z.coerce.number().int().min(1).max(LARGEST_ROW_ID);

import { z } from "zod";

/** The largest number of a row: PostgreSQL's `integer` holds no more. */
export const LARGEST_ROW_ID = 2 ** 31 - 1;

/**
 * The number of a row as an address or a form says it: an id, or the number of a revision, a version or a paragraph.
 * Anything larger would make the database throw instead of finding nothing.
 */
export const rowId = z.coerce.number().int().min(1).max(LARGEST_ROW_ID);

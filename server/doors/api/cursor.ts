import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** The sort key of a page's last entry, after which the next page begins. */
export type After = readonly (string | number | null)[];

const shape = z.array(z.union([z.string(), z.number(), z.null()]));

/**
 * The query that a cursor belongs to, and the key that signs it, so that only cursors made here are accepted.
 */
interface Of {
  readonly query: string;
  readonly secret: string;
}

/** Makes a cursor that is valid for this query only. */
export function writeCursor(of: Of, after: After): string {
  const text = Buffer.from(JSON.stringify(after)).toString("base64url");
  return `${text}.${sign(of, text).toString("base64url")}`;
}

/** The sort key in a cursor; undefined if the cursor is invalid or belongs to another query. */
export function readCursor(of: Of, cursor: string): After | undefined {
  const [text = "", mark = ""] = cursor.split(".");
  const expected = sign(of, text).toString("base64url");
  if (mark.length !== expected.length || !timingSafeEqual(Buffer.from(mark), Buffer.from(expected)))
    return undefined;
  return shape.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
}

/** Identifies a query: its path and all parameters except `cursor` and `limit`. */
export function queryOf(path: string, query: Readonly<Record<string, unknown>>): string {
  const asked = Object.entries(query)
    .filter(([name, value]) => name !== "cursor" && name !== "limit" && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([path, asked]);
}

const sign = ({ query, secret }: Of, text: string) =>
  createHmac("sha256", secret).update(`cursor\0${query}\0${text}`).digest().subarray(0, 15);

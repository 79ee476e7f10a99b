import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** Where a list goes on: the sort key of the last entry of the page before. */
export type After = readonly (string | number | null)[];

const shape = z.array(z.union([z.string(), z.number(), z.null()]));

/** What a cursor is of, and what it is signed with, so that none but those given out are taken. */
interface Of {
  readonly query: string;
  readonly secret: string;
}

/** A cursor for the query it is given out for, and for no other. */
export function writeCursor(of: Of, after: After): string {
  const text = Buffer.from(JSON.stringify(after)).toString("base64url");
  return `${text}.${sign(of, text).toString("base64url")}`;
}

/** Where a cursor goes on; none where it is no cursor, or one of another query. */
export function readCursor(of: Of, cursor: string): After | undefined {
  const [text = "", mark = ""] = cursor.split(".");
  const expected = sign(of, text).toString("base64url");
  if (mark.length !== expected.length || !timingSafeEqual(Buffer.from(mark), Buffer.from(expected)))
    return undefined;
  return shape.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
}

/** What makes two queries the same: the path and all parameters but those that say which part of it is wanted. */
export function queryOf(path: string, query: Readonly<Record<string, unknown>>): string {
  const asked = Object.entries(query)
    .filter(([name, value]) => name !== "cursor" && name !== "limit" && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([path, asked]);
}

const sign = ({ query, secret }: Of, text: string) =>
  createHmac("sha256", secret).update(`cursor\0${query}\0${text}`).digest().subarray(0, 15);

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Database } from "@/server/db";
import { addressOf } from "@/server/people/limits/address-of";
import { takeFrom } from "@/server/people/limits/take-from";
import { sendRefusal } from "../front/send-refusal";
import { headersOf } from "./headers-of";

interface Costly {
  readonly name: string;
  readonly address: RegExp;
  /** How many an address may ask for in a minute that are not kept already. */
  readonly most: number;
}

/** Addresses that take work to answer, and of which there are too many to keep them all. */
const COSTLY: readonly Costly[] = [
  // The times of all words, and old revisions as files: half a second each.
  { name: "file", address: /^\/[^/?]+\/[^/?]+\.[a-z]+\?(?:[^#]*&)?(?:words|revision)=/, most: 60 },
  // A thread's work for up to two seconds.
  { name: "document", address: /^\/[^/?]+\/[^?]{1,300}\.(?:docx|pdf)(?:\?|$)/, most: 30 },
  // A file of many megabytes. Whether it is today's is asked of every table.
  { name: "export", address: /^\/(?:[^/?]+\/)?export\.bundle(?:\?|$)/, most: 20 },
  // What a change comes to in today's text, and the search: a tenth of a second and less.
  { name: "page", address: /^\/(?:contributions\/\d|search\?)/, most: 120 },
];

/**
 * Counts a costly read to the address it comes from, and refuses it where there were too many.
 *
 * @returns whether it was refused
 */
export async function limitCostly(
  db: Database,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const costly = COSTLY.find(({ address }) => address.test(incoming.url ?? ""));
  if (!costly) return false;
  const key = `costly-${costly.name}:address:${addressOf(headersOf(incoming))}`;
  // While the database is away nothing costly can be made: whoever answers says so.
  const taken = await takeFrom(db, { key, limit: costly.most, perSeconds: 60 }).catch(() => null);
  if (!taken || taken.ok) return false;
  sendRefusal(incoming, response, {
    ...{ status: 429, reason: "tooMany" },
    headers: { "Retry-After": String(taken.retryAfterSeconds) },
  });
  return true;
}

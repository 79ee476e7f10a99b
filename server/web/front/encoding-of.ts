import type { IncomingMessage } from "node:http";
import { LRUCache } from "lru-cache";
import Negotiator from "negotiator";
import type { Encoding } from "@/server/text/pages/kept";

/** Tightest first: taken where a client likes several as much. */
const OURS = ["br", "gzip"];

// Browsers send one of a handful of headers: each is read once.
const read = new LRUCache<string, Encoding>({ max: 500 });

/** The encoding in which a client wants its answer, of those that we have (RFC 9110, 12.5.3). */
export function encodingOf({ headers }: IncomingMessage): Encoding {
  const header = headers["accept-encoding"];
  if (header === undefined) return "identity";
  const accepted = String(header);
  const known = read.get(accepted);
  if (known) return known;
  const chosen = new Negotiator({ headers: { "accept-encoding": accepted } }).encoding(
    [...OURS, "identity"],
    { preferred: OURS },
  );
  const encoding = chosen === "br" || chosen === "gzip" ? chosen : "identity";
  read.set(accepted, encoding);
  return encoding;
}

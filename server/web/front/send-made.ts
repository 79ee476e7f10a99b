import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Fresh, Kept } from "@/server/text/pages/kept";

/**
 * The header by which the process that makes answers tells the one that sends them that this one may be kept, and under
 * which state. It leaves neither process.
 */
export const MADE_OF = "x-onrecord-made-of";

/** Sends something as it was made, in no encoding, to the process that keeps it. */
export function sendMade({ made, state }: Kept, response: ServerResponse): void {
  const { body, headers, etag, changedAt } = made;
  response.writeHead(200, {
    ...(headers as OutgoingHttpHeaders),
    "content-length": body.length,
    [MADE_OF]: state,
    ...(etag === undefined ? {} : { etag }),
    ...(changedAt === undefined ? {} : { "last-modified": changedAt.toUTCString() }),
  });
  response.end(body);
}

/** What `sendMade` has sent, whose body is read. */
export function readMade({ headers: sent }: IncomingMessage, body: Buffer): Fresh {
  const { [MADE_OF]: state, etag, "last-modified": changed, ...rest } = sent;
  const headers = Object.fromEntries(
    Object.entries(rest).filter(([name, value]) => value !== undefined && !PASSING.has(name)),
  ) as Fresh["made"]["headers"];
  return {
    state: String(state),
    made: { body, headers, etag, changedAt: changed === undefined ? undefined : new Date(changed) },
  };
}

/** Headers of one message rather than of the thing. */
const PASSING = new Set(["connection", "keep-alive", "date", "transfer-encoding", "content-length"]);

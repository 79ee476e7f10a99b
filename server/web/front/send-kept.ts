import type { IncomingMessage, ServerResponse } from "node:http";
import { isKnown } from "@/lib/http/is-known";
import type { Kept, Sent } from "@/server/text/pages/kept";
import type { Store } from "@/server/text/pages/store";
import type { Allowance } from "./create-allowance";
import { encodingOf } from "./encoding-of";
import { sendRefusal } from "./send-refusal";

/**
 * Sends a kept thing in the encoding that the client wants, or says in a few bytes that it has it already.
 *
 * @param allowance what refuses whoever has taken too much
 * @returns a promise only where it has to be compressed first
 */
export function sendKept(
  store: Store,
  kept: Kept,
  incoming: IncomingMessage,
  response: ServerResponse,
  allowance: Allowance = () => 0,
): Promise<void> | undefined {
  const { headers: asked } = incoming;
  const encoding = encodingOf(incoming);
  if (asked["if-none-match"] !== undefined || asked["if-modified-since"] !== undefined) {
    const { etags, changedAt } = kept;
    if (isKnown({ get: (name) => (asked[name] as string | undefined) ?? null }, { etag: etags, changedAt })) {
      response.writeHead(304, kept.unchanged(encoding));
      response.end();
      return;
    }
  }
  const sent = kept.ready(encoding);
  if (!sent)
    return store.send(kept, encoding).then((made) => sendEncoded(made, incoming, response, allowance));
  sendEncoded(sent, incoming, response, allowance);
}

function sendEncoded(
  { body, headers }: Sent,
  incoming: IncomingMessage,
  response: ServerResponse,
  allowance: Allowance,
): void {
  const wait = allowance(incoming, body.length);
  if (wait > 0) {
    sendRefusal(incoming, response, {
      ...{ status: 429, reason: "tooMuch" },
      headers: { "Retry-After": String(wait) },
    });
    return;
  }
  response.writeHead(200, headers as string[]);
  response.end(incoming.method === "HEAD" ? undefined : body);
}

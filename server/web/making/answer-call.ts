import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { ALWAYS, NEVER_FRAMED, NEXT_VARIES } from "@/lib/http/answer-headers.mjs";
import { answer, type Serving, takeCall } from "@/server/doors/api/answer";
import { addressOf } from "@/server/people/limits/address-of";
import { headersOf } from "./headers-of";

/**
 * Counts a call of the API without a token, and refuses it where there were too many from its address.
 *
 * @returns whether it was refused
 */
export async function refuseCall(
  incoming: IncomingMessage,
  response: ServerResponse,
  serving: Serving,
): Promise<boolean> {
  const address = addressOf(headersOf(incoming));
  const [path = ""] = (incoming.url ?? "").split("?");
  const refused = await takeCall({ address, path }, serving);
  if (refused) await send(refused, response);
  return refused !== null;
}

/** Answers a call that was counted and of which nothing is kept: mostly with what is wrong with it. */
export async function answerCall(
  incoming: IncomingMessage,
  response: ServerResponse,
  serving: Serving,
): Promise<void> {
  const { method = "GET", url = "" } = incoming;
  const request = new Request(new URL(url, serving.siteUrl), { method, headers: headersOf(incoming) });
  await send(await answer(request, { ...serving, counted: true }), response);
}

async function send(answered: Response, response: ServerResponse): Promise<void> {
  const usual = { ...ALWAYS, ...NEVER_FRAMED, Vary: NEXT_VARIES };
  response.writeHead(answered.status, { ...Object.fromEntries(answered.headers), ...usual });
  if (answered.body) Readable.fromWeb(answered.body as ReadableStream).pipe(response);
  else response.end();
}

import type { RequestListener } from "node:http";
import inject from "light-my-request";
import type { Fresh } from "@/server/text/pages/kept";
import { lastingHeaders } from "./make-page";

/**
 * Has Next make a piece in this process, as for someone of whom nothing is known. Its name says which bytes it is; the
 * state that it is kept under only ends that: a text that was redacted is no longer given to whoever knows its name.
 *
 * @returns none where there is none, or none of this name: that is answered, and not kept
 */
export async function makePiece(render: RequestListener, name: string, state: string): Promise<Fresh | null> {
  const { statusCode, headers, rawPayload } = await inject(render, { method: "GET", url: name });
  if (statusCode !== 200 || !String(headers["cache-control"]).includes("immutable")) return null;
  return { state, made: { body: rawPayload, headers: lastingHeaders(headers) } };
}

import type { RequestListener } from "node:http";
import inject from "light-my-request";
import type { Piece } from "./compose-pages";

/** Has Next make a piece in this process, as for someone of whom nothing is known; none where there is none. */
export async function findPiece(render: RequestListener, name: string): Promise<Piece | null> {
  const { statusCode, headers, rawPayload } = await inject(render, { method: "GET", url: name });
  if (statusCode !== 200) return null;
  return { body: rawPayload, named: String(headers["cache-control"]).includes("immutable") };
}

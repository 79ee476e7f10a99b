import type { OutgoingHttpHeaders, RequestListener } from "node:http";
import inject from "light-my-request";
import type { Fresh } from "@/server/text/pages/kept";
import type { PageComposer } from "./page-composer";

/** Headers of one answer rather than of the page; and those that `Kept` writes. */
const PASSING = new Set([
  ...["connection", "keep-alive", "date", "transfer-encoding", "content-length", "content-encoding", "etag"],
]);

/** The headers of what was made that are sent with it each time. */
export const lastingHeaders = (headers: OutgoingHttpHeaders): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => value !== undefined && !PASSING.has(name)),
  ) as Record<string, string | string[]>;

/**
 * Has Next make a page in this process, as for someone of whom nothing is known, and records what it answers: no
 * request goes over the network. The page says in itself what state it was made of (`MadeOf`), and is put together.
 *
 * @returns none for what cannot be kept: no page, one that is not there, sets a cookie, or says no state, or whose text
 *   has changed while it was made
 */
export async function makePage(
  render: RequestListener,
  path: string,
  composer: PageComposer,
): Promise<Fresh | null> {
  const made = await inject(render, { method: "GET", url: path });
  const { statusCode, headers } = made;
  const isPage = String(headers["content-type"]).startsWith("text/html");
  if (statusCode !== 200 || !isPage || headers["set-cookie"]) return null;
  const { body, policy, madeOf: state, keepable } = await composer.compose(made.payload, path);
  if (state === undefined || !keepable) return null;
  return {
    state,
    made: {
      body: body,
      // A browser asks each time, and is told in a few bytes where nothing has changed.
      headers: {
        ...lastingHeaders(headers),
        "cache-control": "no-cache",
        "content-security-policy": policy,
      },
    },
  };
}

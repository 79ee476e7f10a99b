import type { RequestListener } from "node:http";
import inject from "light-my-request";
import type { Fresh } from "@/server/text/pages/store";
import type { PageComposer } from "./compose-pages";

/** Headers of one answer rather than of the page; and those that `Kept` writes. */
const PASSING = new Set([
  ...["connection", "keep-alive", "date", "transfer-encoding", "content-length", "content-encoding", "etag"],
]);

/**
 * Has Next make a page in this process, as for someone of whom nothing is known, and puts it together: no request goes
 * over the network. The page says in itself what state it was made of (`MadeOf`).
 *
 * @returns none for what cannot be kept: no page, one that is not there, sets a cookie, or says no state; and one whose
 *   pieces have changed since it was made
 */
export async function makePage(
  render: RequestListener,
  composer: PageComposer,
  path: string,
): Promise<Fresh | null> {
  const made = await inject(render, { method: "GET", url: path });
  const { statusCode, headers } = made;
  const isPage = String(headers["content-type"]).startsWith("text/html");
  if (statusCode !== 200 || !isPage || headers["set-cookie"]) return null;
  const { body, policy, keepable, madeOf } = await composer.compose(made.payload, path);
  if (!keepable || madeOf === undefined) return null;
  const lasting = Object.entries(headers).filter(([name]) => !PASSING.has(name));
  return {
    state: madeOf.state,
    made: {
      body,
      headers: {
        ...(Object.fromEntries(lasting) as Record<string, string | string[]>),
        "content-security-policy": policy,
        // A browser asks each time, and is told in a few bytes where nothing has changed.
        "cache-control": "no-cache",
      },
    },
  };
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { getToken } from "next-auth/jwt";
import type { Environment } from "@/lib/read-environment";
import { historyGuard } from "@/lib/texts/en/history";
import type { Database } from "@/server/db";
import { Slots } from "@/server/people/limits/slots";
import { takeFrom } from "@/server/people/limits/take-from";

export type HistoryReaders = Environment["historyReaders"];

interface Guarding {
  readonly db: Database;
  readonly secret: string;
  readonly readers: HistoryReaders;
}

/** `/{show}/{slug}/history` and everything below it. Any two revisions make a page there. */
const HISTORY = /^\/[^/]{1,200}\/[^/]{1,200}\/history(?:[/.]|$)/;

/** As Next reads it: an address may spell any letter in another way. */
const isHistory = (url: string) =>
  HISTORY.test(decoded(url.split(/[?#]/, 1)[0] ?? "").replace(/\/{2,}/g, "/"));

/**
 * All readers without an account share this, whatever their addresses are: crawlers come from thousands of them. A page
 * takes a tenth of a second to make; so many take a fifth of a core at most.
 */
export const HISTORY_BUDGET = { key: "history:anonymous", limit: 120, perSeconds: 60 } as const;

/** How many of these pages are made side by side. The next ones wait, so that a burst leaves room for other readers. */
const SIDE_BY_SIDE = {
  ...{ most: 2, mostOfOne: 1 },
  ...{ mostWaiting: HISTORY_BUDGET.limit, patienceSeconds: 10 },
};
// Whoever found no place comes back after so many seconds.
const COME_BACK = 10;

/**
 * Makes the function that answers requests for history that are too many, or that need an account. It asks before
 * anything is read or made.
 *
 * @returns whether it has answered
 */
export function guardHistory({ db, secret, readers }: Guarding) {
  // Until then the budget is known to be used up: a flood does not even ask the database.
  let closedUntil = 0;
  const slots = new Slots(SIDE_BY_SIDE);
  let asked = 0;
  return async (incoming: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const { url = "", method = "GET" } = incoming;
    if ((method !== "GET" && method !== "HEAD") || !isHistory(url)) return false;
    response.setHeader("X-Robots-Tag", "noindex, nofollow");
    if (await isSignedIn(incoming, secret)) return false;
    if (readers === "account") {
      const location = `/sign-in?callbackUrl=${encodeURIComponent(url)}`;
      response.writeHead(303, { Location: location, "Cache-Control": "no-store" }).end();
      return true;
    }
    const now = Date.now();
    let wait = Math.ceil((closedUntil - now) / 1000);
    if (wait <= 0) {
      const taken = await takeFrom(db, HISTORY_BUDGET);
      if (taken.ok) {
        const gone = new AbortController();
        response.once("close", () => gone.abort());
        asked += 1;
        const release = await slots.take(gone.signal, String(asked));
        if (release) {
          response.once("close", release);
          if (!gone.signal.aborted) return false;
          // Nobody waits for the page any more.
          release();
          return true;
        }
        wait = COME_BACK;
      } else {
        wait = taken.retryAfterSeconds;
        closedUntil = now + wait * 1000;
      }
    }
    response
      .writeHead(429, {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-store",
        "Retry-After": String(wait),
      })
      .end(method === "HEAD" ? undefined : PAGE);
    return true;
  };
}

async function isSignedIn({ headers }: IncomingMessage, secret: string): Promise<boolean> {
  if (!headers.cookie?.includes("next-auth.session-token")) return false;
  const cookies = Object.fromEntries(
    headers.cookie.split(";").map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())];
    }),
  );
  for (const secureCookie of [true, false]) {
    // The part of a request that it reads.
    const request = { cookies, headers } as unknown as Parameters<typeof getToken>[0]["req"];
    if (await getToken({ req: request, secret, secureCookie }).catch(() => null)) return true;
  }
  return false;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${historyGuard.title}</title>
<style>body { font: 18px/1.6 system-ui, sans-serif; max-width: 34em; margin: 4em auto; padding: 0 1em; color-scheme: light dark }</style>
<h1>${historyGuard.title}</h1>
<p>${historyGuard.lead}</p>
<p><a href="/sign-in">${historyGuard.signIn}</a></p>
</html>
`;

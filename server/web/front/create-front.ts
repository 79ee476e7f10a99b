import type { IncomingMessage, ServerResponse } from "node:http";
import type { Fresh, Kept } from "@/server/text/pages/kept";
import { type Key, writeKey } from "@/server/text/pages/keys";
import type { LatestStates } from "@/server/text/pages/latest-states";
import type { Store } from "@/server/text/pages/store";
import { boundBody } from "./bound-body";
import { createAllowance } from "./create-allowance";
import { isKeepable } from "./is-keepable";
import { withoutBadReturn } from "./leads-back";
import { refusalOf } from "./refusal-of";
import { sendKept } from "./send-kept";
import { sendRefusal } from "./send-refusal";
import { BUILT, serveBuilt } from "./serve-built";
import { withoutNul } from "./without-nul";

/** Has a request answered by whoever makes answers. */
export type Forward = (
  incoming: IncomingMessage,
  response: ServerResponse,
  awaited?: AwaitedThing,
) => Forwarded;

/** What somebody waits for, and what is to be kept. */
export interface AwaitedThing {
  /** Called, in place of any answer, with what was made and may be kept. */
  readonly onMade: (fresh: Fresh) => void;
}

export interface Forwarded {
  /** Gives up, so that the request can be answered otherwise; false where its answer has begun. */
  cancel(): boolean;
}

interface Parts {
  readonly forward: Forward;
  readonly siteUrl: string;
  /** What is kept, and how its state is asked for; none in development, where nothing is kept and no file is built. */
  readonly keeping?: Keeping;
}

interface Keeping {
  readonly keyAt: (url: string) => Key | null;
  readonly states: Pick<LatestStates, "ask">;
  readonly store: Store;
  /** Whether the database cannot be reached. */
  readonly isLost: () => boolean;
}

/**
 * Makes the function that takes every request of the site, in this order: what is wrong whatever it asks for, a body
 * that is too large, a built file, something that is kept; and whatever else has to be made. It sends what is there, and
 * makes nothing: so what one asks for delays nobody who asks for what is kept.
 */
export function createFront({ forward, siteUrl, keeping }: Parts) {
  const files = keeping && serveBuilt();
  // Whoever reached the site by TLS once is not to be led to another by plain HTTP.
  const isSecure = siteUrl.startsWith("https:");
  const arrivals = createArrivals();
  const allowance = createAllowance();

  return (incoming: IncomingMessage, response: ServerResponse): void => {
    try {
      start(incoming, response);
    } catch (error) {
      fail(error, incoming, response);
    }
  };

  function start(incoming: IncomingMessage, response: ServerResponse): void {
    if (isSecure) response.setHeader("Strict-Transport-Security", STAY_SECURE);
    const refused = refusalOf(incoming, siteUrl);
    if (refused) {
      sendRefusal(incoming, response, refused);
      return;
    }
    if (boundBody(incoming, response)) return;
    incoming.url = withoutNul(incoming.url ?? "");
    const { url, headers } = incoming;
    if (headers.cookie !== undefined) headers.cookie = withoutBadReturn(headers.cookie, siteUrl);
    if (files && url.startsWith(BUILT)) {
      files(incoming, response, () => forward(incoming, response));
      return;
    }
    const key = keeping && isKeepable(incoming) ? keeping.keyAt(url) : null;
    if (keeping && key) answerKept(keeping, key, incoming, response);
    else forward(incoming, response);
  }

  /**
   * Nearly every answer is kept already. It is sent without a promise, and without a function of its own that has a name:
   * tsx sets each one's name anew.
   */
  function answerKept(keeping: Keeping, key: Key, incoming: IncomingMessage, response: ServerResponse): void {
    const { states, store, isLost } = keeping;
    states.ask(
      key.scope,
      (state) => {
        try {
          const kept = state === undefined ? undefined : store.find(key, state);
          if (kept) send(store, kept, incoming, response);
          else makeAndSend(store, { key, state }, incoming, response);
        } catch (error) {
          fail(error, incoming, response);
        }
      },
      (error) => {
        console.error(`The state of ${key.name} could not be asked for:`, error);
        try {
          // While the database is away, what was the newest before is better than nothing.
          const before = isLost() ? store.findNewest(key) : undefined;
          if (before) send(store, before, incoming, response);
          else forward(incoming, response);
        } catch (failure) {
          fail(failure, incoming, response);
        }
      },
    );
  }

  /** Never throws: what one request makes of it must not reach those who are sent the same, or the process. */
  function send(store: Store, kept: Kept, incoming: IncomingMessage, response: ServerResponse): void {
    try {
      sendKept(store, kept, incoming, response, allowance)?.catch((error: unknown) =>
        fail(error, incoming, response),
      );
    } catch (error) {
      fail(error, incoming, response);
    }
  }

  /** Has it made, unless it is made for somebody else first. */
  function makeAndSend(
    store: Store,
    { key, state }: { readonly key: Key; readonly state: string | undefined },
    incoming: IncomingMessage,
    response: ServerResponse,
  ): void {
    const leave =
      state === undefined
        ? () => {}
        : arrivals.await(writeKey(key, state), (arrived) => {
            if (forwarded.cancel()) send(store, arrived, incoming, response);
          });
    response.once("close", leave);
    const onMade = (fresh: Fresh) => {
      leave();
      const made = store.keep(key, fresh);
      send(store, made, incoming, response);
      arrivals.tell(writeKey(key, fresh.state), made);
    };
    const forwarded = forward(incoming, response, { onMade });
  }
}

/**
 * Those who wait for what is being made, by its line in the store. What was made for one of them is sent to all at
 * once, though each has a turn of their own.
 */
function createArrivals() {
  type Hear = (kept: Kept) => void;
  const waiting = new Map<string, Set<Hear>>();
  return {
    /** @returns a function to wait no longer */
    await: (line: string, hear: Hear): (() => void) => {
      const all = waiting.get(line) ?? new Set();
      waiting.set(line, all.add(hear));
      return () => {
        all.delete(hear);
        if (all.size === 0 && waiting.get(line) === all) waiting.delete(line);
      };
    },
    tell: (line: string, kept: Kept): void => {
      const all = waiting.get(line);
      waiting.delete(line);
      for (const hear of all ?? []) hear(kept);
    },
  };
}

function fail(error: unknown, { url }: IncomingMessage, response: ServerResponse): void {
  console.error(`${url} could not be answered:`, error);
  if (!response.headersSent) response.writeHead(500);
  response.end();
}

/** A year (RFC 6797); the site's other names are not its own to decide. */
const STAY_SECURE = "max-age=31536000";

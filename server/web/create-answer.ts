import type { IncomingMessage, ServerResponse } from "node:http";
import inject from "light-my-request";
import { withinCall } from "@/lib/http/action-call";
import type { Question } from "@/server/db";
import type { Kept } from "@/server/text/pages/kept";
import { LatestStates } from "@/server/text/pages/latest-states";
import { Store } from "@/server/text/pages/store";
import { findMoved } from "@/server/work/shows/find-moved";
import { answerCall, refuseCall } from "./answer-call";
import { blameSender } from "./blame-sender";
import { boundBody } from "./bound-body";
import type { ScriptSource } from "./built-scripts";
import { createTurns } from "./create-turns";
import { guardHistory, type HistoryReaders } from "./guard-history";
import { keptThings, type Makers, type Thing } from "./kept-things";
import { withoutBadReturn } from "./leads-back";
import { limitCostly } from "./limit-costly";
import { PageComposer, type Piece } from "./page-composer";
import { callsAction, refusalOf } from "./refusal-of";
import { sendKept } from "./send-kept";
import { sendRefusal } from "./send-refusal";
import { BUILT, serveBuilt } from "./serve-built";
import { softenErrors } from "./soften-errors";
import { unsatisfiedRange } from "./unsatisfied-range";
import { withoutNul } from "./without-nul";

interface Parts extends Omit<Makers, "composer"> {
  /** `SITE_STATE`, asked before each answer. */
  readonly question: Question<{ readonly state: string }>;
  readonly scripts: ScriptSource;
  readonly historyReaders: HistoryReaders;
  /** Whether Next's development server makes pages, scripts and styles when they are asked for: nothing is kept. */
  readonly develop: boolean;
}

/**
 * Makes the function that answers every request of the site, in this order: what is wrong whatever it asks for, a body
 * that is too large, a built file, something that is kept, costly pages or history that are asked for too often, a part
 * of a file that there is none of, and whatever else Next answers. What has to be made waits for its asker's turn. Each page is put together before it is sent, whether it is kept or not.
 */
export function createAnswer({ scripts, develop, question, historyReaders, ...parts }: Parts) {
  const { render, api, db } = parts;
  const composer = new PageComposer({
    findPiece,
    findMoved: (url) => findMoved(db, url),
    ...{ scripts, develop },
  });
  const makers: Makers = { ...parts, composer };
  const store = new Store();
  const states = new LatestStates(db, question);
  const find = keptThings(makers);
  const files = develop ? undefined : serveBuilt();
  // Next's development server makes scripts too, many for each page.
  const takeTurn = develop ? async () => true : createTurns();
  const guard = guardHistory({ db, secret: api.secret, readers: historyReaders });
  // Whoever reached the site by TLS once is not to be led to another by plain HTTP.
  const isSecure = api.siteUrl.startsWith("https:");

  return (incoming: IncomingMessage, response: ServerResponse): void => {
    try {
      start(incoming, response);
    } catch (error) {
      fail(error, incoming, response);
    }
  };

  function start(incoming: IncomingMessage, response: ServerResponse): void {
    if (isSecure) response.setHeader("Strict-Transport-Security", STAY_SECURE);
    const refused = refusalOf(incoming, api.siteUrl);
    if (refused) {
      sendRefusal(incoming, response, refused);
      return;
    }
    if (boundBody(incoming, response)) return;
    incoming.url = withoutNul(incoming.url ?? "");
    const { url, headers } = incoming;
    if (headers.cookie !== undefined) headers.cookie = withoutBadReturn(headers.cookie, parts.api.siteUrl);
    const script = scripts.fileAt(url);
    if (script) return void response.writeHead(200, { "Content-Type": "text/javascript" }).end(script);
    if (files && url.startsWith(BUILT)) {
      files(incoming, response, () => render(incoming, response));
      return;
    }
    const thing = !develop && mayBeKept(incoming) ? find(url) : null;
    // A call of the API is counted before anything is looked for.
    if (!thing || thing.key.name === "api") {
      const answering = thing ? answerRead(thing, incoming, response) : answerOther(incoming, response);
      settle(answering, incoming, response);
      return;
    }
    // Nearly every answer is kept already. It is sent without a promise: with Next in the process, promises would cost
    // as much as all else that is done for it.
    states.ask(
      thing.key.scope,
      (state) => {
        try {
          const kept = state === undefined ? undefined : store.find(thing.key, state);
          const sending = kept
            ? sendKept(store, kept, incoming, response)
            : answerThing(thing, state, incoming, response);
          if (sending) settle(sending, incoming, response);
        } catch (error) {
          fail(error, incoming, response);
        }
      },
      (error) => {
        tell(thing, error);
        const before = lastKept(thing);
        const answering = before
          ? sendKept(store, before, incoming, response)
          : answerAnew(incoming, response);
        if (answering) settle(answering, incoming, response);
      },
    );
  }

  /** What is to be kept and is not yet. */
  async function answerThing(
    thing: Thing,
    state: string | undefined,
    incoming: IncomingMessage,
    response: ServerResponse,
  ) {
    if (await limitCostly(db, incoming, response)) return;
    if (!(await takeTurn(incoming, response))) return;
    const kept = await makeKept(thing, state);
    if (kept) return sendKept(store, kept, incoming, response);
    return answerAnew(incoming, response);
  }

  async function answerOther(incoming: IncomingMessage, response: ServerResponse) {
    if (await limitCostly(db, incoming, response)) return;
    if (!(await takeTurn(incoming, response))) return;
    return answerAnew(incoming, response);
  }

  async function answerRead(thing: Thing, incoming: IncomingMessage, response: ServerResponse) {
    softenErrors(response, question.isLost);
    if (await refuseCall(incoming, response, api)) return;
    if (!(await takeTurn(incoming, response))) return;
    const kept = await findKept(thing);
    if (kept) return sendKept(store, kept, incoming, response);
    return answerCall(incoming, response, api);
  }

  /** Whatever is not kept. */
  async function answerAnew(incoming: IncomingMessage, response: ServerResponse) {
    softenErrors(response, question.isLost);
    if (await guard(incoming, response)) return;
    const { url = "", headers } = incoming;
    if (headers.range !== undefined) {
      const size = await unsatisfiedRange(url.split("?")[0] ?? "", headers.range);
      if (size !== null) return void response.writeHead(416, { "Content-Range": `bytes */${size}` }).end();
    }
    if (!callsAction(incoming)) return composer.answer(render, incoming, response);
    const call = { begun: false };
    blameSender(response, call, question.isLost);
    return withinCall(call, () => composer.answer(render, incoming, response));
  }

  /** A piece as it is kept, or, of a name that is not today's, as it is answered. */
  async function findPiece(name: string): Promise<Piece | null> {
    const thing = develop ? null : find(name);
    const kept = thing && (await findKept(thing));
    if (kept) return { body: kept.body, named: true };
    const { statusCode, headers, rawPayload } = await inject(render, { method: "GET", url: name });
    if (statusCode !== 200) return null;
    return { body: rawPayload, named: String(headers["cache-control"]).includes("immutable") };
  }

  /** As the database has it now; none where there is none, or it cannot be had: then Next says what is wrong. */
  async function findKept(thing: Thing): Promise<Kept | null> {
    const state = await states.get(thing.key.scope).catch((error: unknown) => tell(thing, error));
    return state === undefined ? (lastKept(thing) ?? null) : makeKept(thing, state);
  }

  /** While the database is away, what was the newest before is better than nothing. */
  function lastKept({ key }: Thing): Kept | undefined {
    return question.isLost() ? store.findNewest(key) : undefined;
  }

  async function makeKept(thing: Thing, state: string | undefined): Promise<Kept | null> {
    if (state === undefined) return null;
    const { key, make } = thing;
    try {
      return store.find(key, state) ?? (await store.get(key, state, () => make(state)));
    } catch (error) {
      tell(thing, error);
      return null;
    }
  }
}

function settle(answering: Promise<unknown>, incoming: IncomingMessage, response: ServerResponse): void {
  answering.catch((error: unknown) => fail(error, incoming, response));
}

function fail(error: unknown, { url }: IncomingMessage, response: ServerResponse): void {
  console.error(`${url} could not be answered:`, error);
  if (!response.headersSent) response.writeHead(500);
  response.end();
}

function tell({ key }: Thing, error: unknown): undefined {
  console.error(`${key.name} could not be made:`, error);
}

/** A year (RFC 6797); the site's other names are not its own to decide. */
const STAY_SECURE = "max-age=31536000";

/**
 * What is asked for by a navigation inside the site is a part of a page, in React's own words. A call with a token is
 * its owner's.
 */
const mayBeKept = ({ method, headers }: IncomingMessage) =>
  (method === "GET" || method === "HEAD") &&
  headers.rsc === undefined &&
  headers["next-router-prefetch"] === undefined &&
  headers.authorization === undefined;

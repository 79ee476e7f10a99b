import type { IncomingMessage, ServerResponse } from "node:http";
import inject from "light-my-request";
import type { Question } from "@/server/db";
import { LatestStates } from "@/server/text/pages/latest-states";
import { Store } from "@/server/text/pages/store";
import { answerCall, refuseCall } from "./answer-call";
import type { ScriptSource } from "./built-scripts";
import { isCounted, keptThings, type Makers, type Thing } from "./kept-things";
import { PageComposer, type Piece } from "./page-composer";
import { refuseLargeForm } from "./refuse-large-form";
import { sendKept } from "./send-kept";
import { BUILT, serveBuilt } from "./serve-built";
import { unsatisfiedRange } from "./unsatisfied-range";

interface Parts extends Omit<Makers, "composer"> {
  /** `SITE_STATE`, asked before each answer. */
  readonly question: Question<{ readonly state: string }>;
  readonly scripts: ScriptSource;
  /** Whether Next's development server makes pages, scripts and styles when they are asked for: nothing is kept. */
  readonly develop: boolean;
}

/**
 * Makes the function that answers every request of the site, in this order: a form that is too large, a built file,
 * something that is kept, a part of a file that there is none of, and whatever else Next answers. Each page is put
 * together before it is sent, whether it is kept or not.
 */
export function createAnswer({ scripts, develop, question, ...parts }: Parts) {
  const { render, api, db } = parts;
  const composer = new PageComposer({ findPiece, scripts, develop });
  const makers: Makers = { ...parts, composer };
  const store = new Store();
  const states = new LatestStates(db, question);
  const find = keptThings(makers);
  const files = develop ? undefined : serveBuilt();

  return async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (refuseLargeForm(incoming, response)) return;
    const { url = "", headers } = incoming;
    const script = scripts.fileAt(url);
    if (script) return void response.writeHead(200, { "Content-Type": "text/javascript" }).end(script);
    if (files && url.startsWith(BUILT)) return files(incoming, response, () => render(incoming, response));
    const thing = !develop && mayBeKept(incoming) ? find(url) : null;
    if (thing) {
      // A call of the API is counted before anything is looked for.
      const isCall = isCounted(url);
      if (isCall && (await refuseCall(incoming, response, api))) return;
      const kept = await findKept(thing);
      if (kept) return sendKept(store, kept, incoming, response);
      if (isCall) return answerCall(incoming, response, api);
    }
    if (headers.range !== undefined) {
      const size = await unsatisfiedRange(url.split("?")[0] ?? "", headers.range);
      if (size !== null) return void response.writeHead(416, { "Content-Range": `bytes */${size}` }).end();
    }
    return composer.answer(render, incoming, response);
  };

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
  async function findKept({ key, make }: Thing) {
    try {
      const state = await states.get(key.scope);
      if (state === undefined) return null;
      return store.find(key, state) ?? (await store.get(key, state, () => make(state)));
    } catch (error) {
      console.error(`${key.name} could not be made:`, error);
      return null;
    }
  }
}

/**
 * What is asked for by a navigation inside the site is a part of a page, in React's own words. A call with a token is
 * its owner's.
 */
const mayBeKept = ({ method, headers }: IncomingMessage) =>
  (method === "GET" || method === "HEAD") &&
  headers.rsc === undefined &&
  headers["next-router-prefetch"] === undefined &&
  headers.authorization === undefined;

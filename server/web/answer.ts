import type { IncomingMessage, ServerResponse } from "node:http";
import { LatestStates } from "@/server/text/pages/latest-states";
import { Store } from "@/server/text/pages/store";
import { answerCall, refuseCall } from "./answer-call";
import { isCounted, keptThings, type Makers, type Thing } from "./kept-things";
import type { ScriptSource } from "./page-scripts";
import { refuseLargeForm } from "./refuse-large-form";
import { sendKept } from "./send-kept";
import { BUILT, serveBuilt } from "./serve-built";
import { unsatisfiedRange } from "./unsatisfied-range";

interface Parts extends Makers {
  readonly scripts: ScriptSource;
  /**
   * With Next's development server: it makes scripts and styles when they are asked for, and what it makes is not
   * kept, since it is edited.
   */
  readonly develop: boolean;
}

/**
 * Makes the function that answers every request of the site, in this order: a form that is too large, a built file,
 * something that is kept, a part of a file that there is none of, and whatever else Next answers.
 */
export function createAnswer({ scripts, develop, ...makers }: Parts) {
  const { render, api, composer } = makers;
  const store = new Store();
  const states = new LatestStates(makers.db);
  const find = keptThings(makers);
  const files = develop ? undefined : serveBuilt();

  return async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (refuseLargeForm(incoming, response)) return;
    const { url = "", headers } = incoming;
    if (files && url.startsWith(BUILT)) return files(incoming, response, () => render(incoming, response));
    const script = scripts.fileAt(url);
    if (script)
      return void response.writeHead(200, { "Content-Type": "text/javascript; charset=utf-8" }).end(script);
    const thing = mayBeKept(incoming) && !develop ? find(url) : null;
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

  /** As the database has it now; none where there is none, or it cannot be had: then Next says what is wrong. */
  async function findKept({ key, make }: Thing) {
    try {
      const state = await states.get(key.scope);
      if (state === undefined) return null;
      return store.find(key, state) ?? (await store.get(key, state, make));
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

import type { IncomingMessage, ServerResponse } from "node:http";
import inject from "light-my-request";
import { withinCall } from "@/lib/http/action-call";
import type { Question } from "@/server/db";
import { isKeptRead } from "@/server/doors/api/answer";
import type { Kept } from "@/server/text/pages/kept";
import type { Key } from "@/server/text/pages/keys";
import { LatestStates } from "@/server/text/pages/latest-states";
import { Store } from "@/server/text/pages/store";
import { findMoved } from "@/server/work/shows/find-moved";
import { isKeepable } from "../front/is-keepable";
import { keyAt, LONGEST_ADDRESS } from "../front/key-at";
import { callsAction } from "../front/refusal-of";
import { sendKept } from "../front/send-kept";
import { sendMade } from "../front/send-made";
import { answerCall, refuseCall } from "./answer-call";
import { blameSender } from "./blame-sender";
import type { ScriptSource } from "./built-scripts";
import { createTurns } from "./create-turns";
import { guardHistory, type HistoryReaders } from "./guard-history";
import { limitCostly } from "./limit-costly";
import { type Makers, makeThing } from "./make-thing";
import { PageComposer, type Piece } from "./page-composer";
import { softenErrors } from "./soften-errors";
import { unsatisfiedRange } from "./unsatisfied-range";

interface Parts extends Omit<Makers, "composer"> {
  /** `SITE_STATE`, asked before each answer that is kept here. */
  readonly question: Question<{ readonly state: string }>;
  readonly scripts: ScriptSource;
  readonly historyReaders: HistoryReaders;
  /** Whether Next's development server makes pages, scripts and styles when they are asked for: nothing is kept. */
  readonly develop: boolean;
}

/**
 * Bytes of what is kept here: the texts of pages that are put together, answers of the API, which are counted before they
 * are sent, and what was just handed to the process that keeps the rest.
 */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Makes the function that makes whatever the front does not have: what may be kept, which it hands over as it was made;
 * costly pages or history, unless they are asked for too often; a part of a file that there is none of; and whatever else
 * Next answers. What has to be made waits for its asker's turn. Each page is put together before it is sent.
 */
export function createMaker({ scripts, develop, question, historyReaders, ...parts }: Parts) {
  const { render, api, db, siteUrl } = parts;
  const composer = new PageComposer({
    findPiece,
    findMoved: (url) => findMoved(db, url),
    ...{ scripts, develop },
  });
  const makers: Makers = { ...parts, composer };
  const store = new Store({ mostBytes: MOST_BYTES });
  const states = new LatestStates(db, question);
  const find = keyAt(siteUrl);
  // Next's development server makes scripts too, many for each page.
  const takeTurn = develop ? async () => true : createTurns();
  const guard = guardHistory({ db, secret: api.secret, readers: historyReaders });

  return (incoming: IncomingMessage, response: ServerResponse): void => {
    answer(incoming, response).catch((error: unknown) => {
      console.error(`${incoming.url} could not be answered:`, error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = "" } = incoming;
    const script = scripts.fileAt(url);
    if (script) return void response.writeHead(200, { "Content-Type": "text/javascript" }).end(script);
    const keepable = !develop && isKeepable(incoming);
    const isRead = keepable && url.length <= LONGEST_ADDRESS && isKeptRead(api, url.split("?", 1)[0] ?? "");
    if (isRead) return answerRead(incoming, response);
    if (await limitCostly(db, incoming, response)) return;
    if (!(await takeTurn(incoming, response))) return;
    const key = keepable ? find(url) : null;
    const kept = key && (await findKept(key));
    if (kept) return sendMade(kept, response);
    return answerAnew(incoming, response);
  }

  /** A call of the API is counted before anything is looked for. */
  async function answerRead(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    softenErrors(response, question.isLost);
    if (await refuseCall(incoming, response, api)) return;
    if (!(await takeTurn(incoming, response))) return;
    const kept = await findKept({ name: "api", scope: { of: "site" }, by: [incoming.url ?? ""] });
    if (kept) return sendKept(store, kept, incoming, response);
    return answerCall(incoming, response, api);
  }

  /** Whatever is not kept. */
  async function answerAnew(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
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
    const key = develop ? null : find(name);
    const kept = key && (await findKept(key));
    if (kept) return { body: kept.body, named: true };
    const { statusCode, headers, rawPayload } = await inject(render, { method: "GET", url: name });
    if (statusCode !== 200) return null;
    return { body: rawPayload, named: String(headers["cache-control"]).includes("immutable") };
  }

  /** As the database has it now; none where there is none, or it cannot be had: then Next says what is wrong. */
  async function findKept(key: Key): Promise<Kept | null> {
    try {
      const state = await states.get(key.scope);
      return state === undefined ? null : await store.get(key, state, () => makeThing(makers, key, state));
    } catch (error) {
      console.error(`${key.name} could not be made:`, error);
      // While the database is away, what was the newest before is better than nothing.
      return (question.isLost() && store.findNewest(key)) || null;
    }
  }
}

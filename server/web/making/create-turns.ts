import type { IncomingMessage, ServerResponse } from "node:http";
import { addressOf } from "@/server/people/limits/address-of";
import { Slots } from "@/server/people/limits/slots";
import { isFile } from "../front/refusal-of";
import { sendRefusal } from "../front/send-refusal";
import { headersOf } from "./headers-of";

const LIMITS = {
  /** Pages that are made at once. One process makes them all: more at once make each of them later. */
  ...{ most: 4, mostOfOne: 1 },
  ...{ mostWaiting: 400, mostWaitingOfOne: 60, patienceSeconds: 20 },
};
/** Milliseconds after which a turn ends, though its answer is still being made or sent. */
const LONGEST = 1000;
const COME_BACK = 10;

/** Uploaded files, which a player reads for long; what has slots of its own; and what tells whether the site lives. */
const APART = /^\/(?:static\/|transcripts\.git\/|(?:[^/?]+\/)?export\.bundle(?:\?|$)|api\/health(?:\?|$))/;

/**
 * Makes the function that has each address wait for its turn where something has to be made: one thing after the other,
 * whatever it asks for at once. Otherwise one client that asks for many pages delays whatever others ask for, also what is
 * kept, by all of them.
 *
 * What comes with a body has no turn: its sender could hold it by sending slowly.
 *
 * @returns whether it may be answered; where not, it was refused, or its reader has gone
 */
export function createTurns() {
  const slots = new Slots(LIMITS);
  return async (incoming: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const { method, url = "" } = incoming;
    if ((method !== "GET" && method !== "HEAD") || APART.test(url) || isFile(url)) return true;
    const gone = new AbortController();
    const leave = () => gone.abort();
    response.once("close", leave);
    const release = await slots.take(gone.signal, addressOf(headersOf(incoming)));
    if (!release) {
      sendRefusal(incoming, response, {
        ...{ status: 429, reason: "tooMany" },
        headers: { "Retry-After": String(COME_BACK) },
      });
      return false;
    }
    if (gone.signal.aborted) {
      release();
      return false;
    }
    const end = setTimeout(release, LONGEST);
    response.once("close", () => {
      clearTimeout(end);
      release();
    });
    return true;
  };
}

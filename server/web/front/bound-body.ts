import type { IncomingMessage, ServerResponse } from "node:http";
import { MOST_FORM_BYTES } from "@/lib/longest-text";
import { boundaryOf } from "./refusal-of";
import { type RefusedRequest, sendRefusal } from "./send-refusal";

const KB = 1024;
const MB = 1024 * KB;

/** What an address takes that is no form: a play, a sign-in, an error report. */
const USUAL = 64 * KB;
/** server/text/uploads/keep-audio takes what the operator allows, 5 GB at most. */
const AUDIO = 5001 * MB;
/** What is read, and thrown away, so that a browser hears the answer instead of a broken connection. */
const MOST_READ = 100_000_000;

/**
 * The most bytes that each kind of address takes, the first that matches. Where a route has a limit of its own, with
 * better words, this one is a little larger.
 */
const LIMITS: readonly (readonly [address: RegExp, bytes: number])[] = [
  // server/doors/repository/receive takes 64 MB, and says so to git.
  [/^\/transcripts\.git\/git-receive-pack$/, 96 * MB],
  // What a clone has and wants: a line for each commit.
  [/^\/transcripts\.git\//, 8 * MB],
  // Audio, which is kept as it comes, by the API and by a form.
  [/^\/api\/v1\/episodes\/[^/]+\/[^/]+\/audio$/, AUDIO],
  // server/doors/api/read-json-body takes 12 MB.
  [/^\/api\/v1(?:\/|$)/, 12.5 * MB],
  [/^\/api(?:\/|$)/, USUAL],
  // A proposed text that a reviewer edited, as a form writes it: twice the longest.
  [/^\/review\/decide$/, 16 * MB],
  [/^\/[^/]+\/[^/]+\/upload$/, AUDIO],
  // server/work/surveys/read-survey-csv takes 20 MB.
  [/^\/surveys\/propose\/check$/, 21 * MB],
];

function mostBytes(method: string, path: string): number {
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return USUAL;
  return LIMITS.find(([address]) => address.test(path))?.[1] ?? MOST_FORM_BYTES;
}

/** Characters of a boundary with the signs around it. */
const LONGEST_BOUNDARY = 80;

const TOO_LARGE: RefusedRequest = { status: 413, reason: "tooLarge" };

/**
 * Holds every body to what its address takes, whether it says how long it is or comes in chunks: more is answered by
 * 413, and is never handed on. Next and its routes would read all of it into memory first.
 *
 * @returns whether the request is answered; false where its body may be read, and is cut off where it grows too large
 */
export function boundBody(incoming: IncomingMessage, response: ServerResponse): boolean {
  const { method = "GET", url = "", headers } = incoming;
  const most = mostBytes(method, url.split("?")[0] ?? "");
  const size = Number(headers["content-length"] ?? 0);
  if (size > most) {
    const answer = () => sendRefusal(incoming, response, TOO_LARGE);
    if (size > MOST_READ) answer();
    else incoming.once("end", answer).resume();
    return true;
  }
  const boundary = boundaryOf(headers);
  // A body that says its length is held to it by Node's parser.
  if (headers["transfer-encoding"] !== undefined || boundary) watch(incoming, response, { most, boundary });
  return false;
}

interface Watched {
  readonly most: number;
  /** What separates the parts of a form; null of any other body. */
  readonly boundary: string | null;
}

/**
 * Looks at a body as it comes from the parser, in front of whoever reads it. From the limit on nothing is handed on, not
 * even the end: half a form must not be taken for a whole one. Nor is the end of a form that lacks its own: Next would
 * call that its own failure. Its reader is told when the connection closes.
 */
function watch(incoming: IncomingMessage, response: ServerResponse, { most, boundary }: Watched): void {
  const { push } = incoming;
  let bytes = 0;
  let opening = "";
  let ending = "";
  const answer = () => sendRefusal(incoming, response, TOO_LARGE);
  const isWhole = () =>
    boundary === null || (opening.startsWith(`--${boundary}`) && ending.includes(`--${boundary}--`));
  incoming.push = (chunk: Uint8Array | null, encoding?: BufferEncoding) => {
    const over = bytes > most;
    if (chunk === null) {
      if (!over && isWhole()) return Reflect.apply(push, incoming, [chunk, encoding]);
      if (over) answer();
      else sendRefusal(incoming, response, { status: 400, reason: "badForm" });
      return false;
    }
    bytes += chunk.length;
    if (boundary !== null) {
      if (opening.length < LONGEST_BOUNDARY)
        opening += Buffer.from(chunk.subarray(0, LONGEST_BOUNDARY)).toString("latin1");
      ending = (ending + Buffer.from(chunk.subarray(-2 * LONGEST_BOUNDARY)).toString("latin1")).slice(
        -2 * LONGEST_BOUNDARY,
      );
    }
    if (bytes <= most) return Reflect.apply(push, incoming, [chunk, encoding]);
    if (bytes > MOST_READ) answer();
    return true;
  };
}

import { Agent, type IncomingMessage, request } from "node:http";
import { pipeline } from "node:stream";
import type { Forward } from "./create-front";
import { MADE_OF, readMade } from "./send-made";
import { sendRefusal } from "./send-refusal";

/** Of one connection alone (RFC 9110, 7.6.1), or of us alone. Node answers `Expect` by itself. */
const NEAREST = ["connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade", MADE_OF];
const NOT_ASKED = new Set([...NEAREST, "expect"]);
// Node sends what has no length as the client's version of HTTP allows.
const NOT_ANSWERED = new Set([...NEAREST, "transfer-encoding"]);

const COME_BACK = 2;

/**
 * Makes the function that hands a request to another process and sends what it answers, as it comes: neither a body nor
 * an answer is held in memory, but for what is to be kept. Written here because nothing is rewritten: what a proxy of
 * npm's adds to that (hosts, paths, cookies, TLS) would all have to be turned off.
 *
 * @param socketPath the Unix socket, or Windows pipe, at which the other process listens
 */
export function createForward(socketPath: string): Forward {
  const agent = new Agent({ keepAlive: true });
  return (incoming, response, awaited) => {
    // What is kept is kept whole, though its head alone is asked for.
    const method = awaited ? "GET" : incoming.method;
    const { headers } = incoming;
    const onward = request({
      ...{ socketPath, agent, method, path: incoming.url, setHost: false },
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_ASKED.has(name))),
    });
    let over = false;
    const leave = () => {
      over = true;
      onward.destroy();
    };
    response.once("close", leave);
    const lose = () => {
      // Whoever answers may stop reading a body as soon as they have answered.
      if (over) return;
      over = true;
      sendRefusal(incoming, response, AWAY);
    };
    onward.on("error", lose);
    const take = (answer: IncomingMessage) => {
      // A body that turned out too large, or broken, has had its refusal.
      if (over || response.headersSent) {
        leave();
        return;
      }
      if (awaited && answer.headers[MADE_OF] !== undefined) {
        collect(answer, (body) => {
          if (body === null) return lose();
          if (over || response.headersSent) return;
          over = true;
          response.off("close", leave);
          awaited.onMade(readMade(answer, body));
        });
        return;
      }
      over = true;
      response.writeHead(answer.statusCode ?? 502, headersToSend(answer));
      pipeline(answer, response, () => {});
    };
    onward.once("response", (answer) => {
      try {
        take(answer);
      } catch (error) {
        // Thrown in an event, it would end the process for everybody.
        console.error(`${incoming.url} could not be sent:`, error);
        onward.destroy();
        response.destroy();
      }
    });
    if (hasBody(incoming)) incoming.pipe(onward);
    else onward.end();
    return {
      cancel: () => {
        if (over) return false;
        response.off("close", leave);
        leave();
        return true;
      },
    };
  };
}

const AWAY = { status: 503, reason: "restarting", headers: { "Retry-After": String(COME_BACK) } } as const;

const hasBody = ({ headers }: IncomingMessage) =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** Names and values in turn, as `writeHead` takes them; a name may come several times. */
function headersToSend({ rawHeaders }: IncomingMessage): string[] {
  const sent: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = "", value = ""] = rawHeaders.slice(index, index + 2);
    if (!NOT_ANSWERED.has(name.toLowerCase())) sent.push(name, value);
  }
  return sent;
}

/** The whole body; null where it breaks off. */
function collect(answer: IncomingMessage, done: (body: Buffer | null) => void): void {
  const chunks: Buffer[] = [];
  answer.on("data", (chunk: Buffer) => chunks.push(chunk));
  answer.once("close", () => done(answer.complete ? Buffer.concat(chunks) : null));
}

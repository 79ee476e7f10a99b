import { type Agent, type IncomingHttpHeaders, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** What hostile clients know of the site. */
export interface Target {
  readonly port: number;
  /** The session and the token of an account without any right. */
  readonly cookie: string;
  readonly token: string;
  /** A proposal with 40,000 blanks in a paragraph, and one of millions of characters. */
  readonly blanks: number;
  readonly large: number;
  /** A text to propose, with the name of its document. */
  readonly document: string;
  readonly text: string;
}

interface Asking {
  readonly method?: string;
  readonly headers?: IncomingHttpHeaders;
  readonly body?: string | Buffer;
  readonly agent: Agent;
}

/** Asks once; the status, or 0 where the site hung up. */
type Ask = (path: string, asking?: Omit<Asking, "agent">) => Promise<number>;

/** One kind of hostile client: asks for as long as it is not stopped. */
export interface Kind {
  readonly about: string;
  /** How many requests it has under way at any time. */
  readonly together: number;
  /** One request, or several that belong together. */
  readonly once: (ask: Ask, target: Target, n: number, stopped: AbortSignal) => Promise<unknown>;
}

export function asker(port: number, agent: Agent): Ask {
  return (path, { method = "GET", headers = {}, body } = {}) =>
    new Promise((done) => {
      const sent = request(
        { host: "127.0.0.1", port, path, method, agent, headers: { host: `localhost:${port}`, ...headers } },
        (answer) => {
          answer
            .resume()
            .once("close", () => done(answer.statusCode ?? 0))
            .once("error", () => done(0));
        },
      );
      sent.setTimeout(60_000, () => sent.destroy());
      sent.once("error", () => done(0)).end(body);
    });
}

/** An address of its own for each request, as crawlers have. */
const from = (n: number) => ({ "x-forwarded-for": `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}` });
const json = { "content-type": "application/json" };
const MB = 1024 * 1024;

/** A body that comes in small pieces, for as long as the site listens. */
function drip(
  { port }: Target,
  { path, headers, first, piece, pause }: Dripping,
  stopped: AbortSignal,
): Promise<void> {
  return new Promise((done) => {
    const sent = request({ host: "127.0.0.1", port, path, method: "POST", agent: false, headers });
    const end = () => {
      clearInterval(dripping);
      sent.destroy();
      done();
    };
    const dripping = setInterval(() => sent.write(piece), pause);
    sent.write(first);
    sent.once("error", end).once("response", (answer) => answer.resume().once("close", end));
    stopped.addEventListener("abort", end, { once: true });
  });
}

interface Dripping {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly first: string;
  readonly piece: string;
  /** Milliseconds between two pieces. */
  readonly pause: number;
}

/** A client for each kind of attack that was found; what holds them is in docs/decisions/0036-closed-ways.md. */
export const KINDS: Readonly<Record<string, Kind>> = {
  blanks: {
    about: "texts that a pattern could take quadratic time over",
    together: 4,
    once: async (ask, { cookie, blanks }) => {
      await ask(`/review/items/${blanks}`, { headers: { cookie } });
      await ask(`/contributions/${blanks}`, { headers: { cookie } });
      await ask("/long/1", { headers: { "if-none-match": `"x${" ".repeat(15_000)}y` } });
    },
  },
  "without rights": {
    about: "decisions that somebody without rights asks for",
    together: 4,
    once: (ask, { cookie, large, text }) =>
      ask("/review/decide", {
        method: "POST",
        headers: { cookie, "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({
          decision: "edit",
          id: `${large}`,
          version: "1",
          on: "1",
          text,
        }).toString(),
      }),
  },
  "large proposals": {
    about: "a proposal of millions of characters, looked at and sent again and again",
    together: 3,
    once: async (ask, { large, token, document, text }, n) => {
      await ask(`/contributions/${large}`, { headers: from(n % 50) });
      await ask("/api/v1/contributions?limit=200");
      const body = JSON.stringify({ document, base: 1, kind: "transcript", text: `${text}\nAgain ${n}.\n` });
      if (n % 5 === 0)
        await ask("/api/v1/contributions", {
          ...{ method: "POST", body, headers: { ...json, authorization: `Bearer ${token}` } },
        });
    },
  },
  "all words": {
    about: "the times of all words, and old revisions as files",
    together: 4,
    once: (ask, _, n) => ask(`/long/1.${n % 2 ? "json" : "vtt"}?words=1&revision=${1 + (n % 3)}`),
  },
  crawler: {
    about: "comparisons of any two revisions, each from an address of its own",
    together: 8,
    once: (ask, _, n) =>
      ask(`/long/1/history/${1 + (n % 3)}?against=${1 + ((n >> 2) % 3)}&n=${n}`, { headers: from(n) }),
  },
  "endless bodies": {
    about: "bodies of 300 MB that do not say so",
    together: 2,
    once: (_, target, n, stopped) =>
      drip(
        target,
        {
          path: ["/api/plays", "/review/decide", "/api/auth/signin/email"][n % 3] ?? "/",
          headers: { host: `localhost:${target.port}`, "transfer-encoding": "chunked" },
          ...{ first: "x", piece: "x".repeat(MB), pause: 20 },
        },
        stopped,
      ),
  },
  "one address": {
    about: "the API and the search as often as possible",
    together: 8,
    once: async (ask, _, n) => {
      await ask(`/api/v1/search?q=people${n}`);
      await ask(`/search?q=number${n}`);
    },
  },
  mails: {
    about: "sign-in mails to one person",
    together: 2,
    once: async (ask) => {
      await ask("/sign-in");
      await ask("/api/auth/signin/email", {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: "email=victim%40example.org&csrfToken=x&json=true",
      });
    },
  },
  exports: { about: "twelve exports at once", together: 12, once: (ask) => ask("/export.bundle") },
  "slow clones": {
    about: "clones that ask for what they want a byte at a time",
    together: 24,
    once: (_, target, __, stopped) =>
      drip(
        target,
        {
          path: "/transcripts.git/git-upload-pack",
          headers: {
            host: `localhost:${target.port}`,
            "content-type": "application/x-git-upload-pack-request",
            "transfer-encoding": "chunked",
          },
          ...{ first: "0", piece: "0", pause: 1000 },
        },
        stopped,
      ),
  },
  "slow pushes": {
    about: "pushes that never end",
    together: 4,
    once: (_, target, __, stopped) =>
      drip(
        target,
        {
          path: "/transcripts.git/git-receive-pack",
          headers: {
            host: `localhost:${target.port}`,
            authorization: `Basic ${Buffer.from(`x:${target.token}`).toString("base64")}`,
            "content-type": "application/x-git-receive-pack-request",
            "transfer-encoding": "chunked",
          },
          ...{ first: "00", piece: "0", pause: 1000 },
        },
        stopped,
      ),
  },
  "many at once": {
    about: "sixty proposals in the same moment",
    together: 1,
    once: async (ask, { token, document }, n) => {
      const send = (i: number) =>
        ask("/api/v1/contributions", {
          method: "POST",
          headers: { ...json, authorization: `Bearer ${token}` },
          body: JSON.stringify({
            document: "figures/1",
            base: 1,
            kind: "transcript",
            text: `${document} ${n} ${i}\n`,
          }),
        });
      await Promise.all(Array.from({ length: 60 }, (_, i) => send(i)));
      await sleep(500);
    },
  },
  "bad addresses": {
    about: "addresses, forms and ways back that are none",
    together: 4,
    once: async (ask, _, n) => {
      const bad = [
        "/%",
        "/surveys/%00.csv",
        "/__proto__/1",
        "/api/auth/signin?callbackUrl=/.//evil.example",
        "/_next/image?url=/x&w=64&q=75",
      ];
      await ask(bad[n % bad.length] ?? "/");
      await ask("/gaps", {
        ...{ method: "POST", body: "--x\r\n" },
        headers: { "content-type": "multipart/form-data; boundary=x", "next-action": "x" },
      });
    },
  },
};

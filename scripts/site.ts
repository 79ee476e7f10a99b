import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { parseArgs } from "node:util";
import inject from "light-my-request";
import next from "next";
import sirv from "sirv";
import { isOwnAddress } from "../lib/addresses";
import { openDatabase } from "../server/db";
import type { PageName } from "../server/text/pages/find-digests";
import { type Encoding, KeptPages, type MadePage } from "../server/text/pages/kept-pages";
import { PageComposer } from "../server/web/compose-pages";
import { findPiece } from "../server/web/find-piece";
import { builtScripts, scriptsInDevelopment } from "../server/web/page-scripts";
import { refuseLargeForm } from "../server/web/refuse-large-form";
import { unsatisfiedRange } from "./unsatisfied-range";

// `next start`, with the pages of episodes kept in front of it: node --import tsx scripts/site.ts --port 3000
// [--hostname 127.0.0.1]. See docs/decisions/0016-kept-pages.md.

const { values } = parseArgs({
  options: { port: { type: "string" }, hostname: { type: "string" }, dev: { type: "boolean" } },
});
const port = Number(values.port ?? 3000);
const { hostname, dev = false } = values;

const BUILT = "/_next/static/";
const YEAR = 31_536_000;

const server = createServer();
const app = next({ dev, port, httpServer: server, ...(hostname ? { hostname } : {}) });
await app.prepare();
const scripts = dev ? scriptsInDevelopment() : await builtScripts();
const render = app.getRequestHandler();
const db = openDatabase(process.env.DATABASE_URL ?? "", { planOnce: true });
const pages = new KeptPages({ db, make });
const composer = new PageComposer({
  develop: dev,
  scripts,
  findPiece: (name) => findPiece(render, name),
});
const built = serveBuilt();

server.on("request", (incoming, response) => {
  answer(incoming, response).catch((error: unknown) => {
    console.error(`${incoming.url} could not be answered:`, error);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
server.listen(port, hostname);

// What has been asked for is answered; then the rest is put away.
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    server.close(async () => {
      await Promise.allSettled([app.close(), db.$disconnect()]);
      process.exit(0);
    });
    server.closeIdleConnections();
  });
}

async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  if (refuseLargeForm(incoming, response)) return;
  const { url = "", headers: askedWith } = incoming;
  const file = scripts.fileAt(url);
  if (file)
    return void response.writeHead(200, { "Content-Type": "text/javascript; charset=utf-8" }).end(file);
  if (url.startsWith(BUILT) && !dev) return built(incoming, response, () => render(incoming, response));
  const size = await unsatisfiedRange(url.split("?")[0] ?? "", askedWith.range);
  if (size !== null) {
    response.writeHead(416, { "Content-Range": `bytes */${size}` }).end();
    return;
  }
  // What is edited has to be made anew each time.
  const asked = dev ? null : askedPage(incoming);
  if (!asked) return composer.answer(render, incoming, response);
  // Where it cannot be had, the page itself says what is wrong.
  const page = await pages.get(asked.name, asked.path, encodingOf(incoming)).catch(() => null);
  if (!page) return composer.answer(render, incoming, response);
  const { body, headers, etag } = page;
  if (namesOne(incoming.headers["if-none-match"], etag)) {
    const { vary, "cache-control": control } = headers as Record<string, string>;
    response.writeHead(304, { ETag: etag, "Cache-Control": control, Vary: vary }).end();
    return;
  }
  response.writeHead(200, { ...headers, ETag: etag, "Content-Length": body.length, ...encodedAs(incoming) });
  response.end(body);
}

/**
 * Scripts, styles and faces as scripts/bootstrap/build has compressed them: Next would do it again for each request,
 * and a page's ten scripts would wait for one another. Each has a hash in its name and never changes.
 */
function serveBuilt() {
  const files = sirv(join(import.meta.dirname, "../.next/static"), {
    ...{ brotli: true, gzip: true, extensions: [], maxAge: YEAR, immutable: true, etag: true },
    setHeaders: (response, path) => {
      response.setHeader("X-Content-Type-Options", "nosniff");
      if (path.endsWith(".js")) response.setHeader("Content-Type", "text/javascript; charset=utf-8");
      if (path.endsWith(".css")) response.setHeader("Content-Type", "text/css; charset=utf-8");
    },
  });
  return (incoming: IncomingMessage, response: ServerResponse, otherwise: () => void) => {
    const { method, url = "" } = incoming;
    if ((method !== "GET" && method !== "HEAD") || incoming.headers.range !== undefined) return otherwise();
    const encoding = encodingOf(incoming);
    incoming.headers["accept-encoding"] = encoding === "br" ? "br, gzip" : encoding;
    incoming.url = url.slice(BUILT.length - 1);
    files(incoming, response, () => {
      incoming.url = url;
      otherwise();
    });
  };
}

/** The episode's page that a request is for, the player for other sites, or its words' starts; none for all else. */
function askedPage({ method, url = "", headers }: IncomingMessage): { name: PageName; path: string } | null {
  if (method !== "GET" || headers.rsc !== undefined || headers["next-router-prefetch"] !== undefined)
    return null;
  const words = WORDS.exec(url);
  const cut = url.indexOf("?");
  const path = words || cut < 0 ? url : url.slice(0, cut);
  // A moment is for the browser; whatever else is asked is for the page.
  if (!words && cut >= 0 && !/^\?t=[^&]*$/.test(url.slice(cut))) return null;
  const [, show, slug] = words ?? EPISODE.exec(path) ?? [];
  if (!show || !slug || isOwnAddress(show)) return null;
  // Pages are the same for everybody; should one ever not be, whoever is signed in gets theirs.
  if (!words && headers.cookie?.includes("next-auth.session-token")) return null;
  return { name: { show, slug }, path };
}

const EPISODE = /^\/(?:embed\/)?([a-z0-9][a-z0-9_-]*)\/([A-Za-z0-9][A-Za-z0-9_-]*)$/;
/** As server/text/episodes/word-starts-url writes it. */
const WORDS = /^\/([a-z0-9][a-z0-9_-]*)\/([A-Za-z0-9][A-Za-z0-9_-]*)\/words\/[1-9]\d{0,9}\?v=[0-9a-f]{12}$/;

function encodingOf({ headers }: IncomingMessage): Encoding {
  const accepted = String(headers["accept-encoding"] ?? "");
  const offers = (name: string) =>
    new RegExp(`(?:^|,)\\s*${name}\\s*(?:;\\s*q=(?!0(?:\\.0*)?\\s*(?:,|$))|,|$)`).test(accepted);
  return offers("br") ? "br" : offers("gzip") ? "gzip" : "identity";
}

function encodedAs(incoming: IncomingMessage) {
  const encoding = encodingOf(incoming);
  return encoding === "identity" ? {} : { "Content-Encoding": encoding };
}

const namesOne = (known: string | undefined, etag: string) =>
  known?.split(/\s*,\s*/).some((each) => each.replace(/^W\//, "") === etag) ?? false;

/** Has Next make what a page is or needs, as for someone of whom nothing is known. */
async function make(path: string): Promise<MadePage | null> {
  const made = await inject(render, { method: "GET", url: path });
  const answer = { statusCode: made.statusCode, headers: made.headers } as unknown as IncomingMessage;
  if (!isKeepable(answer)) return null;
  if (!isPage(answer)) return { body: made.rawPayload, headers: lasting(answer) };
  const page = await composer.compose(made.payload, path);
  if (!page.keepable) return null;
  return { body: page.body, headers: { ...lasting(answer), "content-security-policy": page.policy } };
}

// Of what is no page only what never changes: under how many addresses anything else can be had is for whoever asks to say.
const isKeepable = (made: IncomingMessage) =>
  made.statusCode === 200 && !made.headers["set-cookie"] && (isPage(made) || isForGood(made));

const isPage = ({ headers }: IncomingMessage) => headers["content-type"]?.startsWith("text/html") ?? false;

const isForGood = ({ headers }: IncomingMessage) => headers["cache-control"]?.includes("immutable") ?? false;

// Those of one answer rather than of the page.
const PASSING = new Set([
  ...["connection", "keep-alive", "date", "transfer-encoding", "content-length", "content-encoding", "etag"],
]);

function lasting(made: IncomingMessage): MadePage["headers"] {
  const { headers } = made;
  const kept = Object.entries(headers).filter(([name, value]) => value !== undefined && !PASSING.has(name));
  const vary = [headers.vary, "Accept-Encoding"].filter(Boolean).join(", ");
  // A browser asks each time, and is told in a few bytes where nothing has changed; but for what never does.
  const control = (isForGood(made) && headers["cache-control"]) || "no-cache";
  return { ...(Object.fromEntries(kept) as MadePage["headers"]), vary, "cache-control": control };
}

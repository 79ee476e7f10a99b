import { createServer } from "node:http";
import { parseArgs } from "node:util";
import next from "next";
import { readEnvironment } from "@/lib/read-environment";
import { openDatabase, openQuestion } from "@/server/db";
import { ENDPOINTS } from "@/server/doors/api/endpoints";
import { SITE_STATE } from "@/server/text/pages/find-states";
import { builtScripts, scriptsInDevelopment } from "./built-scripts";
import { createAnswer } from "./create-answer";
import { markClient } from "./mark-client";
import { stopGently } from "./stop-gently";

// The HTTP server: node --import tsx server/web/main.ts --port 3000 [--hostname 127.0.0.1] [--dev]. It runs Next, with
// its development server where asked to, and keeps in front of it what is the same for everybody: see
// server/text/pages/README.md.

const { values } = parseArgs({
  options: { port: { type: "string" }, hostname: { type: "string" }, dev: { type: "boolean" } },
});
const port = Number(values.port ?? 3000);
const { hostname, dev = false } = values;

// In milliseconds: longer than a proxy keeps a connection to us (nginx: 60 s). Otherwise it may send a request on one
// that we are closing, and its reader gets a 502.
const KEPT_ALIVE = 75_000;

const server = createServer({ keepAliveTimeout: KEPT_ALIVE });
const app = next({ dev, port, httpServer: server, ...(hostname ? { hostname } : {}) });
await app.prepare();
const databaseUrl = process.env.DATABASE_URL ?? "";
const db = openDatabase(databaseUrl, { planOnce: true });
const question = openQuestion<{ state: string }>(databaseUrl, SITE_STATE);
const { siteUrl, secret = "", trustedProxies, historyReaders, drainSeconds } = readEnvironment();
const api = { db, endpoints: ENDPOINTS, siteUrl, secret };
const scripts = dev ? scriptsInDevelopment() : await builtScripts();
const render = app.getRequestHandler();
const answer = createAnswer({ render, db, question, api, siteUrl, scripts, historyReaders, develop: dev });
const mark = markClient(trustedProxies);
const stopping = stopGently({
  ...{ server, drainSeconds },
  // What has been asked for is answered; then the rest is put away.
  onEnd: async () => {
    await Promise.allSettled([app.close(), db.$disconnect(), question.close()]);
    process.exit(0);
  },
});
server.on("request", (incoming, response) => {
  mark(incoming);
  if (stopping.answer(incoming, response)) return;
  answer(incoming, response);
});
server.listen(port, hostname);

process.on("SIGTERM", stopping.stop);
// Somebody sits before it and waits.
process.on("SIGINT", stopping.close);

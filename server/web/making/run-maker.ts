import { rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import next from "next";
import { readEnvironment } from "@/lib/read-environment";
import { openDatabase, openQuestion } from "@/server/db";
import { ENDPOINTS } from "@/server/doors/api/endpoints";
import { SITE_STATE } from "@/server/text/pages/find-states";
import { builtScripts, scriptsInDevelopment } from "./built-scripts";
import { createMaker } from "./create-maker";

interface Where {
  /** The site's own port, which Next writes into addresses. */
  readonly port: number;
  readonly hostname: string | undefined;
}

interface Running extends Where {
  /** The server that Next may attach itself to. */
  readonly server: Server;
  readonly develop: boolean;
}

/** Starts Next, and opens what answers are made of. */
export async function startMaking({ server, port, hostname, develop }: Running) {
  const app = next({ dev: develop, port, httpServer: server, ...(hostname ? { hostname } : {}) });
  await app.prepare();
  const databaseUrl = process.env.DATABASE_URL ?? "";
  const db = openDatabase(databaseUrl, { planOnce: true });
  const question = openQuestion<{ state: string }>(databaseUrl, SITE_STATE);
  const { siteUrl, secret = "", historyReaders } = readEnvironment();
  const answer = createMaker({
    ...{ render: app.getRequestHandler(), db, question, siteUrl, historyReaders, develop },
    api: { db, endpoints: ENDPOINTS, siteUrl, secret },
    scripts: develop ? scriptsInDevelopment() : await builtScripts(),
  });
  const end = () => Promise.allSettled([app.close(), db.$disconnect(), question.close()]);
  return { answer, end };
}

/**
 * The process in front decides how long a request may take, when a connection ends, and whether it needs a host (one of
 * HTTP/1.0 does not).
 */
const MAKER_SERVER = {
  keepAliveTimeout: 0,
  requestTimeout: 0,
  headersTimeout: 0,
  requireHostHeader: false,
} as const;

/**
 * Makes answers in a process of its own, for the one that started it: it listens at a socket that no one else reaches, says
 * "ready" when it answers, and ends when it is told "stop", or when the other process is gone.
 *
 * @param socketPath where nothing is, or what a process that was killed has left
 */
export async function runMaker({ socketPath, ...where }: Where & { readonly socketPath: string }) {
  const server = createServer(MAKER_SERVER);
  const { answer, end } = await startMaking({ server, ...where, develop: false });
  server.on("request", answer);
  await rm(socketPath, { force: true });
  await new Promise<void>((done, fail) => server.once("error", fail).listen(socketPath, done));
  process.on("message", async (message) => {
    if (message !== "stop") return;
    await end();
    process.exit(0);
  });
  process.on("disconnect", () => process.exit(0));
  // An interrupt from a terminal reaches this process too. It ends when all is answered.
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {});
  process.send?.("ready");
}

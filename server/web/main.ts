import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { createFront } from "./front/create-front";
import { runFront } from "./front/run-front";
import { serveUntilStopped } from "./front/serve-until-stopped";
import { startMaker } from "./front/start-maker";

// The HTTP server: node --import tsx server/web/main.ts --port 3000 [--hostname 127.0.0.1] [--dev]. Two processes of this
// program serve the site: the one that listens sends what is kept, and starts another, with --make and a socket, in which
// Next makes what is not. In development one process does both, and keeps nothing. See README.md.

// In milliseconds: longer than a proxy keeps a connection to us (nginx: 60 s). Otherwise it may send a request on one
// that we are closing, and its reader gets a 502.
const KEPT_ALIVE = 75_000;
// In milliseconds: audio of a gigabyte takes a quarter of an hour over an ordinary line. Node would end it after five minutes.
const LONGEST_REQUEST = 3_600_000;

const TIMES = { keepAliveTimeout: KEPT_ALIVE, requestTimeout: LONGEST_REQUEST };

const { values } = parseArgs({
  options: {
    port: { type: "string" },
    hostname: { type: "string" },
    dev: { type: "boolean" },
    make: { type: "string" },
  },
});
const port = Number(values.port ?? 3000);
const { hostname, dev = false, make } = values;

if (make !== undefined) {
  const { runMaker } = await import("./making/run-maker");
  await runMaker({ socketPath: make, port, hostname });
} else if (dev) {
  await develop();
} else {
  const where = hostname === undefined ? [] : ["--hostname", hostname];
  const args = ["--port", String(port), ...where];
  const maker = await startMaker({ program: process.argv[1] ?? "", args });
  const server = createServer(TIMES);
  runFront(server, maker);
  server.listen(port, hostname);
}

async function develop(): Promise<void> {
  const { startMaking } = await import("./making/run-maker");
  const { readEnvironment } = await import("@/lib/read-environment");
  const server = createServer(TIMES);
  const { answer, end } = await startMaking({ server, port, hostname, develop: true });
  const forward = (...asked: Parameters<typeof answer>) => {
    answer(...asked);
    return { cancel: () => false };
  };
  serveUntilStopped({
    ...{ server, onEnd: end },
    answer: createFront({ forward, siteUrl: readEnvironment().siteUrl }),
  });
  server.listen(port, hostname);
}

import type { RequestListener, Server } from "node:http";
import { readEnvironment } from "@/lib/read-environment";
import { markClient } from "./mark-client";
import { stopGently } from "./stop-gently";

interface Serving {
  readonly server: Server;
  readonly answer: RequestListener;
  /** Called when all that was asked is answered. */
  readonly onEnd: () => Promise<unknown>;
}

/** Answers what a server is asked, noting first who asks, until the process is told to stop; and ends the process then. */
export function serveUntilStopped({ server, answer, onEnd }: Serving): void {
  const { trustedProxies, drainSeconds } = readEnvironment();
  const mark = markClient(trustedProxies);
  const stopping = stopGently({
    ...{ server, drainSeconds },
    onEnd: async () => {
      await onEnd();
      process.exit(0);
    },
  });
  server.on("request", (incoming, response) => {
    mark(incoming);
    if (stopping.answer(incoming, response)) return;
    answer(incoming, response);
  });
  process.on("SIGTERM", stopping.stop);
  // Somebody sits before it and waits.
  process.on("SIGINT", stopping.close);
}

import type { IncomingMessage, Server, ServerResponse } from "node:http";

interface Options {
  readonly server: Server;
  /** Seconds for which it goes on answering after it was told to stop. */
  readonly drainSeconds: number;
  /** Called when everything is answered. */
  readonly onEnd: () => Promise<void>;
}

/** Ends a server without breaking a request off. */
export interface Stopping {
  /** Begins to stop. */
  stop(): void;
  /** Stops listening at once. */
  close(): void;
  /**
   * Prepares an answer while the server stops: its connection is closed behind it, so that a balancer opens the next one
   * elsewhere.
   *
   * @returns whether it has answered: the question whether the site is ready, by no
   */
  answer(incoming: IncomingMessage, response: ServerResponse): boolean;
}

const NOT_READY = JSON.stringify({ type: "about:blank", title: "The site is stopping", status: 503 });

/**
 * Stops a server in three steps: it says that it is not ready and goes on answering, until balancers have seen that; it
 * stops listening; and it ends when all that was asked is answered.
 */
export function stopGently({ server, drainSeconds, onEnd }: Options): Stopping {
  let stopping = false;
  let closed = false;
  const close = () => {
    stopping = true;
    if (closed) return;
    closed = true;
    server.close(() => void onEnd());
    server.closeIdleConnections();
  };
  return {
    stop: () => {
      if (drainSeconds <= 0) return close();
      if (stopping) return;
      stopping = true;
      setTimeout(close, drainSeconds * 1000);
    },
    close,
    answer: ({ url = "" }, response) => {
      if (!stopping) return false;
      response.setHeader("Connection", "close");
      if (url.split("?", 1)[0] !== "/api/health") return false;
      response
        .writeHead(503, {
          "Content-Type": "application/problem+json",
          "Cache-Control": "no-store",
          "Retry-After": "5",
        })
        .end(NOT_READY);
      return true;
    },
  };
}

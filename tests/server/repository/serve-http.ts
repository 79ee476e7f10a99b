import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/**
 * A server on the loopback address whose handler takes and returns the web's own request and response, like a
 * route.
 */
export async function serveHttp(answer: (request: Request) => Promise<Response>) {
  const server = createServer(async (incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.once("close", () => gone.abort());
    const response = await answer(requestOf(incoming, gone.signal)).catch(
      (error: Error) => new Response(`${error.stack}`, { status: 500 }),
    );
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (!response.body) return void outgoing.end();
    await pipeline(Readable.fromWeb(response.body as never), outgoing).catch(() => {});
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((done) => server.close(() => done()));
    },
  };
}

function requestOf(incoming: IncomingMessage, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) if (value) headers.set(name, String(value));
  const body = incoming.method === "POST" ? Readable.toWeb(incoming) : null;
  const { method = "GET" } = incoming;
  return new Request(`http://${incoming.headers.host}${incoming.url}`, {
    ...{ method, headers, body: body as never, signal },
    ...(body ? { duplex: "half" } : {}),
  });
}

import { Agent, createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { stopGently } from "../../../server/web/front/stop-gently";
import { softenErrors } from "../../../server/web/making/soften-errors";

interface Answered {
  readonly status: number;
  readonly connection: string | undefined;
  readonly retryAfter: string | undefined;
}

function serving(drainSeconds: number) {
  const server = createServer();
  let ended: () => void = () => {};
  const over = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const stopping = stopGently({ server, drainSeconds, onEnd: async () => ended() });
  server.on("request", (incoming, response) => {
    if (stopping.answer(incoming, response)) return;
    if (incoming.url === "/slow") setTimeout(() => response.end("slow"), 700);
    else response.end("a page");
  });
  return { server, stopping, over };
}

const agent = new Agent({ keepAlive: true });
const ask = (port: number, path: string) =>
  new Promise<Answered>((done, fail) => {
    get({ port, path, agent }, (response) => {
      response.resume();
      response.once("end", () =>
        done({
          status: response.statusCode ?? 0,
          connection: response.headers.connection,
          retryAfter: response.headers["retry-after"],
        }),
      );
    }).on("error", fail);
  });

test("a server that is told to stop says so, answers on, and breaks nothing off", async () => {
  const { server, stopping, over } = serving(0.4);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  expect(await ask(port, "/api/health")).toMatchObject({ status: 200, connection: "keep-alive" });
  stopping.stop();
  stopping.stop();
  // The balancer sees this, and each connection ends behind its answer.
  expect(await ask(port, "/api/health")).toEqual({ status: 503, connection: "close", retryAfter: "5" });
  expect(await ask(port, "/")).toMatchObject({ status: 200, connection: "close" });
  const slow = ask(port, "/slow");
  // It takes longer than the server listens.
  expect(await slow).toMatchObject({ status: 200 });
  await over;
  await expect(ask(port, "/")).rejects.toThrow("ECONNREFUSED");
});

test("without seconds to drain, or where somebody waits, it stops listening at once", async () => {
  for (const [drainSeconds, how] of [
    [0, "stop"],
    [60, "close"],
  ] as const) {
    const { server, stopping, over } = serving(drainSeconds);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    stopping[how]();
    await over;
    await expect(ask(port, "/")).rejects.toThrow("ECONNREFUSED");
  }
});

test("an error is 503 with Retry-After while the database is away, and 500 while it is there", async () => {
  let lost = false;
  const server = createServer((incoming, response) => {
    softenErrors(response, () => lost);
    // In the ways that Next, a route and the server itself answer.
    if (incoming.url === "/implicit") response.statusCode = 500;
    else if (incoming.url === "/written") response.writeHead(500, { "Content-Type": "text/plain" });
    else response.statusCode = 404;
    response.end("an answer");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  try {
    for (const path of ["/implicit", "/written"]) {
      lost = false;
      expect(await ask(port, path)).toMatchObject({ status: 500, retryAfter: undefined });
      lost = true;
      expect(await ask(port, path)).toMatchObject({ status: 503, retryAfter: "5" });
    }
    expect(await ask(port, "/else")).toMatchObject({ status: 404 });
  } finally {
    agent.destroy();
    server.close();
  }
});

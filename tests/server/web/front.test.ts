import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Fresh } from "../../../server/text/pages/kept";
import { Kept } from "../../../server/text/pages/kept";
import { Store } from "../../../server/text/pages/store";
import { createForward } from "../../../server/web/front/create-forward";
import { createFront } from "../../../server/web/front/create-front";
import { keyAt } from "../../../server/web/front/key-at";
import { markClient } from "../../../server/web/front/mark-client";
import { MADE_OF, sendMade } from "../../../server/web/front/send-made";

const SITE = "http://localhost:3000";
let folder: string;
let maker: Server;
let front: Server;
let url: string;
/** The database's state of everything; one may change it. */
let state: string;
let isLost: boolean;
/** What the maker was asked for, as method and address. */
let asked: string[];
/** What the maker does; one may replace it. */
let make: (incoming: IncomingMessage, response: ServerResponse) => void;

const page = (text: string, of = state): Fresh => ({
  state: of,
  made: { body: Buffer.from(text), headers: { "content-type": "text/html; charset=utf-8" } },
});
const hand = (fresh: Fresh, response: ServerResponse) => sendMade(new Kept(fresh), response);

beforeEach(async () => {
  [state, isLost, asked] = ["1", false, []];
  make = (_incoming, response) => hand(page("made"), response);
  folder = await mkdtemp(join(tmpdir(), "front-"));
  const socketPath = join(folder, "make.sock");
  maker = createServer({ keepAliveTimeout: 0, requireHostHeader: false }, (incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    make(incoming, response);
  });
  maker.listen(socketPath);
  await once(maker, "listening");
  const mark = markClient(["loopback"]);
  const answer = createFront({
    forward: createForward(socketPath),
    siteUrl: SITE,
    keeping: {
      keyAt: keyAt(SITE),
      store: new Store(),
      isLost: () => isLost,
      states: {
        ask: (_scope, done, fail) =>
          setImmediate(() => (isLost ? fail(new Error("The database is away")) : done(state))),
      },
    },
  });
  front = createServer((incoming, response) => {
    mark(incoming);
    answer(incoming, response);
  });
  front.listen(0, "127.0.0.1");
  await once(front, "listening");
  url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
});
afterEach(async () => {
  for (const server of [front, maker]) {
    server.closeAllConnections();
    server.close();
  }
  await rm(folder, { recursive: true, force: true });
});

describe("what may be kept", () => {
  test("is made once, kept under its state, and made again under the next", async () => {
    for (let n = 0; n < 3; n += 1) expect(await (await fetch(`${url}/figures/1`)).text()).toBe("made");
    expect(asked).toEqual(["GET /figures/1"]);
    state = "2";
    make = (_incoming, response) => hand(page("anew"), response);
    expect(await (await fetch(`${url}/figures/1`)).text()).toBe("anew");
    expect(asked).toHaveLength(2);
  });

  test("is compressed here, has an ETag, and is sent again only where it changed", async () => {
    const first = await fetch(`${url}/figures/1`, { headers: { "Accept-Encoding": "br" } });
    expect(first.headers.get("content-encoding")).toBe("br");
    expect(await first.text()).toBe("made");
    const raw = await rawBody("/figures/1", { "accept-encoding": "br" });
    expect(brotliDecompressSync(raw).toString()).toBe("made");
    const etag = first.headers.get("etag") ?? "";
    const again = await fetch(`${url}/figures/1`, { headers: { "If-None-Match": etag } });
    expect(again.status).toBe(304);
  });

  test("keeps its own ETag and day of change over the hop", async () => {
    const changedAt = new Date("2026-01-02T03:04:05Z");
    make = (_incoming, response) => {
      const { made } = page("made");
      hand({ state, made: { ...made, etag: '"own"', changedAt } }, response);
    };
    const { headers } = await fetch(`${url}/figures/1`, { headers: { "Accept-Encoding": "identity" } });
    expect(headers.get("etag")).toBe('"own"');
    expect(headers.get("last-modified")).toBe(changedAt.toUTCString());
  });

  test("is made whole though its head alone is asked for", async () => {
    const head = await fetch(`${url}/figures/1`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect(await (await fetch(`${url}/figures/1`)).text()).toBe("made");
    expect(asked).toEqual(["GET /figures/1"]);
  });

  test("is kept under the state it was made of, not under the one that was asked for", async () => {
    make = (_incoming, response) => hand(page("newer", "2"), response);
    expect(await (await fetch(`${url}/figures/1`)).text()).toBe("newer");
    expect(await (await fetch(`${url}/figures/1`)).text()).toBe("newer");
    expect(asked, "state 1 has nothing kept").toHaveLength(2);
    state = "2";
    expect(await (await fetch(`${url}/figures/1`)).text()).toBe("newer");
    expect(asked).toHaveLength(2);
  });

  test("that is made for one is sent to all who wait for it", async () => {
    let finish: () => void = () => {};
    make = (incoming, response) => {
      // Only the first is ever made; the others wait for a turn that does not come.
      if (asked.length > 1) return;
      finish = () => hand(page("for all"), response);
      incoming.resume();
    };
    const all = Array.from({ length: 5 }, () => fetch(`${url}/figures/1`).then((answer) => answer.text()));
    await expect.poll(() => asked.length).toBe(5);
    finish();
    expect(await Promise.all(all)).toEqual(Array(5).fill("for all"));
  });

  test("is the newest before while the database is away", async () => {
    await fetch(`${url}/figures/1`);
    isLost = true;
    expect(await (await fetch(`${url}/figures/1`)).text()).toBe("made");
    expect(asked).toHaveLength(1);
  });

  test("and is not kept after all passes through as it comes", async () => {
    make = (_incoming, response) => response.writeHead(404, { "x-own": "1" }).end("none");
    for (let n = 0; n < 2; n += 1) {
      const answer = await fetch(`${url}/figures/9`);
      expect([answer.status, answer.headers.get("x-own"), await answer.text()]).toEqual([404, "1", "none"]);
    }
    expect(asked).toHaveLength(2);
  });

  test("says to nobody what it was made of, and believes no client who says so", async () => {
    make = (incoming, response) => {
      expect(incoming.headers[MADE_OF]).toBeUndefined();
      if (incoming.url === "/figures/1") hand(page("made"), response);
      // A page that is not kept, whose maker says so by mistake.
      else response.writeHead(200, { [MADE_OF]: "1" }).end("x");
    };
    for (const path of ["/figures/1", "/account"]) {
      const { headers } = await fetch(url + path, { headers: { [MADE_OF]: "9" } });
      expect(headers.get(MADE_OF)).toBeNull();
    }
  });

  test("and is large is counted to the address that takes it", async () => {
    const large = "x".repeat(30 * 1024 * 1024);
    make = (_incoming, response) => hand(page(large), response);
    const from = (address: string) =>
      fetch(`${url}/figures/1.json?words=1`, {
        headers: { "Accept-Encoding": "identity", "X-Forwarded-For": address },
      });
    const statuses: number[] = [];
    for (let n = 0; n < 11; n += 1) {
      const answer = await from("192.0.2.1");
      await answer.arrayBuffer();
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([...Array(10).fill(200), 429]);
    expect(Number((await from("192.0.2.1")).headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await from("192.0.2.2")).status).toBe(200);
  });
});

describe("whatever is not kept", () => {
  test("is handed on with its method, body and headers, but for those of the connection", async () => {
    make = async (incoming, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk);
      const { host, te, "x-onrecord-client": client, cookie } = incoming.headers;
      response.setHeader("Set-Cookie", ["a=1", "b=2"]);
      response.end(JSON.stringify({ host, te, client, cookie, body: Buffer.concat(chunks).toString() }));
    };
    const sent = await send("POST", "/api/plays", {
      ...{ cookie: "c=3", te: "trailers", "x-onrecord-client": "203.0.113.9" },
      ...{ "x-forwarded-for": "192.0.2.1", "content-type": "application/json", host: "onrecord.example" },
    });
    expect(JSON.parse(sent.body)).toEqual({
      ...{ host: "onrecord.example", client: "192.0.2.1", cookie: "c=3", body: "the body" },
    });
    expect(sent.headers["set-cookie"]).toEqual(["a=1", "b=2"]);
  });

  test("is sent while it is still being made", async () => {
    let finish: () => void = () => {};
    make = (_incoming, response) => {
      response.write("first ");
      finish = () => response.end("last");
    };
    const answer = await fetch(`${url}/account`);
    const reader = answer.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("first ");
    finish();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("last");
  });

  test("is given up when its client leaves", async () => {
    const left = new Promise<void>((done) => {
      make = (_incoming, response) => void response.once("close", done);
    });
    const controller = new AbortController();
    const answer = fetch(`${url}/account`, { signal: controller.signal }).catch(() => {});
    await expect.poll(() => asked.length).toBe(1);
    controller.abort();
    await Promise.all([left, answer]);
  });

  test("may be answered before its body has come", async () => {
    make = (_incoming, response) => response.writeHead(403).end("no");
    const socket = connect({ port: Number(new URL(url).port), host: "127.0.0.1" });
    socket.write(
      "POST /figures/1/upload HTTP/1.1\r\nHost: localhost:3000\r\nContent-Length: 1000000\r\n\r\nbegun",
    );
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1\.1 403/);
    socket.destroy();
    // The next one is answered over a connection that is in order.
    make = (_incoming, response) => response.end("yes");
    expect(await (await fetch(`${url}/account`)).text()).toBe("yes");
  });

  test("breaks off where its maker breaks off", async () => {
    make = (_incoming, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write("half", () => response.destroy());
    };
    await expect(fetch(`${url}/account`).then((answer) => answer.text())).rejects.toThrow();
  });

  test.each(["/figures/1", "/account"])(
    "of %s ends nothing where its body was refused, though an earlier answer still holds the refusal back",
    async (path) => {
      let finish: () => void = () => {};
      let made = false;
      make = (incoming, response) => {
        if (incoming.url === "/first") {
          finish = () => response.end("first");
          return;
        }
        // The body is here, and refused, long before.
        setTimeout(() => {
          hand(page("made"), response);
          made = true;
        }, 100);
      };
      const { port } = front.address() as AddressInfo;
      const socket = connect(port, "127.0.0.1");
      const body = "x".repeat(70_000);
      socket.write("GET /first HTTP/1.1\r\nHost: x\r\n\r\n");
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`);
      socket.write(`${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
      let answered = "";
      socket.setEncoding("latin1").on("data", (chunk: string) => {
        answered += chunk;
      });
      await expect.poll(() => made).toBe(true);
      await new Promise((done) => setTimeout(done, 50));
      finish();
      await once(socket, "end");
      expect(answered.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 413"]);
      expect(answered).not.toContain("made");
      expect((await fetch(`${url}/figures/2`)).status).toBe(200);
    },
  );

  test("is 503 with a time to come back while there is no maker, and what is kept is sent", async () => {
    await fetch(`${url}/figures/1`);
    maker.closeAllConnections();
    await new Promise((done) => maker.close(done));
    for (const path of ["/account", "/figures/2", "/api/v1/shows"]) {
      const answer = await fetch(url + path);
      expect([answer.status, answer.headers.get("retry-after")], path).toEqual([503, "2"]);
      expect(await answer.text()).toContain("The site is starting again");
    }
    expect(await (await fetch(`${url}/figures/1`)).text()).toBe("made");
  });

  test("breaks nothing where what should be kept breaks off", async () => {
    make = (incoming, response) => {
      if (asked.length > 1) return hand(page("whole"), response);
      response.writeHead(200, { "content-length": 100, [MADE_OF]: state });
      response.write("half", () => incoming.socket.destroy());
    };
    expect((await fetch(`${url}/figures/1`)).status).toBe(503);
    expect(await (await fetch(`${url}/figures/1`)).text()).toBe("whole");
  });

  test("that is no answer breaks off its own request alone", async () => {
    make = (incoming) => void incoming.socket.end("HTTP/1.1 099 None\r\nContent-Length: 0\r\n\r\n");
    await expect(fetch(`${url}/account`)).rejects.toThrow();
    make = (_incoming, response) => response.end("yes");
    expect(await (await fetch(`${url}/account`)).text()).toBe("yes");
  });

  test("to a client of HTTP/1.0 comes without chunks", async () => {
    make = (_incoming, response) => {
      response.write("a");
      response.end("b");
    };
    const socket = connect({ port: Number(new URL(url).port), host: "127.0.0.1" });
    socket.write("GET /account HTTP/1.0\r\n\r\n");
    let all = "";
    for await (const chunk of socket) all += chunk;
    expect(all).not.toMatch(/transfer-encoding/i);
    expect(all.endsWith("\r\n\r\nab")).toBe(true);
  });
});

function send(method: string, path: string, headers: Record<string, string>) {
  return new Promise<{ headers: Record<string, unknown>; body: string }>((done, fail) => {
    const { port } = new URL(url);
    const sent = request({ host: "127.0.0.1", port, method, path, headers }, async (answer) => {
      let body = "";
      for await (const chunk of answer) body += chunk;
      done({ headers: answer.headers, body });
    });
    sent.once("error", fail).end("the body");
  });
}

async function rawBody(path: string, headers: Record<string, string>): Promise<Buffer> {
  const { port } = new URL(url);
  const sent = request({ host: "127.0.0.1", port, path, headers }).end();
  const [answer] = await once(sent, "response");
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return Buffer.concat(chunks);
}

import { createServer, type RequestListener, request } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, expect, it } from "vitest";
import { PageComposer, type Piece } from "../../../server/web/making/page-composer";

const NAME = "/a/1/text/n4me";
const SHELL = `<html><head><script src="/_next/static/chunks/main.js" async=""></script></head><body><div data-piece="${NAME}"><!--piece:${NAME}--></div></body></html>`;
const PIECE = "<p>The text</p>";
const scripts = {
  read: async () => ({ first: "first()", early: "", later: "", player: "" }),
  fileAt: () => undefined,
};

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly piece?: Piece | null;
  readonly moved?: string;
}

/** Asks a server whose pages `render` makes. */
async function ask(render: RequestListener, { method = "GET", headers = {}, piece, moved }: Asked = {}) {
  const found = piece === undefined ? { body: Buffer.from(PIECE), named: true } : piece;
  const composer = new PageComposer({
    findPiece: async () => found,
    findMoved: async () => moved ?? null,
    ...{ scripts, develop: false },
  });
  const server = createServer((incoming, response) => {
    composer.answer(render, incoming, response).catch((error: Error) => response.end(error.message));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  open.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: Buffer }>(
    (done, fail) => {
      request(
        { port, method, path: "/a/1?x=1", headers: { connection: "close", ...headers } },
        async (answer) => {
          const body = Buffer.concat(await answer.toArray());
          done({ status: answer.statusCode, headers: answer.headers, body });
        },
      )
        .once("error", fail)
        .end();
    },
  );
}

const page: RequestListener = (_, response) => {
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.writeHead(404, { "Cache-Control": "no-store", ETag: '"shell"' });
  response.write(SHELL.slice(0, 20));
  response.end(SHELL.slice(20));
};

/** As the middleware does that Next compresses with: it puts functions of its own over the response's. */
const compressing =
  (type: string, text: string): RequestListener =>
  (_, response) => {
    const { write, end } = response;
    const chunks: Buffer[] = [];
    response.write = (chunk: string) => chunks.push(Buffer.from(chunk)) > 0;
    response.end = (() => {
      response.setHeader("Content-Encoding", "gzip");
      Reflect.apply(write, response, [gzipSync(Buffer.concat(chunks))]);
      return Reflect.apply(end, response, []);
    }) as typeof response.end;
    response.setHeader("Content-Type", type);
    response.write(text.slice(0, 10));
    response.write(text.slice(10));
    response.end();
  };

const compressing404: RequestListener = (incoming, response) => {
  response.statusCode = 404;
  compressing("text/html", SHELL)(incoming, response);
};

it("puts a page together, with its status, its headers and its own policy", async () => {
  const { status, headers, body } = await ask(page);
  expect(status).toBe(404);
  expect(body.toString()).toContain(`<div data-piece="${NAME}">${PIECE}</div>`);
  expect(body.toString()).toContain("<head><script>first()</script>");
  expect(headers["cache-control"]).toBe("no-store");
  expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'sha256-/);
  expect(headers["content-length"]).toBe(String(body.length));
  expect(headers.etag, "it named the shell").toBeUndefined();
});

it("puts one together that Next has compressed", async () => {
  const { headers, body } = await ask(compressing("text/html", SHELL), {
    headers: { "accept-encoding": "br, gzip" },
  });
  expect(headers["content-encoding"]).toBe("gzip");
  expect(gunzipSync(body).toString()).toContain(PIECE);
});

it("sends everything else as it comes, compressed or not", async () => {
  const json = '{"html":"<html><head></head></html>"}';
  const { headers, body } = await ask(compressing("application/json", json), {
    headers: { "accept-encoding": "gzip" },
  });
  expect(gunzipSync(body).toString()).toBe(json);
  expect(headers["content-security-policy"]).toBeUndefined();
  const plain = await ask((_, response) =>
    response.writeHead(200, { "Content-Type": "text/plain" }).end("a"),
  );
  expect(plain.body.toString()).toBe("a");
  expect((await ask((_, response) => response.writeHead(304).end())).status).toBe(304);
});

it("leads on from where nothing is found any more, and only from there", async () => {
  const moved = "/new-show/1?x=1";
  const none: RequestListener = (_, response) =>
    response.writeHead(404, { "Content-Type": "application/problem+json" }).end("{}");
  const there: RequestListener = (_, response) =>
    response.writeHead(200, { "Content-Type": "text/plain" }).end("a");
  for (const [render, more] of [
    [page, {}],
    [none, {}],
    [compressing404, { headers: { "accept-encoding": "gzip" } }],
    [page, { headers: { rsc: "1" } }],
    [none, { method: "HEAD" }],
  ] as const) {
    const { status, headers, body } = await ask(render, { ...more, moved });
    expect([status, headers.location, body.length]).toEqual([308, moved, 0]);
    for (const name of ["etag", "content-encoding", "content-type"])
      expect(headers[name], name).toBeUndefined();
  }
  expect((await ask(there, { moved })).status).toBe(200);
  expect((await ask(none, { moved, method: "POST" })).status).toBe(404);
  const { status, body } = await ask(none);
  expect([status, String(body)], "nothing has moved").toEqual([404, "{}"]);
});

it("leaves alone what a navigation inside the site asks for", async () => {
  const { body } = await ask(page, { headers: { rsc: "1" } });
  expect(body.toString()).toBe(SHELL);
});

it("sends no body to who asks for the headers", async () => {
  const { headers, body } = await ask(page, { method: "HEAD" });
  expect(body).toHaveLength(0);
  expect(Number(headers["content-length"])).toBeGreaterThan(SHELL.length);
});

it("shows today's text where it has changed since the page was made, and says that the page cannot be kept", async () => {
  const today = { body: Buffer.from("<p>Today's</p>"), named: false };
  expect((await ask(page, { piece: today })).body.toString()).toContain("<p>Today's</p>");
  const composer = new PageComposer({
    findPiece: async () => today,
    findMoved: async () => null,
    ...{ scripts, develop: false },
  });
  expect((await composer.compose(SHELL, "/a/1")).keepable).toBe(false);
});

it("does not send a page without its text", async () => {
  expect((await ask(page, { piece: null })).body.toString()).toBe(`The piece ${NAME} is missing`);
});

it("sends a file of HTML as its route made it, with its ETag", async () => {
  const file = "<!doctype html><title>A transcript</title><p>What was said</p>";
  const answer = await ask((_, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.writeHead(200, { ETag: '"file"', "Content-Security-Policy": "default-src 'none'" });
    response.end(file);
  });
  expect(answer.body.toString()).toBe(file);
  expect(answer.headers).toMatchObject({ etag: '"file"', "content-security-policy": "default-src 'none'" });
});

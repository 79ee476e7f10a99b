import { createServer, type IncomingMessage, type RequestListener, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { boundBody } from "../../../server/web/front/bound-body";
import { refusalOf } from "../../../server/web/front/refusal-of";
import { withoutNul } from "../../../server/web/front/without-nul";

const SITE = "https://onrecord.example";
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

interface Sending {
  readonly path: string;
  readonly bytes: number;
  readonly chunked: boolean;
  readonly method?: string;
}

/** Sends a body to a server that reads it as Next does, and tells what it read. */
async function send({ path, bytes, chunked, method = "POST" }: Sending) {
  let read = 0;
  let ended = false;
  const port = await serve((incoming, response) => {
    if (boundBody(incoming, response)) return;
    incoming.on("data", (chunk: Buffer) => {
      read += chunk.length;
    });
    incoming.once("error", () => {});
    incoming.once("end", () => {
      ended = true;
      response.end("read");
    });
  });
  const piece = Buffer.alloc(16 * 1024);
  const status = await new Promise<number | undefined>((done, fail) => {
    const headers = {
      connection: "close",
      ...(chunked ? { "transfer-encoding": "chunked" } : { "content-length": bytes }),
    };
    const sent = request({ port, path, method, headers }, (answer: IncomingMessage) => {
      answer.resume().once("end", () => done(answer.statusCode));
    }).once("error", fail);
    for (let at = 0; at < bytes; at += piece.length)
      sent.write(piece.subarray(0, Math.min(piece.length, bytes - at)));
    sent.end();
  });
  return { status, read, ended };
}

const KB = 1024;

describe("a body is held to what its address takes", () => {
  it.each([
    ["/api/plays", 64 * KB],
    ["/api/auth/signin/email", 64 * KB],
    ["/review/items/1", 8 * KB * KB],
    ["/api/v1/contributions", 12.5 * KB * KB],
    ["/review/decide", 16 * KB * KB],
  ])("%s", async (path, most) => {
    for (const chunked of [true, false]) {
      expect(await send({ path, bytes: most, chunked })).toEqual({ status: 200, read: most, ended: true });
      const over = await send({ path, bytes: most + 64 * KB, chunked });
      expect(over.status).toBe(413);
      expect(over.ended).toBe(false);
      expect(over.read).toBeLessThanOrEqual(most);
    }
  });

  it("audio by the API takes more than JSON does", async () => {
    const bytes = 13 * KB * KB;
    const sent = await send({ path: "/api/v1/episodes/rye/1/audio", bytes, chunked: true });
    expect(sent).toEqual({ status: 200, read: bytes, ended: true });
  });

  it("and what is no form takes little, with every method", async () => {
    const over = await send({ path: "/figures/1", bytes: 100 * KB, chunked: true, method: "GET" });
    expect(over).toMatchObject({ status: 413, ended: false });
  });

  it("a body without an end is cut off, and hands on no more than its address takes", async () => {
    let read = 0;
    const port = await serve((incoming, response) => {
      if (boundBody(incoming, response)) return;
      incoming.once("error", () => {});
      incoming.on("data", (chunk: Buffer) => {
        read += chunk.length;
      });
    });
    const socket = connect(port, "127.0.0.1");
    socket.write("POST /api/plays HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    const piece = Buffer.alloc(1 << 20, 97);
    const chunk = Buffer.concat([
      Buffer.from(`${piece.length.toString(16)}\r\n`),
      piece,
      Buffer.from("\r\n"),
    ]);
    let answered = "";
    let sent = 0;
    socket.on("data", (data: Buffer) => {
      answered += data.toString();
    });
    socket.on("error", () => {});
    await new Promise<void>((done) => {
      socket.once("close", () => done());
      const more = () => {
        while (!socket.destroyed && sent < 400) {
          sent += 1;
          if (!socket.write(chunk)) return void socket.once("drain", more);
        }
      };
      more();
    });
    // Whoever still sends may be hung up on before they hear why.
    if (answered !== "") expect(answered).toMatch(/^HTTP\/1\.1 413 /);
    expect(sent).toBeLessThan(400);
    expect(read).toBeLessThanOrEqual(64 * KB);
  });
});

describe("a form is handed on whole or not at all", () => {
  const part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nwords\r\n';
  const sending = async (body: string) => {
    let ended = false;
    const port = await serve((incoming, response) => {
      if (boundBody(incoming, response)) return;
      incoming.once("error", () => {}).resume();
      incoming.once("end", () => {
        ended = true;
        response.end("read");
      });
    });
    const status = await new Promise<number | undefined>((done, fail) => {
      const headers = { connection: "close", "content-type": "multipart/form-data; boundary=x" };
      request({ port, path: "/gaps", method: "POST", headers }, (answer) => {
        answer.resume().once("end", () => done(answer.statusCode));
      })
        .once("error", fail)
        .end(body);
    });
    return { status, ended };
  };

  it.each([
    ["one part", `${part}--x--\r\n`],
    ["many", `${part.repeat(5000)}--x--`],
    ["none", "--x--\r\n"],
  ])("%s", async (_, body) => {
    expect(await sending(body)).toEqual({ status: 200, ended: true });
  });

  it.each([
    ["cut off in a part", part.slice(0, 50)],
    ["cut off before its end", part],
    ["empty", ""],
    ["separated by something else", part.replaceAll("--x", "--y")],
  ])("%s", async (_, body) => {
    expect(await sending(body)).toEqual({ status: 400, ended: false });
  });
});

interface Asked {
  readonly method?: string;
  readonly url: string;
  readonly headers?: Record<string, string>;
}

describe("what is wrong whatever is asked for is said in one place", () => {
  const form = { "content-type": "multipart/form-data; boundary=x", host: "onrecord.example" };
  it.each<[string, number, Asked]>([
    ["half an escape", 400, { url: "/%" }],
    ["bytes that are no text", 400, { url: "/figures/%ff" }],
    ["a form for a file", 405, { method: "POST", url: "/sw.js" }],
    [
      "a form from another site",
      403,
      { method: "POST", url: "/gaps", headers: { ...form, origin: "https://evil.example" } },
    ],
    ["a form from nowhere", 403, { method: "POST", url: "/gaps", headers: { ...form, origin: "null" } }],
    [
      "an action from no address",
      403,
      { method: "POST", url: "/", headers: { host: "x", "next-action": "a", origin: "x" } },
    ],
    [
      "parts that nothing separates",
      400,
      { method: "POST", url: "/gaps", headers: { "content-type": "multipart/form-data" } },
    ],
    ["no address to return to", 400, { url: "/api/auth/signin?callbackUrl=x" }],
    [
      "the same in the cookie",
      400,
      { url: "/api/auth/session", headers: { cookie: "a=b; next-auth.callback-url=x" } },
    ],
  ])("%s: %i", (_, status, asked) => {
    expect(refusalOf({ ...asked, headers: asked.headers ?? {} }, SITE)?.status).toBe(status);
  });

  it.each<[string, Asked]>([
    ["an escape", { url: "/figures/caf%C3%A9?q=%25" }],
    ["a file", { url: "/sw.js" }],
    ["a form of ours", { method: "POST", url: "/gaps", headers: { ...form, origin: SITE } }],
    [
      "a form behind a proxy",
      {
        method: "POST",
        url: "/gaps",
        headers: { ...form, host: "inner", "x-forwarded-host": "onrecord.example", origin: SITE },
      },
    ],
    ["a form without an origin", { method: "POST", url: "/gaps", headers: form }],
    [
      "a call of the API",
      {
        method: "POST",
        url: "/api/v1/contributions",
        headers: { "content-type": "application/json", origin: "https://other.example" },
      },
    ],
    ["a way back", { url: "/api/auth/signin?callbackUrl=/review" }],
    ["a way back in full", { url: "/api/auth/signin?callbackUrl=https%3A%2F%2Fonrecord.example%2F" }],
  ])("%s passes", (_, asked) => {
    expect(refusalOf({ ...asked, headers: asked.headers ?? {} }, SITE)).toBeNull();
  });
});

it("an address with a NUL is one at which nothing is", () => {
  expect(withoutNul("/surveys/%00.csv?q=a%00")).toBe("/surveys/%EF%BF%BD.csv?q=a%EF%BF%BD");
  expect(withoutNul("/surveys/a.csv")).toBe("/surveys/a.csv");
});

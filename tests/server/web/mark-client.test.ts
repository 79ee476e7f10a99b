import { createServer, request } from "node:http";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { CAME_BY_PROXY, CLIENT_ADDRESS } from "../../../lib/http/client-headers";
import { isLoopbackRequest } from "../../../lib/read-environment";
import { addressOf } from "../../../server/people/limits/address-of";
import { markClient } from "../../../server/web/front/mark-client";

type Headers = Record<string, string>;

/** What is noted of a request with these headers that comes from `from` to a server with these proxies. */
function noted(trusted: readonly string[], from: string, headers: Headers, version = 1) {
  const warnings: string[] = [];
  const incoming = {
    headers: { ...headers } as Headers,
    ...{ httpVersionMajor: 1, httpVersionMinor: version },
    socket: { remoteAddress: from },
  };
  markClient(trusted, (sentence) => warnings.push(sentence))(incoming as never);
  const get = (name: string) => incoming.headers[name] ?? null;
  return {
    address: addressOf({ get }),
    proxied: get(CAME_BY_PROXY),
    warnings,
    local: isLoopbackRequest({ get }),
  };
}

test.each<[string, readonly string[], string, Headers, string]>([
  ["its socket, without a proxy", [], "203.0.113.9", {}, "203.0.113.9"],
  ["its socket, whatever it claims", [], "203.0.113.9", { "x-forwarded-for": "1.2.3.4" }, "203.0.113.9"],
  ["its socket, whatever it claims of us", [], "203.0.113.9", { [CLIENT_ADDRESS]: "1.2.3.4" }, "203.0.113.9"],
  [
    "its socket, where another is the proxy",
    ["loopback"],
    "203.0.113.9",
    { "x-forwarded-for": "1.2.3.4" },
    "203.0.113.9",
  ],
  ["what the proxy says", ["loopback"], "127.0.0.1", { "x-forwarded-for": "203.0.113.9" }, "203.0.113.9"],
  [
    "what the proxy says by IPv6",
    ["loopback"],
    "::1",
    { "x-forwarded-for": "2001:db8:1:2::7" },
    "2001:db8:1:2::/64",
  ],
  [
    "what the proxy added, not what it was given",
    ["loopback"],
    "127.0.0.1",
    { "x-forwarded-for": "1.2.3.4, 203.0.113.9" },
    "203.0.113.9",
  ],
  [
    "what the first of two proxies added",
    ["loopback", "10.0.0.0/8"],
    "::ffff:127.0.0.1",
    { "x-forwarded-for": "1.2.3.4, 203.0.113.9, 10.1.2.3" },
    "203.0.113.9",
  ],
  ["the proxy, where that says nothing", ["loopback"], "127.0.0.1", {}, "127.0.0.1"],
])("the address is %s", (_, trusted, from, headers, address) => {
  expect(noted(trusted, from, headers).address).toBe(address);
});

test("an operator whose proxy is not named is told so, once", () => {
  expect(noted(["loopback"], "127.0.0.1", { "x-forwarded-for": "1.2.3.4" }).warnings).toEqual([]);
  const { warnings } = noted([], "127.0.0.1", { "x-forwarded-for": "1.2.3.4" });
  expect(warnings).toEqual([expect.stringContaining("TRUSTED_PROXIES")]);
});

test("a request through a proxy that writes Host anew is no local one", () => {
  const host = { host: "localhost:3000" };
  expect(noted([], "127.0.0.1", host).local).toBe(true);
  // nginx's usual setting: Host is the address behind proxy_pass, nobody is named, HTTP/1.0.
  expect(noted([], "127.0.0.1", { ...host, connection: "close" }, 0).local).toBe(false);
  expect(noted([], "127.0.0.1", { ...host, connection: "close" }).local).toBe(false);
  expect(noted(["loopback"], "127.0.0.1", host).local).toBe(false);
  expect(noted([], "192.168.1.7", host).local).toBe(false);
  // Nor can a client take the note away.
  expect(noted([], "127.0.0.1", { ...host, [CAME_BY_PROXY]: "" }, 0).local).toBe(false);
});

test("a real server notes it of real connections", async () => {
  const mark = markClient([]);
  const server = createServer((incoming, response) => {
    mark(incoming);
    response.end(`${incoming.headers[CLIENT_ADDRESS]} ${incoming.headers[CAME_BY_PROXY]}`);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  try {
    const asked = await new Promise<string>((done, fail) => {
      const options = { port, headers: { "X-Forwarded-For": "1.2.3.4", Connection: "keep-alive" } };
      request(options, async (response) => done(Buffer.concat(await response.toArray()).toString()))
        .on("error", fail)
        .end();
    });
    expect(asked).toBe("127.0.0.1 undefined");
    const raw = await new Promise<string>((done, fail) => {
      const socket = connect(port, "127.0.0.1", () =>
        socket.write("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n"),
      );
      let said = "";
      socket.on("data", (chunk) => {
        said += chunk;
      });
      socket.on("end", () => done(said)).on("error", fail);
    });
    expect(raw).toContain("127.0.0.1 1");
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

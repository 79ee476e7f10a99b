import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { fetchFeed } from "../../../server/doors/feeds/fetch-feed";
import { type FetchOptions, fetchBytes } from "../../../server/net/fetch-bytes";
import { isInternal } from "../../../server/net/is-internal";
import { makeFolder } from "../import/folder";
import { serve } from "./serve";

const told = async (url: string, options: Partial<FetchOptions> = {}) => {
  const fetched = await fetchBytes(url, { mostBytes: 1000, ...options });
  return fetched.ok ? fetched.bytes.toString() : `${fetched.reason}: ${fetched.message}`;
};

describe("addresses that only this machine or its networks reach", () => {
  test("are known in every spelling", () => {
    for (const address of [
      ...["127.0.0.1", "127.255.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
      ...["169.254.169.254", "100.64.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"],
      ...["::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8"],
      // Where clouds answer from inside a machine: AWS, Azure, Alibaba, Oracle, Google.
      ...[
        "168.63.129.16",
        "100.100.100.200",
        "192.0.0.192",
        "169.254.170.2",
        "fd00:ec2::254",
        "fd20:ce::254",
      ],
      ...["::ffff:168.63.129.16", "::ffff:a83f:8110"],
      ...["64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "2001:0:1::1"],
    ])
      expect(isInternal(address), address).toBe(true);
    for (const address of [
      "8.8.8.8",
      "168.63.129.15",
      "172.32.0.1",
      "100.128.0.1",
      "2606:4700::1111",
      "2a00:1450:4001::1",
    ])
      expect(isInternal(address), address).toBe(false);
  });

  test("are not asked, also by other spellings and by names that lead there", async () => {
    await using server = await serve({ "/": "secret" });
    const { port } = new URL(server.url);
    for (const host of ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0", "[::1]", "[::ffff:127.0.0.1]"])
      expect(await told(`http://${host}:${port}/`), host).toMatch(/^internal: .*which is not allowed$/);
    // One public address among others does not help.
    const resolve = async () => ["93.184.215.14", "10.0.0.1"];
    expect(await told("http://feeds.example/", { resolve })).toMatch(/^internal: .*\(10\.0\.0\.1\)/);
    expect(server.asked).toEqual([]);
  });

  test("are not followed to", async () => {
    await using inner = await serve({ "/": "secret" });
    const { port } = new URL(inner.url);
    await using outer = await serve({
      "/address": (_request, response) =>
        void response.writeHead(302, { Location: `http://127.0.0.2:${port}/` }).end(),
      "/name": (_request, response) =>
        void response.writeHead(307, { Location: `//inner.example:${port}/` }).end(),
    });
    // One loopback address stands for public ones, another for internal ones.
    const isInternal = (address: string) => address === "127.0.0.2";
    const resolve = async () => ["127.0.0.2"];
    for (const path of ["address", "name"])
      expect(await told(`${outer.url}/${path}`, { isInternal, resolve })).toMatch(
        /^internal: .*127\.0\.0\.2/,
      );
    expect(inner.asked).toEqual([]);
  });

  test("a host is resolved once, and the address that was checked is the one connected to", async () => {
    await using server = await serve({ "/": "here" });
    let asked = 0;
    // No such host exists: a second lookup would find nothing.
    const resolve = async (host: string) => {
      expect(host).toBe("nowhere.invalid");
      asked += 1;
      return ["127.0.0.1"];
    };
    const url = `http://nowhere.invalid:${new URL(server.url).port}/`;
    expect(await told(url, { resolve, allowInternal: true })).toBe("here");
    expect(asked).toBe(1);
  });
});

describe("what a server may do", () => {
  const allowInternal = true;

  test("redirect, a few times; pack what it sends", async () => {
    await using server = await serve({
      "/a": (_request, response) => void response.writeHead(301, { Location: "b" }).end(),
      "/b": (_request, response) =>
        void response.writeHead(200, { "Content-Encoding": "gzip" }).end(gzipSync("packed")),
      "/round": (_request, response) => void response.writeHead(302, { Location: "/round" }).end(),
      "/away": (_request, response) => void response.writeHead(302, { Location: "file:///etc/passwd" }).end(),
    });
    expect(await told(`${server.url}/a`, { allowInternal })).toBe("packed");
    expect(await told(`${server.url}/round`, { allowInternal })).toMatch(/redirects more than 5 times/);
    expect(await told(`${server.url}/away`, { allowInternal })).toMatch(/^bad-address: /);
    expect(await told(`${server.url}/none`, { allowInternal })).toMatch(/^failed: .* answers with 404/);
  });

  test("send without end, or a small file that unpacks into a large one: no more is read than allowed", async () => {
    let sent = 0;
    await using server = await serve({
      "/endless": (_request, response) => {
        const chunk = Buffer.alloc(65_536, 32);
        const more = () => {
          while (response.writable && response.write(chunk)) sent += chunk.length;
        };
        response.on("drain", more).on("error", () => {});
        more();
      },
      "/bomb": (_request, response) =>
        void response.writeHead(200, { "Content-Encoding": "gzip" }).end(gzipSync(Buffer.alloc(20_000_000))),
    });
    expect(await told(`${server.url}/endless`, { allowInternal, mostBytes: 1_000_000 })).toMatch(
      /^too-large: .*1 MB/,
    );
    expect(await told(`${server.url}/bomb`, { allowInternal, mostBytes: 1_000_000 })).toMatch(/^too-large: /);
    expect(sent).toBeLessThan(100_000_000);
  });

  test("say nothing, drip, break off, not be there", async () => {
    await using server = await serve({
      "/silent": () => {},
      "/drip": (_request, response) => {
        const drip = setInterval(() => response.write("x"), 50);
        response.on("close", () => clearInterval(drip));
      },
      "/broken": (_request, response) => {
        response.writeHead(200, { "Content-Length": 100 }).write("x");
        setTimeout(() => response.destroy(), 20);
      },
    });
    for (const path of ["silent", "drip"])
      expect(await told(`${server.url}/${path}`, { allowInternal, limitSeconds: 0.4 })).toMatch(
        /^no-answer: .*0\.4 seconds/,
      );
    expect(await told(`${server.url}/broken`, { allowInternal })).toMatch(/^failed: /);
    expect(await told("http://127.0.0.1:1/", { allowInternal })).toMatch(/^failed: .*ECONNREFUSED/);
    expect(await told("http://no.such.host.invalid/")).toMatch(/^failed: .*cannot be fetched/);
    // Nobody may read a password, not even in an error message.
    expect(await told("http://me:secret@127.0.0.1:1/", { allowInternal })).not.toContain("secret");
  });
});

describe("a feed in a file", () => {
  test("is read, and no more than is allowed", async () => {
    await using folder = await makeFolder({ "feed.xml": "<rss/>", "big.xml": Buffer.alloc(32_000_001) });
    expect(await fetchFeed(`${folder.path}/feed.xml`, {})).toMatchObject({ ok: true, url: null });
    expect(await fetchFeed(`file://${folder.path}/feed.xml`, {})).toMatchObject({ ok: true });
    expect(await fetchFeed(`${folder.path}/big.xml`, {})).toMatchObject({ reason: "too-large" });
    expect(await fetchFeed(folder.path, {})).toMatchObject({ reason: "not-a-file" });
    expect(await fetchFeed(`${folder.path}/none.xml`, {})).toMatchObject({ reason: "not-found" });
    expect(await fetchFeed("ftp://example.org/feed.xml", {})).toMatchObject({ reason: "bad-address" });
  });
});

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { markClient } from "../../../server/web/front/mark-client";
import { createTurns } from "../../../server/web/making/create-turns";

type Ask = (path: string, from: string, init?: RequestInit) => Promise<Response>;

/** Asks a server whose answers take a while to make, and tells how many were made at once. */
async function served(takes: number, use: (ask: Ask, most: () => number) => Promise<void>) {
  const [mark, takeTurn] = [markClient(["loopback"]), createTurns()];
  let making = 0;
  let most = 0;
  const server = createServer(async (incoming, response) => {
    mark(incoming);
    if (!(await takeTurn(incoming, response))) return;
    most = Math.max(most, ++making);
    await sleep(takes);
    making -= 1;
    response.end("made");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await use(
      (path, from, init = {}) => fetch(url + path, { ...init, headers: { "X-Forwarded-For": from } }),
      () => most,
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("an address is answered one thing after the other, and delays no other address", async () => {
  await served(10, async (ask, most) => {
    const greedy = Array.from({ length: 50 }, (_, n) => ask(`/search?q=${n}`, "192.0.2.1"));
    const other = await ask("/search?q=other", "192.0.2.2");
    expect(other.status).toBe(200);
    const done = await Promise.race([Promise.all(greedy).then(() => "all"), sleep(0, "some")]);
    expect(done).toBe("some");
    for (const { status } of await Promise.all(greedy)) expect(status).toBe(200);
    expect(most()).toBeLessThanOrEqual(2);
  });
});

test("of all addresses a few things are made at once", async () => {
  await served(10, async (ask, most) => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => ask("/gaps", `192.0.2.${n}`)));
    expect(most()).toBe(4);
  });
});

test("who asks for more than may wait is told to come back", async () => {
  await served(20, async (ask) => {
    const all = await Promise.all(Array.from({ length: 70 }, () => ask("/gaps", "192.0.2.1")));
    const refused = all.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get("Retry-After")).toBe("10");
  });
});

test("what sends a body, files and clones wait for no turn", async () => {
  await served(50, async (ask, most) => {
    const all = [
      "/transcripts.git/info/refs",
      "/x/export.bundle",
      "/api/health",
      "/sw.js",
      "/static/a.mp3",
    ].map((path) => ask(path, "192.0.2.1"));
    all.push(ask("/gaps", "192.0.2.1", { method: "POST", body: "a" }));
    await Promise.all(all);
    expect(most()).toBe(6);
  });
});

test("an answer that takes long gives its turn up", async () => {
  await served(2000, async (ask, most) => {
    await Promise.all([ask("/gaps", "192.0.2.1"), ask("/gaps", "192.0.2.1")]);
    expect(most()).toBe(2);
  });
});

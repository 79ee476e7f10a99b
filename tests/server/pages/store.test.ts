import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Database, openDatabase, openQuestion, type Question } from "../../../server/db";
import { SITE_STATE } from "../../../server/text/pages/find-states";
import type { Key } from "../../../server/text/pages/keys";
import { LatestStates } from "../../../server/text/pages/latest-states";
import { readInSnapshot } from "../../../server/text/pages/read-in-snapshot";
import { Store } from "../../../server/text/pages/store";
import { copyDatabase } from "../../support/copy-database";
import { createTestDatabase, type TestDatabase } from "../../support/database";

const SCOPE = { of: "episode", show: "stored", slug: "1" } as const;
const KEY: Key = { name: "episode-page", scope: SCOPE };
let database: TestDatabase;
let question: Question<{ state: string }>;

beforeAll(async () => {
  database = await createTestDatabase();
  question = openQuestion(database.url, SITE_STATE);
  const show = await database.db.show.create({
    data: { slug: "stored", title: "Stored", filePrefix: "stored" },
  });
  await database.db.episode.create({ data: { showId: show.id, slug: "1", sortKey: "1", title: "New" } });
});
afterAll(async () => {
  await question.close();
  await database.drop();
});

const titled = (title: string) => database.db.episode.updateMany({ where: { slug: "1" }, data: { title } });
beforeEach(async () => void (await titled("As it was")));

/** A server that keeps pages which say the episode's title, and how often each was made. */
function keeping({ from = database.db, padding = 0 }: { from?: Database; padding?: number } = {}) {
  const made: string[] = [];
  const store = new Store();
  const states = new LatestStates(database.db, question);
  const make = async () => {
    const { read, state } = await readInSnapshot(from, SCOPE, (reader) =>
      reader.episode.findFirstOrThrow({ where: { slug: "1" } }),
    );
    made.push(read.title);
    const body = Buffer.from(`<h1>${read.title}</h1>${"x".repeat(padding)}`);
    return state === undefined ? null : { state, made: { body, headers: { "content-type": "text/html" } } };
  };
  const find = async () => {
    const state = await states.get(SCOPE);
    return state === undefined ? null : store.get(KEY, state, make);
  };
  const get = async () => String((await find())?.body);
  return { store, states, made, find, get };
}

describe("what is kept", () => {
  test("is made once, however many ask for it at once", async () => {
    const { made, get } = keeping();
    const all = await Promise.all(Array.from({ length: 50 }, get));
    expect(new Set(all)).toEqual(new Set(["<h1>As it was</h1>"]));
    await get();
    expect(made).toHaveLength(1);
  });

  test("is the new one as soon as there is a new one, on every server", async () => {
    const servers = [keeping(), keeping()];
    for (const title of ["One", "Two", "Three"]) {
      await titled(title);
      for (const { get } of servers) expect(await get()).toBe(`<h1>${title}</h1>`);
    }
    expect(servers[0]?.made).toHaveLength(3);
  });

  test("is never older than when it was asked for, whatever else goes on", async () => {
    const { get } = keeping();
    let written = 0;
    let over = false;
    const writing = (async () => {
      for (let i = 1; i <= 40; i += 1) {
        await titled(`${i}`);
        written = i;
      }
      over = true;
    })();
    const reading = Array.from({ length: 8 }, async () => {
      while (!over) {
        const least = written;
        const shown = Number(/>(\d+)</.exec(await get())?.[1] ?? 0);
        expect(shown).toBeGreaterThanOrEqual(least);
      }
    });
    await Promise.all([writing, ...reading]);
    expect(await get()).toBe("<h1>40</h1>");
  });

  test("comes compressed as it was asked for, each under a name of its own", async () => {
    const { store, find } = keeping();
    const kept = (await find())!;
    const [plain, gzip, br] = await Promise.all(
      (["identity", "gzip", "br"] as const).map((encoding) => store.send(kept, encoding)),
    );
    expect(gunzipSync(gzip?.body ?? "").equals(plain?.body ?? Buffer.alloc(0))).toBe(true);
    expect(brotliDecompressSync(br?.body ?? "").equals(plain?.body ?? Buffer.alloc(0))).toBe(true);
    expect(new Set(kept.etags).size).toBe(3);
    for (const sent of [plain, gzip, br])
      expect(kept.etags).toContain(sent?.headers[(sent?.headers.indexOf("etag") ?? 0) + 1]);
    expect((await store.send(kept, "br")).body).toBe(br?.body);
  });

  test("is none where there is no such episode, and none is kept where none could be made", async () => {
    const { states, store } = keeping();
    expect(await states.get({ ...SCOPE, slug: "99" })).toBeUndefined();
    const state = (await states.get(SCOPE)) ?? "";
    let times = 0;
    for (let i = 0; i < 2; i += 1)
      expect(await store.get(KEY, state, async () => (times++ ? null : null))).toBeNull();
    expect(times).toBe(2);
  });

  test("keeps to one bound in bytes, with all its encodings; what was asked for longest ago goes", async () => {
    const store = new Store({ mostBytes: 100_000 });
    const put = (slug: string) =>
      store.get({ ...KEY, scope: { ...SCOPE, slug } }, "1", async () => ({
        state: "1",
        made: { body: Buffer.alloc(20_000, slug), headers: { "content-type": "text/plain" } },
      }));
    for (const slug of ["a", "b", "c", "d"]) await store.send((await put(slug))!, "br");
    const before = store.size;
    await store.send((await put("d"))!, "gzip");
    expect(store.size).toBeGreaterThan(before);
    expect(store.find({ ...KEY, scope: { ...SCOPE, slug: "a" } }, "1")).toBeDefined();
    for (const slug of ["e", "f"]) await put(slug);
    expect(store.size).toBeLessThanOrEqual(100_000);
    expect(store.find({ ...KEY, scope: { ...SCOPE, slug: "a" } }, "1")).toBeDefined();
    expect(store.find({ ...KEY, scope: { ...SCOPE, slug: "b" } }, "1")).toBeUndefined();
  });

  test("of a kind that anybody can ask for without end, there is a part; it pushes nothing else out", async () => {
    const store = new Store({ mostBytes: 800_000 });
    const make = async () => ({
      state: "1",
      made: { body: Buffer.alloc(20_000), headers: { "content-type": "text/html" } },
    });
    const searched = (query: number): Key => ({ name: "search", scope: { of: "site" }, by: [String(query)] });
    await store.get(KEY, "1", make);
    for (let query = 0; query < 100; query += 1) await store.get(searched(query), "1", make);
    expect(store.size).toBeLessThanOrEqual(100_000 + 21_000);
    expect(store.find(KEY, "1")).toBeDefined();
    expect(store.find(searched(99), "1")).toBeDefined();
    expect(store.find(searched(0), "1")).toBeUndefined();
    const before = store.size;
    await store.send((await store.get(searched(99), "1", make))!, "gzip");
    expect(store.size).toBeGreaterThan(before);
  });
});

describe("a replica that lags behind", () => {
  test("never fills a new key with what was there before", async () => {
    await titled("Before");
    await database.db.$disconnect();
    await question.close();
    question = openQuestion(database.url, SITE_STATE);
    const copy = await copyDatabase(database.url);
    const replica = openDatabase(copy.url);
    try {
      const { store, states, find, get, made } = keeping({ from: replica });
      expect(await get()).toBe("<h1>Before</h1>");
      const old = (await states.get(SCOPE)) ?? "";
      await titled("After");
      const fresh = (await states.get(SCOPE)) ?? "";
      expect(fresh).not.toBe(old);
      // Whoever asks gets what the replica has; it is kept as what it is.
      expect(await get()).toBe("<h1>Before</h1>");
      expect(store.find(KEY, fresh)).toBeUndefined();
      expect(String(store.find(KEY, old)?.body)).toBe("<h1>Before</h1>");
      await get();
      expect(made).toEqual(["Before", "Before", "Before"]);
      // As soon as it can be had, it is kept.
      const caughtUp = keeping();
      expect(await caughtUp.get()).toBe("<h1>After</h1>");
      expect(String((await caughtUp.find())?.body)).toBe("<h1>After</h1>");
      expect(caughtUp.made).toEqual(["After"]);
      expect(String((await find())?.body)).toBe("<h1>Before</h1>");
    } finally {
      await replica.$disconnect();
      await copy.drop();
    }
  });

  test("in a snapshot, state and content are of one moment, whatever is committed in between", async () => {
    await titled("Before");
    const { states } = keeping();
    const old = await states.get(SCOPE);
    const { read, state } = await readInSnapshot(database.db, SCOPE, async (reader) => {
      await titled("Meanwhile");
      return reader.episode.findFirstOrThrow({ where: { slug: "1" } });
    });
    expect([read.title, state]).toEqual(["Before", old]);
    expect(await states.get(SCOPE)).not.toBe(old);
    await expect(
      readInSnapshot(database.db, SCOPE, (reader) => reader.$executeRaw`UPDATE episodes SET title = 'x'`),
    ).rejects.toThrow(/read-only transaction/);
  });
});

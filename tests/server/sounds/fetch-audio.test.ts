import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fetchAudio } from "../../../server/text/sounds/fetch-audio";
import { takeTurn } from "../../../server/text/sounds/take-turn";
import { serveAudio } from "../alignment/serve-audio";
import { type Stage, setStage } from "../alignment/stage";

const bytes = randomBytes(400_000);
let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.end());
beforeEach(() => stage.db.audioHost.deleteMany());

const fetchIt = (url: string, more: Partial<Stage["fetching"]> = {}) =>
  fetchAudio(stage.db, url, { ...stage.fetching, ...more });
const fetchedBytes = async (url: string) => {
  const fetched = await fetchIt(url);
  if (!fetched.ok) throw new Error(fetched.message);
  return readFile(fetched.path);
};

describe("fetching audio", () => {
  test("goes on where a connection broke, as a bot", async () => {
    await using server = await serveAudio({ bytes, breakAfter: 150_000 });
    expect((await fetchedBytes(server.url)).equals(bytes)).toBe(true);
    const ranges = server.asked.map(({ range }) => range);
    expect(ranges[0]).toBeUndefined();
    expect(ranges.length).toBe(3);
    expect(ranges.slice(1).every((range) => /^bytes=\d{6,}-$/.test(range ?? ""))).toBe(true);
    expect(server.asked[0]?.agent).toBe(
      "OnRecordBot/1.0 (bot; podcast transcripts; +https://onrecord.example)",
    );
  });

  test("goes on where an earlier call was broken off, and asks for what is complete only whether it is still the same", async () => {
    await using server = await serveAudio({ bytes, slow: 20 });
    const stop = new AbortController();
    const broken = fetchIt(server.url, {
      signal: stop.signal,
      progress: (done) => done > 100_000 && stop.abort(new Error("stopped")),
    });
    await expect(broken).rejects.toThrow("stopped");
    expect((await fetchedBytes(server.url)).equals(bytes)).toBe(true);
    expect(server.asked[1]?.range).toMatch(/^bytes=1\d{5}-$/);
    expect((await fetchedBytes(server.url)).equals(bytes)).toBe(true);
    // Within a day nobody asks for it again; later, whether it is still the same.
    expect(server.asked).toHaveLength(2);
    const begun = `${stage.fetching.folder.audioOf(server.url)}.begun`;
    await writeFile(begun, (await readFile(begun, "utf8")).replace(/"completeAt":\d+/, '"completeAt":0'));
    expect((await fetchedBytes(server.url)).equals(bytes)).toBe(true);
    expect(server.asked[2]?.range).toBe(`bytes=${bytes.length}-`);
  });

  test("begins again where the file has become another one", async () => {
    await using server = await serveAudio({ bytes, ranges: false });
    const path = stage.fetching.folder.audioOf(server.url);
    await stage.fetching.folder.prepare();
    await writeFile(path, "an older file");
    await writeFile(
      `${path}.begun`,
      JSON.stringify({ address: server.url, validator: '"older"', total: 90 }),
    );
    expect((await fetchedBytes(server.url)).equals(bytes)).toBe(true);
  });

  test("asks a host one thing at a time, from whichever process", async () => {
    await using server = await serveAudio({ bytes, slow: 5 });
    const urls = ["a", "b", "c"].map((name) => server.url.replace("episode", name));
    const fetched = await Promise.all(urls.map((url) => fetchIt(url)));
    expect(fetched.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(server.mostAtOnce()).toBe(1);
    // A process that dies leaves its turn behind, and it passes.
    await takeTurn(stage.db, "slow.example", undefined);
    await stage.db.audioHost.update({ where: { host: "slow.example" }, data: { busyUntil: new Date(0) } });
    await (await takeTurn(stage.db, "slow.example", undefined))();
  });

  test("of the same file twice at once asks for it once", async () => {
    await using server = await serveAudio({ bytes, slow: 5 });
    const both = await Promise.all([1, 2].map(() => fetchIt(server.url)));
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    expect(server.asked).toHaveLength(1);
    expect((await readFile(stage.fetching.folder.audioOf(server.url))).equals(bytes)).toBe(true);
  });

  test("keeps away from a host that asks for it, for as long as it asks", async () => {
    await using server = await serveAudio({
      answer: (_, response) => {
        response.writeHead(429, { "Retry-After": "120" }).end();
        return true;
      },
    });
    const refused = await fetchIt(server.url);
    expect(refused).toMatchObject({ ok: false, reason: "asked-to-wait" });
    const wait = !refused.ok && refused.notBefore ? refused.notBefore.getTime() - Date.now() : 0;
    expect(wait).toBeGreaterThan(100_000);
    expect(wait).toBeLessThan(121_000);
    // Another episode of that host does not ask.
    const other = await fetchIt(server.url.replace("episode", "other"));
    expect(other).toMatchObject({ ok: false, reason: "asked-to-wait" });
    expect(server.asked).toHaveLength(1);
  });
});

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../../scripts/database/embedded";
import { startSite } from "../support/site";
import { expect, test } from "./support/test";

test("while PostgreSQL restarts, what is kept is read, and the rest is 503 with Retry-After", {
  tag: "@once",
}, async () => {
  const home = await mkdtemp(join(tmpdir(), "onrecord-away-"));
  const site = await startSite({ home });
  const postgres = await startEmbeddedPostgres({ home });
  try {
    const kept = [
      ...["/figures/1", "/figures/1.vtt", "/figures", "/figures/feed.xml"],
      ...["/search?q=figures", "/people/demo-maintainer"],
    ];
    const others = ["/api/v1/search?q=figures", "/gaps"];
    const ask = async (path: string) => {
      const answer = await fetch(site.url + path);
      await answer.arrayBuffer();
      return answer;
    };
    for (const path of [...kept, ...others]) expect((await ask(path)).status, path).toBe(200);
    await postgres.stop({ force: true });
    for (const path of kept) expect((await ask(path)).status, path).toBe(200);
    for (const path of others) {
      const answer = await ask(path);
      expect([answer.status, answer.headers.get("retry-after")], path).toEqual([503, "5"]);
    }
    await postgres.revive();
    for (const path of [...kept, ...others])
      await expect.poll(async () => (await ask(path)).status, { message: path }).toBe(200);
  } finally {
    await site.stop();
    await postgres.discard();
    await rm(home, { recursive: true, force: true });
  }
});

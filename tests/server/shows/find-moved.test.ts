import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isOwnAddress, isShowAddress } from "../../../lib/addresses";
import { findMoved } from "../../../server/work/shows/find-moved";
import { createTestDatabase, type TestDatabase } from "../../support/database";

// Repeats the migration by hand, in a database with shows and episodes whose names were free before it.
const MIGRATION = join(
  import.meta.dirname,
  "../../../prisma/migrations/20261129171000_moved_addresses/migration.sql",
);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  for (const [slug, ...episodes] of [
    ["new", "1", "In"],
    ["new-show", "1"],
    ["figures", "replace", "replace-episode", "glossary"],
  ] as [string, ...string[]][])
    await database.db.show.create({
      data: {
        ...{ slug, title: slug, filePrefix: slug },
        episodes: { create: episodes.map((name) => ({ slug: name, sortKey: name, title: name })) },
      },
    });
  const sql = readFileSync(MIGRATION, "utf8");
  await database.db.$executeRawUnsafe(sql.slice(sql.indexOf("DO $$")));
});
afterAll(() => database?.drop());

test("a name that a page needs is given up, and its address leads to the new one", async () => {
  const moved = (url: string) => findMoved(database.db, url);
  expect(await moved("/new")).toBe("/new-show-2");
  expect(await moved("/new/1")).toBe("/new-show-2/1");
  expect(await moved("/new/In")).toBe("/new-show-2/In-episode");
  expect(await moved("/figures/replace")).toBe("/figures/replace-episode-2");
  expect(await moved("/figures/glossary")).toBe("/figures/glossary-episode");
  expect(await moved("/figures")).toBeNull();
  expect(await moved("/figures/replace-episode")).toBeNull();
  expect(await moved("/nowhere/1")).toBeNull();
});

test("what stands behind the name stays", async () => {
  for (const [url, now] of [
    ["/new?page=2", "/new-show-2?page=2"],
    ["/new/feed.xml", "/new-show-2/feed.xml"],
    ["/new/1.json?words=1", "/new-show-2/1.json?words=1"],
    ["/figures/glossary.vtt", "/figures/glossary-episode.vtt"],
    ["/figures/replace/history/2?of=notes", "/figures/replace-episode-2/history/2?of=notes"],
    ["/new/state", "/new-show-2/state"],
    ["/embed/new/1?t=12", "/embed/new-show-2/1?t=12"],
    ["/new//figures", "/new-show-2//figures"],
  ] as const)
    expect(await findMoved(database.db, url), url).toBe(now);
  for (const url of ["", "/", "//new", "/new%00", "/%00/new", "/embed", "*", "/new\0"])
    expect(await findMoved(database.db, url), url).toBeNull();
});

test("no show and no episode is left with a name of the platform's", async () => {
  const shows = await database.db.show.findMany({ include: { episodes: true } });
  for (const { slug, episodes } of shows) {
    expect(isOwnAddress(slug), slug).toBe(false);
    for (const episode of episodes) expect(isShowAddress(episode.slug), episode.slug).toBe(false);
  }
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { seed } from "../../../prisma/seed";
import { DEMO_CONTRIBUTOR, DEMO_MAINTAINER, DEMO_SHOW } from "../../../server/people/accounts/demo-people";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { stateOf } from "./folder";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await seed(database.db);
});
afterAll(() => database.drop());

test("the demonstration show is there, with its audio and its gaps", async () => {
  const show = await database.db.show.findUniqueOrThrow({
    where: { slug: DEMO_SHOW },
    include: { episodes: { include: { documents: true }, orderBy: { sortKey: "asc" } } },
  });
  expect(show.licence).toBe("CC BY-SA 4.0");
  expect(show.episodes.map(({ slug }) => slug)).toEqual(["1", "2"]);
  for (const episode of show.episodes) {
    expect(episode.audioUrl).toMatch(/^\/demo\/.+\.mp3$/);
    expect(episode.durationSeconds).toBeGreaterThan(30);
    expect(episode.documents.find(({ kind }) => kind === "transcript")?.words).toBeGreaterThan(100);
  }
  expect(show.episodes[0]?.documents.find(({ kind }) => kind === "transcript")?.gaps).toBe(3);
});

test("so are its two people, of whom one is its maintainer", async () => {
  const users = await database.db.user.findMany({ include: { roles: true }, orderBy: { handle: "asc" } });
  expect(users.map(({ handle, roles }) => [handle, roles.map(({ role }) => role)])).toEqual([
    [DEMO_CONTRIBUTOR.handle, []],
    [DEMO_MAINTAINER.handle, ["maintainer"]],
  ]);
});

test("loading it again changes nothing", async () => {
  const before = [await stateOf(database.db), await database.db.user.findMany()];
  await seed(database.db);
  expect([await stateOf(database.db), await database.db.user.findMany()]).toEqual(before);
});

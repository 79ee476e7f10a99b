import { afterAll, beforeAll, expect, test } from "vitest";
import { keepHeardPoints } from "../../../server/work/listening/keep-heard-points";
import { readHeardPoints } from "../../../server/work/listening/read-heard-points";
import type { HeardPoints } from "../../../transcript";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, makeDocument, makeShow, person } from "../contributions/stage";

let database: TestDatabase;
let showId: number;
beforeAll(async () => {
  database = await createTestDatabase();
  ({ id: showId } = await makeShow(database.db));
  for (const slug of ["1", "2", "3"])
    await makeDocument(database.db, { showId, slug, text: "One two.\n", duration: 1800 });
});
afterAll(() => database.drop());

const listener = (address: string) => ({ id: null, name: "A listener", addressHash: address });
const file = (slug: string, length = 1880) => ({ show: "x", slug, length });
const heard: HeardPoints = [
  { text: 5, audio: 35 },
  { text: 900, audio: 980 },
];
const nearly = (by: number): HeardPoints =>
  heard.map(({ text, audio }) => ({ text: text + 40 * by, audio: audio + 40.3 * by }));

const says = (
  who: Parameters<typeof keepHeardPoints>[1]["listener"],
  slug: string,
  points = heard,
  length = 1880,
) => keepHeardPoints(database.db, { listener: who, ...file(slug, length), points });
const offered = (who: string, slug: string, length = 1880) =>
  readHeardPoints(database.db, { listener: listener(who), ...file(slug, length) });

test("what three listeners agree on is offered to the next one with the same file, and to no other", async () => {
  await says(listener("a"), "1", nearly(1));
  await says(listener("b"), "1", heard);
  expect(await offered("new", "1")).toBeNull();
  // The same person again is no third.
  await says(listener("b"), "1", nearly(2));
  await says(listener("b"), "1", heard);
  expect(await offered("new", "1")).toBeNull();
  // Nor is one who hears something else.
  await says(listener("c"), "1", [{ text: 5, audio: 20 }]);
  expect(await offered("new", "1")).toBeNull();
  await says(listener("d"), "1", nearly(3), 1880.2);
  // Whoever noticed it soonest knows best where it is.
  expect(await offered("new", "1")).toEqual({ by: "others", points: heard });
  expect(await offered("new", "1", 1880.4)).toMatchObject({ by: "others" });
  expect(await offered("new", "1", 1890)).toBeNull();
  expect(await offered("new", "2")).toBeNull();
});

test("a maintainer alone is enough; what one has said oneself comes first, and can be taken back", async () => {
  const mo = await person(database.db, "mo");
  await says({ ...mo, addressHash: "m" }, "2");
  expect(await offered("new", "2")).toBeNull();
  await grant(database.db, mo, showId, "maintainer");
  expect(await offered("new", "2")).toEqual({ by: "others", points: heard });
  await says(listener("new"), "2", nearly(1));
  expect(await offered("new", "2")).toEqual({ by: "you", points: nearly(1) });
  await says(listener("new"), "2", []);
  expect(await offered("new", "2")).toEqual({ by: "others", points: heard });
});

test("when the words are timed by another file, nothing of it is offered", async () => {
  for (const who of ["a", "b", "c"]) await says(listener(who), "3");
  expect(await offered("new", "3")).toMatchObject({ by: "others" });
  await database.db.episode.updateMany({ where: { slug: "3" }, data: { durationSeconds: 1830 } });
  expect(await offered("new", "3")).toBeNull();
});

test("points out of order, episodes that there are not, and too many at once are refused", async () => {
  const who = listener("z");
  expect(await says(who, "1", [...heard].reverse())).toEqual({ ok: false, reason: "bad-points" });
  expect(await says(who, "none")).toEqual({ ok: false, reason: "no-episode" });
  let last = await says(who, "1");
  for (let i = 0; i < 70 && last.ok; i++) last = await says(who, "1");
  expect(last).toMatchObject({ ok: false, reason: "too-fast" });
});

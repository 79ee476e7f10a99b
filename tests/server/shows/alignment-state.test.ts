import { afterAll, beforeAll, expect, test } from "vitest";
import { seed } from "../../../prisma/seed";
import { readAlignmentState } from "../../../server/work/shows/read-alignment-state";
import { createTestDatabase, type TestDatabase } from "../../support/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await seed(database.db);
});
afterAll(() => database.drop());

test("everybody learns how much is measured, those who review also what is not, and why", async () => {
  const { db } = database;
  const idOf = async (handle: string) => (await db.user.findUniqueOrThrow({ where: { handle } })).id;
  const ask = async (handle: string | null) =>
    readAlignmentState(db, { show: "figures", personId: handle && (await idOf(handle)) });
  expect(await ask(null)).toEqual({ transcripts: 2, measured: 0, sure: null, work: null });
  expect((await ask("demo-contributor")).work).toBeNull();
  expect((await ask("demo-maintainer")).work).toMatchObject({ waiting: 2, running: [], problems: [] });

  const [one, two] = await db.document.findMany({
    where: { kind: "transcript" },
    include: { episode: true },
    orderBy: { path: "asc" },
  });
  const of = (document: NonNullable<typeof one>) => ({
    ...{ documentId: document.id, revision: document.head, audioUrl: document.episode.audioUrl ?? "" },
    ...{ audioBytes: document.episode.audioBytes, model: "hmm-1" },
  });
  await db.wordTimes.create({
    data: {
      ...{ documentId: one!.id, number: one!.head, source: "audio", deltas: new Uint8Array() },
      audio: new Uint8Array(32),
    },
  });
  await db.alignment.create({ data: { ...of(one!), verdict: "aligned", words: 100, heard: 80, sure: 75 } });
  await db.alignment.create({
    data: { ...of(two!), problem: "gone", detail: "404", againAt: new Date(Date.now() + 1e6) },
  });
  expect(await ask(null)).toEqual({ transcripts: 2, measured: 1, sure: 0.75, work: null });
  const { work } = await ask("demo-maintainer");
  expect(work).toMatchObject({ waiting: 0, running: [] });
  expect(
    work?.problems.map(({ slug, problem, unheard }) => ({ slug, problem, unheard: unheard.toFixed(1) })),
  ).toEqual(
    expect.arrayContaining([
      { slug: one!.episode.slug, problem: null, unheard: "0.2" },
      { slug: two!.episode.slug, problem: "gone", unheard: "0.0" },
    ]),
  );
  await db.alignment.update({
    where: { documentId: two!.id },
    data: { busyUntil: new Date(Date.now() + 30_000), done: 0.5 },
  });
  expect((await ask("demo-maintainer")).work?.running).toEqual([
    { slug: two!.episode.slug, title: two!.episode.title, percent: 50 },
  ]);
});

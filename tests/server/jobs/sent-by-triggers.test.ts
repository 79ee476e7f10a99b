import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { readEnvironment } from "../../../lib/read-environment";
import { seed } from "../../../prisma/seed";
import { allJobs, handlers } from "../../../scripts/jobs/handlers";
import { openPool } from "../../../server/db";
import { startWorkers } from "../../../server/jobs/start-workers";
import { askForWaveform } from "../../../server/text/waveforms/ask-for-waveform";
import { accept } from "../../../server/work/contributions/accept";
import { propose } from "../../../server/work/contributions/propose";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { serveHook } from "../../support/serve-hook";

let database: TestDatabase;
let showId: number;
const author = { id: "", name: "Casey" };
const reviewer = { id: "", name: "Morgan" };

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  await seed(db);
  showId = (await db.show.findUniqueOrThrow({ where: { slug: "figures" } })).id;
  author.id = (await db.user.findUniqueOrThrow({ where: { handle: "demo-contributor" } })).id;
  reviewer.id = (await db.user.findUniqueOrThrow({ where: { handle: "demo-maintainer" } })).id;
});
afterAll(() => database.drop());
beforeEach(async () => void (await database.db.$executeRaw`DELETE FROM jobs.job`));

/** The jobs that wait, with what they were given. */
const waiting = () => database.db.$queryRaw<{ name: string; key: string; data: unknown; later: boolean }[]>`
  SELECT name, singleton_key AS key, data, start_after > now() AS later
  FROM jobs.job WHERE state = 'created' ORDER BY name, singleton_key`;

async function proposeWord(word: string) {
  const { db } = database;
  const document = await db.document.findFirstOrThrow({ where: { path: "figures/figures-of-speech-1.md" } });
  const { text } = await db.revision.findFirstOrThrow({
    where: { documentId: document.id, number: document.head },
  });
  const proposed = await propose(db, {
    ...{ documentId: document.id, base: document.head, channel: "api", agreed: true, author },
    text: `${text}\n${word}.\n`,
  });
  if (!proposed.ok) throw new Error(proposed.reason);
  return proposed.contribution;
}

test("a proposal and its acceptance send the jobs that they cause, once each", async () => {
  const { db } = database;
  const hook = await serveHook();
  const webhook = await hook.add(db, showId);
  const mirror = { showId, url: "https://git.example/x.git", token: new Uint8Array([1]) };
  await db.mirror.create({ data: mirror });
  const contribution = await proposeWord("Ophir");
  expect(await waiting()).toEqual([
    { name: "deliver-webhook", key: webhook.id, data: { webhookId: webhook.id }, later: false },
    { name: "send-mails", key: "all", data: {}, later: true },
  ]);
  await db.$executeRaw`DELETE FROM jobs.job`;
  await accept(db, { id: contribution.id, version: 1, reviewer });
  expect(await waiting()).toEqual([
    { name: "deliver-webhook", key: webhook.id, data: { webhookId: webhook.id }, later: false },
    { name: "plan-alignments", key: "all", data: {}, later: true },
    { name: "refresh-search", key: "all", data: {}, later: false },
    { name: "send-mails", key: "all", data: {}, later: true },
    { name: "sync-mirror", key: String(showId), data: { showId }, later: false },
  ]);
  // Its time is set: what is accepted meanwhile does not make it come sooner.
  await db.$executeRaw`DELETE FROM jobs.job`;
  await db.mirror.update({ where: { showId }, data: { failures: 3 } });
  await accept(db, { id: (await proposeWord("Nineveh")).id, version: 1, reviewer });
  expect((await waiting()).map(({ name }) => name)).not.toContain("sync-mirror");
  await db.mirror.deleteMany();
  await db.webhook.deleteMany();
  await hook.close();
});

test("what may have to be aligned sends a plan, and an edit of what has been aligned is aligned at once", async () => {
  const { db } = database;
  const { id: documentId } = await db.document.findFirstOrThrow({
    where: { path: "figures/figures-of-speech-1.md" },
  });
  await db.episode.updateMany({ where: { showId }, data: { audioBytes: 1n } });
  const plan = { name: "plan-alignments", key: "all", data: {}, later: true };
  expect(await waiting()).toEqual([plan]);
  await db.alignment.create({
    data: { documentId, revision: 1, audioUrl: "/demo/1.mp3", model: "hmm-1", verdict: "aligned" },
  });
  const proposed = await proposeWord("Tarshish");
  await db.$executeRaw`DELETE FROM jobs.job`;
  await accept(db, { id: proposed.id, version: 1, reviewer });
  const edit = { name: "align-edit", key: String(documentId), data: { documentId }, later: false };
  expect((await waiting()).filter(({ name }) => name.includes("align"))).toEqual([edit, plan]);
  await db.alignment.deleteMany();
});

test("an episode whose length changes, and a waveform that is asked for, send theirs", async () => {
  const { db } = database;
  await db.episode.updateMany({ where: { showId }, data: { durationSeconds: { increment: 1 } } });
  expect(await waiting()).toMatchObject([{ name: "refresh-search" }]);
  await db.$executeRaw`DELETE FROM jobs.job`;
  const url = "https://audio.example/a.mp3";
  for (let n = 0; n < 2; n += 1) await askForWaveform(db, url);
  expect(await waiting()).toEqual([
    { name: "measure-waveform", key: url, data: { audioUrl: url }, later: false },
  ]);
});

test("the platform's own workers do all of them", async () => {
  const { db } = database;
  const hook = await serveHook();
  await hook.add(db, showId);
  const pool = openPool(database.url);
  const environment = {
    ...readEnvironment({ ONRECORD_FETCH_INTERNAL: "1", ONRECORD_ALIGN: "0" }),
    secret: "the site's own",
  };
  const workers = await startWorkers({ pool, handlers: handlers(environment) });
  try {
    await proposeWord("Distant");
    await vi.waitFor(() => expect(hook.bodies).toHaveLength(1), { timeout: 30_000, interval: 50 });
    // Sent at the start: the demonstration's files are measured without anybody having asked.
    await vi.waitFor(
      async () => expect(await db.waveform.count({ where: { bars: { not: null } } })).toBe(2),
      { timeout: 50_000, interval: 100 },
    );
  } finally {
    await workers.stop();
    await pool.close();
    await db.webhook.deleteMany();
    await hook.close();
  }
});

test("every name that SQL sends is a job's", async () => {
  const folder = join(import.meta.dirname, "../../../prisma/migrations");
  const names = new Set(allJobs().map(({ name }) => name));
  const sent: string[] = [];
  for (const each of await readdir(folder, { withFileTypes: true })) {
    if (!each.isDirectory()) continue;
    const sql = await readFile(join(folder, each.name, "migration.sql"), "utf8");
    for (const [, name = ""] of sql.matchAll(/send_job\('([^']*)'/g)) sent.push(name);
  }
  expect(sent.length).toBeGreaterThan(4);
  expect(sent.filter((name) => !names.has(name))).toEqual([]);
});

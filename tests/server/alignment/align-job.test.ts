import { spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readEnvironment } from "../../../lib/read-environment";
import { openPool } from "../../../server/db";
import { startWorkers } from "../../../server/jobs/start-workers";
import { alignEdit } from "../../../server/text/alignment/align-edit";
import { alignEpisode } from "../../../server/text/alignment/align-episode";
import { handleAlign, handleAlignEdit, handlePlanAlignments } from "../../../server/text/alignment/align-job";
import { listDue, planAlignments } from "../../../server/text/alignment/plan-alignments";
import { readSource } from "../../../server/text/documents/read-source";
import { SoundFolder } from "../../../server/text/sounds/sound-folder";
import { accept } from "../../../server/work/contributions/accept";
import { propose } from "../../../server/work/contributions/propose";
import { words } from "../../../transcript";
import { program } from "../../support/programs";
import { serveAudio } from "./serve-audio";
import { type Stage, setStage } from "./stage";

let stage: Stage;
let mp3: Buffer;
beforeAll(async () => {
  stage = await setStage();
  mp3 = await readFile("public/demo/figures-of-speech-2.mp3");
});
afterAll(() => stage.end());

const sourceOf = async (slug: "1" | "2") => {
  const { id, head, path } = await stage.documentOf(slug);
  return (await readSource(stage.db, { documentId: id, number: head, path }))!;
};
const settings = (more: Record<string, string> = {}) => ({
  ...readEnvironment({ ONRECORD_FETCH_INTERNAL: "1", ONRECORD_ALIGN: "1", ...more }),
  sounds: { path: stage.sounds, mostBytes: 1e9 },
});

describe("which come next", () => {
  test("alternately the newest and the most listened to, and none that is done, has a file's times or must wait", async () => {
    const { db } = stage;
    const [one, two] = [await stage.documentOf("1"), await stage.documentOf("2")];
    const slugs = async (show?: string) => (await listDue(db, { show })).map(({ slug }) => slug);
    await db.episode.updateMany({ where: { slug: "1" }, data: { publishedAt: new Date("2026-01-01") } });
    await db.episode.updateMany({ where: { slug: "2" }, data: { publishedAt: new Date("2026-02-01") } });
    expect(await slugs()).toEqual(["2", "1"]);
    expect(await slugs("figures")).toEqual(["2", "1"]);
    expect(await slugs("other")).toEqual([]);

    const episode = await db.episode.findFirstOrThrow({ where: { slug: "1" } });
    const url = "https://audio.example/1.mp3";
    await db.episode.update({ where: { id: episode.id }, data: { audioUrl: url } });
    await db.audioHost.create({ data: { host: "audio.example", notBefore: new Date(Date.now() + 60_000) } });
    expect(await slugs()).toEqual(["2"]);
    await db.audioHost.deleteMany();
    const of = { documentId: one.id, revision: one.head, audioUrl: url, audioBytes: episode.audioBytes };
    await db.alignment.create({ data: { ...of, model: "hmm-1", verdict: "aligned" } });
    expect(await slugs()).toEqual(["2"]);
    await db.alignment.update({ where: { documentId: one.id }, data: { model: "hmm-0" } });
    expect(await slugs()).toEqual(["2", "1"]);
    const later = new Date(Date.now() + 60_000);
    await db.alignment.update({
      where: { documentId: one.id },
      data: { model: "hmm-1", problem: "gone", againAt: later },
    });
    expect(await slugs()).toEqual(["2"]);
    expect((await listDue(db, { all: true })).map(({ slug }) => slug)).toEqual(["2", "1"]);
    await db.alignment.update({ where: { documentId: one.id }, data: { againAt: new Date(0) } });
    expect(await slugs()).toEqual(["2", "1"]);
    await db.alignment.update({ where: { documentId: one.id }, data: { busyUntil: later } });
    expect(await slugs()).toEqual(["2"]);
    await db.alignment.deleteMany();
    await db.wordTimes.create({
      data: { documentId: two.id, number: two.head, source: "file", deltas: new Uint8Array() },
    });
    expect(await slugs()).toEqual(["1"]);
    expect(await alignEpisode(db, { documentId: two.id, fetching: stage.fetching })).toMatchObject({
      problem: "has-times",
    });
    await db.wordTimes.deleteMany({ where: { documentId: two.id } });
    await db.show.updateMany({ data: { language: "de" } });
    expect(await slugs()).toEqual([]);
    await db.show.updateMany({ data: { language: "en" } });
  });

  test("are sent once, and no more than may wait", async () => {
    const { db } = stage;
    await db.$executeRaw`DELETE FROM jobs.job WHERE name = 'align'`;
    expect(await planAlignments(db, { most: 1 })).toBe(1);
    expect(await planAlignments(db, { most: 1 })).toBe(0);
    expect(await planAlignments(db, { most: 5 })).toBe(1);
    expect(await planAlignments(db, { most: 5 })).toBe(0);
    await db.$executeRaw`DELETE FROM jobs.job WHERE name = 'align'`;
  });
});

describe("the jobs", () => {
  test("measure what is due, and again the sentences that an edit touches, while all other words keep their times", async () => {
    const { db } = stage;
    await using server = await serveAudio({ bytes: mp3 });
    await stage.giveAudio("2", server.url);
    await db.episode.updateMany({ where: { slug: "1" }, data: { audioUrl: null } });
    const pool = openPool(stage.database.url);
    const environment = settings();
    const handlers = [handlePlanAlignments, handleAlign, handleAlignEdit].map((handle) =>
      handle(environment),
    );
    const workers = await startWorkers({ pool, handlers });
    try {
      await planAlignments(db, { most: 2 });
      const measured = async () => {
        const { known, number } = await sourceOf("2");
        return known?.source === "audio" && known.confidences?.every((value) => value !== null) ? number : 0;
      };
      await vi.waitFor(async () => expect(await measured()).toBe(1), { timeout: 120_000, interval: 200 });
      const before = await sourceOf("2");
      expect(await db.waveform.count({ where: { audioUrl: server.url, bars: { not: null } } })).toBe(1);

      // Two words that nobody says, within a sentence.
      const { transcript, text, documentId } = before;
      const place = transcript.segments.findIndex(({ body }) => words(body).length > 12);
      const spoken = words(transcript.segments[place]!.body)[6]!;
      const at = text.indexOf(transcript.segments[place]!.body) + spoken.start;
      const author = {
        id: (await db.user.findUniqueOrThrow({ where: { handle: "demo-contributor" } })).id,
        name: "C",
      };
      const reviewer = {
        id: (await db.user.findUniqueOrThrow({ where: { handle: "demo-maintainer" } })).id,
        name: "M",
      };
      const proposed = await propose(db, {
        ...{ documentId, base: 1, channel: "api", agreed: true, author },
        text: `${text.slice(0, at)}zebra quagga ${text.slice(at)}`,
      });
      if (!proposed.ok) throw new Error(proposed.reason);
      const accepted = await accept(db, { id: proposed.contribution.id, version: 1, reviewer });
      expect(accepted.ok).toBe(true);
      await vi.waitFor(async () => expect(await measured()).toBe(2), { timeout: 120_000, interval: 200 });

      const after = await sourceOf("2");
      const first =
        transcript.segments.slice(0, place).reduce((sum, { body }) => sum + words(body).length, 0) + 6;
      const [was, is] = [before.starts(null), after.starts(null)];
      expect([...is.slice(0, first)]).toEqual([...was.slice(0, first)]);
      expect([...is.slice(first + 2)]).toEqual([...was.slice(first)]);
      expect(after.known?.confidences?.[first]).toBeLessThan(0.5);
      expect(after.known?.audio).toEqual(before.known?.audio);
      // Nothing was fetched for it.
      expect(server.asked).toHaveLength(1);
      expect(await db.alignment.findUnique({ where: { documentId } })).toMatchObject({
        revision: 2,
        problem: null,
      });
      // Nothing is left to be done.
      expect(await listDue(db)).toEqual([]);
    } finally {
      await workers.stop();
      await pool.close();
    }
  });

  test("do nothing where the site has turned them off, or the hour is another one", async () => {
    const { db } = stage;
    await using server = await serveAudio({ bytes: mp3 });
    await stage.giveAudio("1", server.url);
    const { id } = await stage.documentOf("1");
    const run = { id: "", db, signal: new AbortController().signal, progress: async () => {} };
    const hour = new Date().getUTCHours();
    const another = { ONRECORD_ALIGN_HOURS: `${(hour + 2) % 24}-${(hour + 3) % 24}` };
    for (const environment of [settings({ ONRECORD_ALIGN: "0" }), settings(another)]) {
      await handlePlanAlignments(environment).run({}, run);
      await handleAlign(environment).run({ documentId: id }, run);
    }
    expect(server.asked).toEqual([]);
    expect(await db.alignment.count({ where: { documentId: id } })).toBe(0);
  });

  test("leave an edit for later where nothing is kept of the sound", async () => {
    const { db, fetching } = stage;
    const { id } = await stage.documentOf("2");
    const { audioUrl } = await db.alignment.findUniqueOrThrow({ where: { documentId: id } });
    await rm(fetching.folder.cepstraOf(audioUrl));
    expect(await alignEdit(db, { documentId: id, fetching })).toEqual({ ok: false, reason: "not-kept" });
    expect(await alignEdit(db, { documentId: 1_000_000, fetching })).toEqual({
      ok: false,
      reason: "not-measured",
    });
  });
});

describe("an episode", () => {
  test("is measured by one process at a time", async () => {
    const { db, fetching } = stage;
    await using server = await serveAudio({ bytes: mp3, slow: 20 });
    await stage.giveAudio("2", server.url);
    const { id: documentId } = await stage.documentOf("2");
    const both = await Promise.all([1, 2].map(() => alignEpisode(db, { documentId, fetching })));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both).toContainEqual({ ok: false, problem: "busy", detail: null });
    expect(server.asked).toHaveLength(1);
  });

  test("is stored by nobody who has lost it to another process meanwhile", async () => {
    const { db, fetching } = stage;
    await using server = await serveAudio({ bytes: mp3 });
    await stage.giveAudio("2", server.url);
    const { id: documentId } = await stage.documentOf("2");
    const other = randomUUID();
    let isTaken = false;
    const aligned = await alignEpisode(db, {
      ...{ documentId, fetching },
      progress: (done) => {
        if (isTaken || done < 0.5) return;
        isTaken = true;
        void db.alignment
          .update({
            where: { documentId },
            data: { busyBy: other, busyUntil: new Date(Date.now() + 60_000) },
          })
          .then();
      },
    });
    expect(aligned).toEqual({ ok: false, problem: "busy", detail: null });
    expect(await db.wordTimes.count({ where: { documentId } })).toBe(0);
    expect(await db.alignment.findUnique({ where: { documentId } })).toMatchObject({
      ...{ busyBy: other, verdict: null, problem: null },
    });
    await db.alignment.update({ where: { documentId }, data: { busyBy: null, busyUntil: null } });
  });

  test("is not heard again where a process was killed after it had heard it", async () => {
    const { db, fetching } = stage;
    const { id: documentId } = await stage.documentOf("2");
    await using real = await serveAudio({ bytes: mp3 });
    await stage.giveAudio("2", real.url);
    expect(await alignEpisode(db, { documentId, fetching })).toMatchObject({ ok: true, verdict: "aligned" });
    const heard = await readFile(fetching.folder.cepstraOf(real.url));
    // Nobody can hear these bytes; what such a process left says what is in them.
    const bytes = Buffer.from("ID3 and nothing that can be decoded");
    await using server = await serveAudio({ bytes });
    await stage.giveAudio("2", server.url);
    const hash = createHash("sha256").update(bytes).digest();
    await writeFile(fetching.folder.cepstraOf(server.url), Buffer.concat([hash, heard.subarray(32)]));
    expect(await alignEpisode(db, { documentId, fetching })).toMatchObject({ ok: true, verdict: "aligned" });
    // Of another file, it says nothing.
    await stage.giveAudio("2", server.url);
    await writeFile(fetching.folder.cepstraOf(server.url), heard);
    expect(await alignEpisode(db, { documentId, fetching })).toMatchObject({ ok: false });
  });

  test("goes on where a process was killed that fetched it", async () => {
    const { db } = stage;
    await using server = await serveAudio({ bytes: mp3, holdFirst: 100_000 });
    await stage.giveAudio("2", server.url);
    const { id: documentId } = await stage.documentOf("2");
    const killed = startCommand("figures/2");
    const folder = new SoundFolder({ path: join(stage.sounds, "home/sounds"), mostBytes: 1e9 });
    const fetched = async () => (await stat(folder.audioOf(server.url)).catch(() => null))?.size ?? 0;
    await vi.waitFor(async () => expect(await fetched()).toBeGreaterThan(90_000), {
      timeout: 60_000,
      interval: 10,
    });
    killed.child.kill("SIGKILL");
    await killed.ended;
    // Nothing has come of it; its lease and its turn pass by themselves.
    expect(await db.wordTimes.count({ where: { documentId } })).toBe(0);
    await db.alignment.update({ where: { documentId }, data: { busyUntil: new Date(0) } });
    await db.audioHost.updateMany({ data: { busyUntil: new Date(0) } });
    const { code, out } = await startCommand("figures/2").ended;
    expect(out).toMatch(/figures\/2 +\d+\.\d % +\d+\.\d % +\d+× +measured/);
    expect(code).toBe(0);
    expect(server.asked[1]?.range).toMatch(/^bytes=\d{5,}-$/);
    expect(await db.wordTimes.count({ where: { documentId } })).toBe(1);
  });

  test("is named with what became of it by the command, which ends with 2 where that is nothing", async () => {
    await stage.giveAudio("2", "/demo/figures-of-speech-1.mp3");
    const { code, out, error } = await startCommand("--show", "figures").ended;
    expect(out).toMatch(/figures\/2 .*This is not the sound of this text/);
    expect(error).toMatch(/^\d episodes?, .* of sound: about /);
    expect(code).toBe(2);
    expect((await startCommand("figures/none").ended).error).toMatch(/no episode figures\/none/);
    expect((await startCommand("figures").ended).code).toBe(1);
  });
});

/** Runs `npm run align -- …` over the stage's database. */
function startCommand(...args: string[]) {
  const env = {
    ...process.env,
    DATABASE_URL: stage.database.url,
    ONRECORD_FETCH_INTERNAL: "1",
    ONRECORD_HOME: join(stage.sounds, "home"),
  };
  const child = spawn(process.execPath, [...program("scripts/align.ts"), ...args], { env });
  let [out, error] = ["", ""];
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    error += text;
  });
  const ended = new Promise<{ code: number | null; out: string; error: string }>((done) =>
    child.once("close", (code) => done({ code, out, error })),
  );
  return { child, ended };
}

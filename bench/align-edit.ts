import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readEnvironment } from "../lib/read-environment";
import { seed } from "../prisma/seed";
import { startEmbeddedPostgres } from "../scripts/database/embedded";
import { migrate } from "../scripts/database/migrate";
import { allJobs } from "../scripts/jobs/handlers";
import { openPool } from "../server/db";
import { installQueues } from "../server/jobs/install-queues";
import { startWorkers } from "../server/jobs/start-workers";
import { alignEpisode } from "../server/text/alignment/align-episode";
import { handleAlignEdit } from "../server/text/alignment/align-job";
import { readSource } from "../server/text/documents/read-source";
import { fetchingOf } from "../server/text/sounds/fetching-of";
import { accept } from "../server/work/contributions/accept";
import { headSegmentIds } from "../server/work/contributions/head-segment-ids";
import { propose } from "../server/work/contributions/propose";
import { weighTyped } from "../server/work/contributions/weigh-typed";
import { words } from "../transcript";
import { median, percentile } from "./reader/statistics";
import { reportFigure } from "./report-figure";

// How long the words of an accepted edit wait for their times, with the jobs of a site; and how long somebody who types
// waits for what the sound says.

const EDITS = 25;
const QUESTIONS = 100;
/** The first ones read the model, and compile. */
const WARMING = 3;

const home = await mkdtemp(join(tmpdir(), "onrecord-bench-"));
process.env.ONRECORD_HOME = home;
const postgres = await startEmbeddedPostgres({ home, throwaway: true });
const pool = openPool(postgres.url);
const { db } = pool;
try {
  await migrate(postgres.url);
  const installed = await installQueues(pool, allJobs());
  if (!installed.ok) throw new Error(installed.message);
  await seed(db);
  const environment = readEnvironment({ ONRECORD_HOME: home, ONRECORD_ALIGN: "1" });
  const document = await db.document.findFirstOrThrow({
    where: { kind: "transcript", episode: { slug: "1" } },
  });
  const { id: documentId, path } = document;
  const fetching = fetchingOf(environment);
  const aligned = await alignEpisode(db, { documentId, fetching });
  if (!aligned.ok) throw new Error(aligned.problem);
  const person = async (handle: string) => ({
    id: (await db.user.findUniqueOrThrow({ where: { handle } })).id,
    name: handle,
  });
  const author = await person("demo-contributor");
  await measureEdits();
  await measureQuestions();

  async function head() {
    const { head: number } = await db.document.findUniqueOrThrow({ where: { id: documentId } });
    const source = await readSource(db, { documentId, number, path });
    if (!source) throw new Error("There is no text.");
    return source;
  }

  async function measureEdits() {
    const reviewer = await person("demo-maintainer");
    const workers = await startWorkers({ pool, handlers: [handleAlignEdit(environment)] });
    const waits: number[] = [];
    try {
      for (let n = 0; n < EDITS + WARMING; n++) {
        const { text, transcript, number } = await head();
        const long = transcript.segments.filter(({ body }) => words(body).length > 12);
        const body = long[(n * 7) % long.length]?.body ?? "";
        const word = words(body)[6];
        const at = text.indexOf(body) + (word?.start ?? 0);
        const proposed = await propose(db, {
          ...{ documentId, base: number, channel: "api", agreed: true, author },
          text: `${text.slice(0, at)}indeed ${text.slice(at)}`,
        });
        if (!proposed.ok) throw new Error(proposed.reason);
        const accepted = await accept(db, { id: proposed.contribution.id, version: 1, reviewer });
        if (!accepted.ok) throw new Error(accepted.reason);
        const began = performance.now();
        while (!(await head()).known?.confidences?.every((value) => value !== null)) await sleep(10);
        if (n >= WARMING) waits.push(performance.now() - began);
        // At any moment between two looks for jobs.
        await sleep((n * 137) % 700);
      }
    } finally {
      await workers.stop();
    }
    const [middle, late] = [median(waits), percentile(waits, 0.95)];
    reportFigure({
      what: "times of the words of an accepted edit",
      figure: `${middle.toFixed(0)} ms, p95 ${late.toFixed(0)} ms`,
      bar: "1,000 ms",
      against: "the moment of acceptance, 25 edits, the job as on a site",
      reached: middle <= 1000,
    });
  }

  async function measureQuestions() {
    const { transcript, number } = await head();
    const ids = await headSegmentIds(db, documentId);
    const waits: number[] = [];
    let said = 0;
    const places = transcript.segments.flatMap(({ body }, i) => (words(body).length > 8 ? [i] : []));
    for (let n = 0; n < QUESTIONS + WARMING; n++) {
      const place = places[n % places.length] ?? 0;
      const body = transcript.segments[place]?.body ?? "";
      const word = words(body)[n % 8];
      const changed = `${body.slice(0, word?.start)}forty nine${body.slice(word?.end)}`;
      await db.limit.deleteMany();
      const began = performance.now();
      const weighed = await weighTyped(db, {
        ...{ author, documentId, base: number, folder: fetching.folder },
        ...{ segmentId: ids[place] ?? 0, edit: { kind: "body", body: changed } },
      });
      if (!weighed.ok) throw new Error(weighed.reason);
      if (weighed.sound) said++;
      if (n >= WARMING) waits.push(performance.now() - began);
    }
    const late = percentile(waits, 0.95);
    reportFigure({
      what: "what the sound says of typed words",
      figure: `${median(waits).toFixed(0)} ms, p95 ${late.toFixed(0)} ms, an answer to ${said} of ${QUESTIONS + WARMING}`,
      bar: "p95 150 ms",
      against: "the question, with rights, limits and reading; the thread has the model",
      reached: late < 150 && said > QUESTIONS / 2,
    });
  }
} finally {
  await pool.close();
  await postgres.discard();
  await rm(home, { recursive: true, force: true });
}
process.exit();

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "../scripts/database/embedded";
import { migrate } from "../scripts/database/migrate";
import { type Database, openDatabase } from "../server/db";
import { readSource } from "../server/text/documents/read-source";
import { accept } from "../server/work/contributions/accept";
import { listQueue } from "../server/work/contributions/list-queue";
import { propose } from "../server/work/contributions/propose";
import { grant, makeDocument, makeShow, person } from "../tests/server/contributions/stage";
import { corpusOrExit } from "../tests/support/corpus";
import { counts, parse, serialize } from "../transcript";
import { reportFigure } from "./report-figure";

// What a maintainer waits for: accepting on the longest transcript of the corpus with few and with many
// revisions, accepting many at once on one episode and on a hundred, and opening a queue of 5,000.

const ROUNDS = 60;
const TOGETHER = 8;
const REVISIONS = Number(process.env.ONRECORD_BENCH_REVISIONS ?? 10_000);

type Person = { id: string; name: string };
const quantile = (times: readonly number[], q: number) =>
  times.toSorted((a, b) => a - b)[Math.ceil(q * times.length) - 1] ?? 0;
const ms = (time: number) => `${time.toFixed(1)} ms`;

const home = await mkdtemp(join(tmpdir(), "onrecord-bench-"));
const postgres = await startEmbeddedPostgres({ home });
const db = openDatabase(postgres.url);
const client = new pg.Client({ connectionString: postgres.url });

/** Proposes a change of one word of the head. Returns the contribution. */
async function sendIn(
  document: { id: number; path: string },
  author: Person,
  n: number,
  base?: number,
): Promise<number> {
  const { head } = await db.document.findUniqueOrThrow({ where: { id: document.id } });
  const number = base ?? head;
  const source = await readSource(db, { documentId: document.id, number, path: document.path });
  if (!source) throw new Error("no source");
  const { segments } = source.transcript;
  const speech = segments.flatMap(({ kind, body }, i) =>
    kind !== "marker" && /[a-z]{3}/.test(body) ? [i] : [],
  );
  const at = speech[(n * 37) % speech.length] ?? 0;
  const changed = segments.map((segment, i) =>
    i === at ? { ...segment, body: segment.body.replace(/[A-Za-z]{3,}\d*/, `changed${n}x${head}`) } : segment,
  );
  const text = serialize({ ...source.transcript, segments: changed });
  const made = await propose(db, {
    author,
    documentId: document.id,
    base: number,
    text,
    channel: "document",
    agreed: true,
  });
  if (!made.ok) throw new Error(made.reason);
  return made.contribution.id;
}

async function acceptOne(id: number, reviewer: Person): Promise<number> {
  const begin = performance.now();
  const result = await accept(db, { id, version: 1, reviewer });
  if (!result.ok) throw new Error(result.reason);
  return performance.now() - begin;
}

/** The p95 of accepting one contribution after the other. */
async function measure(
  document: { id: number; path: string },
  author: Person,
  reviewer: Person,
): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < ROUNDS + 5; n += 1) {
    const time = await acceptOne(await sendIn(document, author, n + 1), reviewer);
    if (n >= 5) times.push(time);
  }
  console.log(
    `  median ${ms(quantile(times, 0.5))}, p95 ${ms(quantile(times, 0.95))}, longest ${ms(Math.max(...times))}`,
  );
  return quantile(times, 0.95);
}

/** Adds so many earlier revisions as bare rows, without deciding each; only the last few have a full text. */
async function addRevisions(documentId: number, count: number): Promise<void> {
  const { head } = await db.document.findUniqueOrThrow({ where: { id: documentId } });
  await client.query(
    `INSERT INTO revisions (document_id, number, previous, text, sha256, summary, author_name, imported)
     SELECT r.document_id, n, n - 1, r.text, r.sha256, 'A past', 'A past', true
     FROM generate_series($2::int + 1, $2::int + $3::int) AS n, revisions AS r
     WHERE r.document_id = $1 AND r.number = $2`,
    [documentId, head, count],
  );
  await client.query(
    `WITH last AS (SELECT max(position) AS position, max(at) AS at FROM log)
     INSERT INTO log (position, previous, document_id, revision_number, at)
     SELECT last.position + n, last.position + n - 1, $1, $2::int + n, last.at FROM last, generate_series(1, $3::int) AS n`,
    [documentId, head, count],
  );
  await client.query(
    `INSERT INTO word_times (document_id, number, deltas)
     SELECT document_id, $2::int + $3::int, deltas FROM word_times WHERE document_id = $1 AND number = $2`,
    [documentId, head, count],
  );
  await db.document.update({ where: { id: documentId }, data: { head: head + count } });
}

/** Contributions accepted per second, so many at once. */
async function rate(
  documents: readonly { id: number; path: string }[],
  author: Person,
  reviewer: Person,
  each: number,
) {
  const ids: number[] = [];
  for (let n = 0; n < each; n += 1)
    for (const [i, document] of documents.entries())
      ids.push(await sendIn(document, author, n * 31 + i + 1000));
  const begin = performance.now();
  const waiting = [...ids];
  await Promise.all(
    Array.from({ length: TOGETHER }, async () => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        const result = await accept(db, { id, version: 1, reviewer });
        if (!result.ok && result.reason !== "conflict" && result.reason !== "nothing-left")
          throw new Error(result.reason);
      }
    }),
  );
  const seconds = (performance.now() - begin) / 1000;
  const accepted = await db.contribution.count({ where: { id: { in: ids }, status: "accepted" } });
  return { aSecond: accepted / seconds, accepted };
}

/** Bare INSERTs of the same rows, each in its own transaction, so many at once. */
async function bare(texts: readonly string[]): Promise<number> {
  await client.query("CREATE TABLE bare (id bigserial PRIMARY KEY, text text, deltas bytea, summary text)");
  const pool = new pg.Pool({ connectionString: postgres.url, max: TOGETHER });
  const waiting = [...texts];
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: TOGETHER }, async () => {
      for (let text = waiting.shift(); text !== undefined; text = waiting.shift()) {
        const one = await pool.connect();
        await one.query("BEGIN");
        await one.query("INSERT INTO bare (text, deltas, summary) VALUES ($1, $2, 'x')", [
          text,
          Buffer.alloc(text.length / 3),
        ]);
        for (let i = 0; i < 5; i += 1) await one.query("INSERT INTO bare (summary) VALUES ('x')");
        await one.query("COMMIT");
        one.release();
      }
    }),
  );
  const seconds = (performance.now() - begin) / 1000;
  await pool.end();
  return texts.length / seconds;
}

try {
  await migrate(postgres.url);
  await client.connect();
  const corpus = corpusOrExit();
  const long = await readFile(join(corpus, "podcast/the-changelog-594.md"), "utf8");
  const short = await readFile(join(corpus, "practicalai/practical-ai-147.md"), "utf8");
  const show = await makeShow(db, { slug: "bench" });
  const [author, reviewer] = [await person(db, "author"), await person(db, "reviewer")];
  for (const who of [author, reviewer]) await grant(db, who, show.id, "maintainer");
  const place = async (slug: string, text: string) => {
    const path = `bench/${slug}.md`;
    return { id: await makeDocument(db, { showId: show.id, slug, text, path, duration: 7000 }), path };
  };

  const document = await place("long", long);
  const words = counts(parse(long)).words;
  console.log(`Accepting on ${words} words`);
  for (const revisions of [10, REVISIONS]) {
    const { head } = await db.document.findUniqueOrThrow({ where: { id: document.id } });
    if (revisions > head) await addRevisions(document.id, revisions - head);
    const p95 = await measure(document, author, reviewer);
    reportFigure({
      what: `accept on ${words} words at ${revisions} revisions, p95 of ${ROUNDS}`,
      figure: ms(p95),
      bar: "under 60 ms",
      against: "nothing else on the machine is assumed",
      reached: p95 < 60,
    });
  }

  const many = [];
  for (let i = 0; i < 100; i += 1) many.push(await place(`many${i}`, short));
  const bareRate = await bare(Array.from({ length: 400 }, (_, i) => `${i}${short}`));
  const one = await rate([many[0] ?? document], author, reviewer, 100);
  const hundred = await rate(many, author, reviewer, 4);
  reportFigure({
    what: `acceptances per second, ${TOGETHER} at once on one episode`,
    figure: `${one.aSecond.toFixed(0)} a second`,
    bar: "none",
    against: `${bareRate.toFixed(0)} bare INSERTs of the same rows: 1 to ${(bareRate / one.aSecond).toFixed(1)}`,
    reached: true,
  });
  reportFigure({
    what: `acceptances per second, ${TOGETHER} at once on 100 episodes`,
    figure: `${hundred.aSecond.toFixed(0)} a second`,
    bar: "at least 100",
    against: `${bareRate.toFixed(0)} bare INSERTs of the same rows: 1 to ${(bareRate / hundred.aSecond).toFixed(1)}`,
    reached: hundred.aSecond >= 100,
  });

  // A queue of 5,000: bare rows, spread over the hundred episodes.
  await client.query(
    `WITH made AS (
       INSERT INTO contributions (document_id, channel, author_id, author_name, created_at)
       SELECT ($1::int[])[1 + n % 100], 'document', $2::uuid, 'author', now() - n * interval '1 minute'
       FROM generate_series(1, 5000) AS n RETURNING id, document_id)
     INSERT INTO contribution_versions (contribution_id, number, document_id, base, splices, summary, added, removed)
     SELECT id, 1, document_id, 1, '[]', 'A change', 1, 1 FROM made`,
    [many.map(({ id }) => id), author.id],
  );
  await client.query("ANALYZE");
  const opening: number[] = [];
  for (let i = 0; i < 40; i += 1) {
    const begin = performance.now();
    const queue = await listQueue(db as Database, { showIds: [show.id], reviewerId: author.id, take: 50 });
    if (queue.entries.length !== 50) throw new Error("The queue is incomplete");
    opening.push(performance.now() - begin);
  }
  const p95 = quantile(opening.slice(5), 0.95);
  reportFigure({
    what: "a queue of 5,000 opens, p95 of 35",
    figure: ms(p95),
    bar: "under 200 ms",
    against: `median ${ms(quantile(opening.slice(5), 0.5))}`,
    reached: p95 < 200,
  });
} finally {
  await db.$disconnect();
  await client.end();
  await postgres.discard();
  await rm(home, { recursive: true, force: true });
}
process.exit();

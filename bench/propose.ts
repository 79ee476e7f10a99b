import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "../scripts/database/embedded";
import { migrate } from "../scripts/database/migrate";
import { openDatabase } from "../server/db";
import { readSource, type Source } from "../server/text/documents/read-source";
import type { ProposeResult } from "../server/work/contributions/proposal";
import { propose } from "../server/work/contributions/propose";
import { grant, makeDocument, makeShow, person } from "../tests/server/contributions/stage";
import { corpusOrExit } from "../tests/support/corpus";
import { counts, parse, serialize } from "../transcript";
import { addPast } from "./contributions/add-past";
import { median, percentile } from "./reader/statistics";
import { reportFigure } from "./report-figure";

// What a contributor waits for on the server, from a parsed form to the stored contribution: on the longest
// transcript of the corpus, with few and with many accepted contributions.

const REVISIONS = [10, Number(process.env.ONRECORD_BENCH_REVISIONS ?? 10_000)];
const ROUNDS = 100;
/** Rounds until the code is compiled and the database's pages are read. */
const WARMING = 30;
const BAR = 50;
/** Enough that nobody exceeds the hourly limit. */
const AUTHORS = 20;
/** How much longer it may take with many revisions than with few: two runs of the same differ by this much. */
const SAME = 1.25;

type Person = { id: string; name: string };
const ms = (time: number) => `${time.toFixed(1)} ms`;

const home = await mkdtemp(join(tmpdir(), "onrecord-bench-"));
const postgres = await startEmbeddedPostgres({ home, throwaway: true });
const db = openDatabase(postgres.url);
const client = new pg.Client({ connectionString: postgres.url });

/** The text with one word changed near the n-th paragraph. */
function changed({ transcript }: Source, n: number): string {
  const spoken = transcript.segments.flatMap(({ kind, body }, i) =>
    kind !== "marker" && /[a-z]{3}/.test(body) ? [i] : [],
  );
  const at = spoken[(n * 37) % spoken.length] ?? 0;
  return serialize({
    ...transcript,
    segments: transcript.segments.map((segment, i) =>
      i === at ? { ...segment, body: segment.body.replace(/[A-Za-z]{3,}/, `changed${n}`) } : segment,
    ),
  });
}

async function timed(act: () => Promise<ProposeResult | { ok: false; reason: string }>): Promise<number> {
  const begin = performance.now();
  const result = await act();
  const time = performance.now() - begin;
  if (!result.ok) throw new Error(result.reason);
  return time;
}

type Act = (n: number) => Promise<ProposeResult | { ok: false; reason: string }>;

/**
 * Times of several acts over so many rounds, in turns, so that other programs on the machine affect all of
 * them alike.
 */
async function byTurns(acts: Readonly<Record<string, Act>>): Promise<Record<string, number[]>> {
  const all: Record<string, number[]> = {};
  for (let n = 0; n < ROUNDS + WARMING; n += 1)
    for (const [name, act] of Object.entries(acts)) {
      const time = await timed(() => act(n));
      if (n >= WARMING) all[name] = [...(all[name] ?? []), time];
    }
  return all;
}

function report(what: string, all: readonly number[]): void {
  reportFigure({
    what: `propose ${what}, p95 of ${ROUNDS}`,
    figure: ms(percentile(all, 0.95)),
    bar: `under ${BAR} ms`,
    against: `median ${ms(median(all))}, longest ${ms(Math.max(...all))}`,
    reached: percentile(all, 0.95) < BAR,
  });
}

try {
  await migrate(postgres.url);
  await client.connect();
  const text = await readFile(join(corpusOrExit(), "podcast/the-changelog-594.md"), "utf8");
  const { words } = counts(parse(text));
  const show = await makeShow(db, { slug: "bench" });
  await grant(db, await person(db, "maintainer"), show.id, "maintainer");
  const authors: Person[] = [];
  for (let i = 0; i < AUTHORS; i += 1) authors.push(await person(db, `author${i}`));

  const acts: Record<string, Act> = {};
  for (const revisions of REVISIONS) {
    const path = `bench/long-${revisions}.md`;
    const place = { showId: show.id, slug: `long-${revisions}`, text, path, duration: 7000 };
    const documentId = await makeDocument(db, place);
    await addPast(client, documentId, revisions - 1);
    const source = await readSource(db, { documentId, number: revisions, path });
    if (!source) throw new Error("There is no text");
    const { id: segmentId } = await db.segment.findFirstOrThrow({
      where: { documentId, gaps: { gt: 0 } },
      orderBy: { position: "desc" },
    });
    const texts = Array.from({ length: ROUNDS + WARMING }, (_, n) => changed(source, n));
    const common = (n: number) => ({
      documentId,
      agreed: true,
      author: authors[n % authors.length] as Person,
      base: revisions,
    });
    const whole = (n: number) => ({ ...common(n), text: texts[n] ?? "", channel: "document" as const });
    acts[`a whole text, ${words} words, ${revisions} revisions`] = (n) => propose(db, whole(n));
    acts[`a filled gap, ${words} words, ${revisions} revisions`] = (n) => {
      const answer = { words: `what number ${n} hears` };
      return propose(db, { ...common(n), segmentId, edits: [{ kind: "gap", gap: 0, answer }] });
    };
    // Proposals from older revisions that this process has not read: each one is read here for the first
    // time.
    if (revisions > ROUNDS + WARMING)
      acts[`a whole text, made from a revision nobody has read, ${revisions} revisions`] = (n) =>
        propose(db, { ...whole(n), base: revisions - n - 1 });
  }
  const found = await byTurns(acts);
  for (const [what, all] of Object.entries(found)) report(what, all);
  for (const what of ["a whole text", "a filled gap"]) {
    const [few = 1, many = 1] = REVISIONS.map((revisions) =>
      median(found[`${what}, ${words} words, ${revisions} revisions`] ?? []),
    );
    reportFigure({
      what: `propose ${what} at ${REVISIONS[1]} revisions`,
      figure: `${(many / few).toFixed(2)} times`,
      bar: `the same: at most ${SAME} times`,
      against: `at ${REVISIONS[0]} revisions, by turns, medians`,
      reached: many / few <= SAME,
    });
  }
} finally {
  await db.$disconnect();
  await client.end();
  await postgres.discard();
  await rm(home, { recursive: true, force: true });
}
process.exit();

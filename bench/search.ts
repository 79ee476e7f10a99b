import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "../scripts/database/embedded";
import { migrate } from "../scripts/database/migrate";
import { type Database, openDatabase } from "../server/db";
import { importFolder } from "../server/doors/import/import-folder";
import { parseQuery } from "../server/doors/search/parse-query";
import { refreshSearch } from "../server/doors/search/refresh-search";
import { MOST_RANKED, PER_PAGE, search, type Wanted } from "../server/doors/search/search";
import { stemsOf } from "../server/doors/search/stems-of";
import { suggest } from "../server/doors/search/suggest";
import { toTsQueries } from "../server/doors/search/to-ts-queries";
import { corpusOrExit, corpusPaths } from "../tests/support/corpus";
import { counts, parse } from "../transcript";
import { reportFigure } from "./report-figure";

// How long a listener waits for a page of search results over ten million words: the corpus repeated, each
// time with its paragraphs in another order and some words exchanged. The database is a real, warm PostgreSQL
// with its default settings.

const WORDS = 10_000_000;
const QUERIES = 200;
const ROUNDS = 3;

/** Repeatable random numbers (mulberry32), so that two runs ask the same queries. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const random = randomFrom(20_261_124);
const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;

/** The corpus' paragraphs and words, with their frequencies. */
async function readCorpus(corpus: string) {
  const files = await Promise.all(
    corpusPaths(corpus).map(async (path) => ({ path, text: await readFile(join(corpus, path), "utf8") })),
  );
  const paragraphs = files.flatMap(({ text }) => text.split("\n\n"));
  const plain = paragraphs.map(
    (paragraph) => paragraph.match(/(?<![\w\\*.:'’])[A-Za-z]{2,}(?![\w*:'’])/g) ?? [],
  );
  return { files, plain: plain.filter((words) => words.length > 4), words: plain.flat() };
}

type Corpus = Awaited<ReturnType<typeof readCorpus>>;

/** Fills a folder with variations of the corpus, up to about the wanted number of words. */
async function makeMany({ files, words }: Corpus, folder: string): Promise<void> {
  let made = 0;
  for (let copy = 0; made < WORDS; copy += 1) {
    for (const { path, text } of files) {
      const blocks = text.split("\n\n");
      for (let i = blocks.length - 1; copy > 0 && i > 0; i -= 1) {
        const j = random(i + 1);
        [blocks[i], blocks[j]] = [blocks[j] ?? "", blocks[i] ?? ""];
      }
      const varied =
        copy === 0
          ? text
          : blocks
              .join("\n\n")
              .replace(/(?<=[a-z,] )[a-z]{2,}(?=[ ,.])/g, (word) => (random(10) === 0 ? pick(words) : word));
      const target = join(folder, path.replace(/\.md$/, copy === 0 ? ".md" : `-copy-${copy}.md`));
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, varied);
      made += counts(parse(varied)).words;
      if (made >= WORDS) break;
    }
  }
}

/** Typical queries: rare and frequent words, several words, phrases, prefixes, exclusions, one show only. */
function makeQueries({ plain, words }: Corpus): Wanted[] {
  const often = new Map<string, number>();
  for (const word of words) often.set(word.toLowerCase(), (often.get(word.toLowerCase()) ?? 0) + 1);
  const byCount = [...often].sort((a, b) => b[1] - a[1]).map(([word]) => word);
  const frequent = byCount.slice(0, 300);
  const near = (length: number) => {
    const paragraph = pick(plain);
    const from = random(Math.max(1, paragraph.length - length));
    return paragraph.slice(from, from + length);
  };
  const kinds: (() => Wanted)[] = [
    () => ({ query: pick(frequent) }),
    () => ({ query: pick(byCount) }),
    () => ({ query: pick(words) }),
    () => ({ query: `${pick(frequent)} ${pick(frequent)}` }),
    () => ({ query: [pick(near(20)), pick(near(20))].join(" ") }),
    () => ({ query: near(3).join(" ") }),
    () => ({ query: `"${near(2).join(" ")}"` }),
    () => ({ query: `"${near(4).join(" ")}"` }),
    () => ({ query: `${pick(byCount).slice(0, 4)}*` }),
    () => ({ query: `${pick(frequent)} -${pick(frequent)}` }),
    () => ({ query: pick(frequent), show: "gotime" }),
    () => ({ query: near(2).join(" "), show: "podcast" }),
  ];
  return Array.from({ length: QUERIES }, (_, i) => (kinds[i % kinds.length] as () => Wanted)());
}

/** The core of the search: the best twenty of the passages that are ranked, with their texts. */
const BARE = `
  SELECT b.*, p.text, p.starts FROM (
    SELECT document_id, segment_id, part, vector @@ $3::tsquery AS together, ts_rank_cd(vector, $2::tsquery, 1) AS rank
    FROM (SELECT * FROM passages WHERE vector @@ $1::tsquery AND ($4::int IS NULL OR show_id = $4::int)
          LIMIT ${MOST_RANKED + 1}) AS candidate
    ORDER BY together DESC, rank DESC LIMIT ${PER_PAGE}
  ) AS b JOIN passages AS p USING (document_id, segment_id, part)`;

async function bareOf(db: Database, { query, show }: Wanted): Promise<unknown[] | null> {
  const parsed = parseQuery(query);
  if (!parsed.ok) return null;
  const { match, rank, together } = toTsQueries(parsed.terms, await stemsOf(db, parsed.terms));
  const showId = show ? (await db.show.findUniqueOrThrow({ where: { slug: show } })).id : null;
  return match === null ? null : [match, rank, together, showId];
}

const timed = async (work: () => Promise<unknown>) => {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
};
const quantile = (times: readonly number[], q: number) =>
  times.toSorted((a, b) => a - b)[Math.ceil(q * times.length) - 1] ?? 0;
const ms = (time: number) => `${time.toFixed(1)} ms`;

const home = process.env.ONRECORD_BENCH_HOME ?? (await mkdtemp(join(tmpdir(), "onrecord-bench-")));
const postgres = await startEmbeddedPostgres({ home, throwaway: true });
const db = openDatabase(postgres.url);
const client = new pg.Client({ connectionString: postgres.url });
try {
  await migrate(postgres.url);
  await client.connect();
  await client.query("SET enable_seqscan = off");
  const corpus = await readCorpus(corpusOrExit());
  const folder = join(home, "many");
  if ((await db.passage.count()) === 0) {
    await makeMany(corpus, folder);
    const took = await timed(async () => {
      await importFolder({ db, folder });
      await refreshSearch(db);
    });
    await client.query("VACUUM ANALYZE");
    console.log(`Imported in ${(took / 1000).toFixed(0)} s`);
  }
  const { rows } = await client.query(`
    SELECT (SELECT sum(words) FROM documents)::int AS words, (SELECT count(*) FROM passages)::int AS passages,
           pg_size_pretty(pg_table_size('passages')) AS size, pg_size_pretty(pg_relation_size('passages_vector')) AS index`);
  console.log(rows[0]);

  const queries = makeQueries(corpus);
  const ours: number[] = [];
  const bare: number[] = [];
  const slow: [number, string][] = [];
  let bounded = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const wanted of queries) {
      const values = await bareOf(db, wanted);
      if (values === null) continue;
      const time = await timed(() => search(db, wanted));
      const without = await timed(() => client.query(BARE, values));
      // The first round warms up.
      if (round === 0) {
        const found = await search(db, wanted);
        if (found.ok && found.more) bounded += 1;
        continue;
      }
      ours.push(time);
      bare.push(without);
      slow.push([time, `${JSON.stringify(wanted)} ${ms(without)}`]);
    }
  }
  console.log(`${ours.length / ROUNDS} queries; ${bounded} found more than ${MOST_RANKED} passages`);
  for (const [time, what] of slow.sort((a, b) => b[0] - a[0]).slice(0, 12))
    console.log(`  ${ms(time)} ${what}`);
  console.log(`median ${ms(quantile(ours, 0.5))}, bare ${ms(quantile(bare, 0.5))}`);
  const [p95, p95Bare] = [quantile(ours, 0.95), quantile(bare, 0.95)];
  reportFigure({
    what: `search over ${(rows[0].words / 1e6).toFixed(1)} million words, p95 of ${QUERIES} queries`,
    figure: ms(p95),
    bar: "under 50 ms",
    against: `${ms(p95Bare)} for the bare SQL: ${(p95 / p95Bare).toFixed(2)} times`,
    reached: p95 < 50,
  });
  const typos = Array.from({ length: 40 }, () => {
    const word = pick(corpus.words.filter((each) => each.length > 5));
    const at = 1 + random(word.length - 3);
    return `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`;
  });
  const suggesting: number[] = [];
  for (const query of typos)
    suggesting.push(await timed(() => db.$transaction((tx) => suggest(tx, { query }))));
  console.log(`suggestions: median ${ms(quantile(suggesting, 0.5))}, p95 ${ms(quantile(suggesting, 0.95))}`);
} finally {
  await db.$disconnect();
  await client.end();
  if (!process.env.ONRECORD_BENCH_HOME) {
    await postgres.discard();
    await rm(home, { recursive: true, force: true });
  }
}
process.exit();

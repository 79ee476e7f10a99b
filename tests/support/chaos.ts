import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../../server/db";
import { propose } from "../../server/work/contributions/propose";
import { applySplices, merge, parse, type Splice, serialize } from "../../transcript";
import { grant, makeDocument, makeShow, person } from "../server/contributions/stage";
import { program } from "./programs";

interface Chaos {
  readonly db: Database;
  readonly url: string;
  readonly processes: number;
  readonly contributions: number;
  readonly documents: number;
  /** Milliseconds between one SIGKILL and the next. */
  readonly killEvery: number;
  /** The most kills; by default as many as there is time for. */
  readonly kills?: number;
}

export interface ChaosResult {
  readonly accepted: number;
  readonly open: number;
  readonly killed: number;
  /** Everything that is wrong; empty if all is well. */
  readonly wrong: readonly string[];
}

const WORDS = 40;
const PARAGRAPHS = 8;

const text = () =>
  `${Array.from(
    { length: PARAGRAPHS },
    (_, p) => `**Voice ${p % 2}:** ${Array.from({ length: WORDS }, (_, w) => `word${p}x${w}`).join(" ")}.`,
  ).join("\n\n")}\n`;

/**
 * Many processes accept contributions, some of which conflict, while one after the other is killed at a
 * random moment. Then it checks everything that must be true.
 */
export async function runChaos(chaos: Chaos): Promise<ChaosResult> {
  const { db, url, processes, killEvery } = chaos;
  const reviewer = await prepare(chaos);
  const worker = join(import.meta.dirname, "chaos-worker.ts");
  const living = new Set<ChildProcess>();
  const atWork = new Set<ChildProcess>();
  const problems: string[] = [];
  const start = () => {
    const child = spawn(process.execPath, [...program(worker), url, reviewer], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
    });
    child.stdout?.on("data", () => atWork.add(child));
    child.once("close", (code, signal) => {
      living.delete(child);
      atWork.delete(child);
      if (signal === null && code !== 0) problems.push(`A process ended with ${code}: ${said.slice(0, 500)}`);
    });
    living.add(child);
  };
  for (let i = 0; i < processes; i += 1) start();
  let killed = 0;
  let last = performance.now();
  while (living.size > 0 && !(await nothingMoves(db))) {
    await sleep(Math.min(killEvery, 20));
    // Only a process that is working, not one that is still loading.
    const victim = [...atWork][Math.floor(Math.random() * atWork.size)];
    if (!victim || performance.now() - last < killEvery || killed === chaos.kills) continue;
    if (problems.length > 0) continue;
    last = performance.now();
    atWork.delete(victim);
    if (victim.kill("SIGKILL")) killed += 1;
    // Start another one in its place.
    start();
  }
  // The remaining processes find nothing more to do.
  await Promise.all([...living].map((child) => new Promise((resolve) => child.once("close", resolve))));
  const found = await verify(db);
  return { ...found, killed, wrong: [...problems, ...found.wrong] };
}

/** Whether nothing was accepted for two seconds, which means that the remaining ones conflict. */
async function nothingMoves(db: Database): Promise<boolean> {
  const [row] = await db.$queryRaw<{ still: boolean }[]>`
    SELECT coalesce(max(at) < clock_timestamp() - interval '2 seconds', false) AS still
    FROM log WHERE revision_number > 1`;
  return row?.still ?? false;
}

async function prepare({ db, contributions, documents }: Chaos): Promise<string> {
  const show = await makeShow(db, { slug: "chaos" });
  const [reviewer, author] = await Promise.all([person(db, "reviewer"), person(db, "author")]);
  // Reviewers have no limits; a reviewer's own contributions are decided by the other one.
  for (const who of [reviewer, author]) await grant(db, who, show.id, "maintainer");
  const ids: number[] = [];
  for (let d = 0; d < documents; d += 1)
    ids.push(
      await makeDocument(db, { showId: show.id, slug: String(d + 1), text: text(), path: `chaos/${d}.md` }),
    );
  for (let i = 0; i < contributions; i += 1) {
    // Several contributions change some of the words, each differently.
    const word = `word${i % PARAGRAPHS}x${(i * 7) % WORDS}`;
    const made = await propose(db, {
      ...{
        author,
        documentId: ids[(i * 13 + Math.floor(i / 50)) % documents] ?? 0,
        base: 1,
        channel: "document",
        agreed: true,
      },
      text: text().replace(new RegExp(`\\b${word}\\b`), `changed${i}`),
    });
    if (!made.ok) throw new Error(made.reason);
  }
  return reviewer.id;
}

/**
 * Checks that every contribution was accepted exactly once or is open, that the log has no gaps, and that
 * each text is the merge of what was accepted.
 */
async function verify(db: Database): Promise<{ accepted: number; open: number; wrong: string[] }> {
  const wrong: string[] = [];
  const contributions = await db.contribution.findMany({
    include: { revisions: true, reviews: true, versions: true },
    orderBy: { id: "asc" },
  });
  for (const { id, status, revision, revisions, reviews } of contributions) {
    const once =
      status === "accepted" &&
      revisions.length === 1 &&
      revisions[0]?.number === revision &&
      reviews.length === 1;
    const open = status === "open" && revision === null && revisions.length === 0 && reviews.length === 0;
    if (!once && !open)
      wrong.push(
        `Contribution ${id} is ${status}, with ${revisions.length} revisions and ${reviews.length} reviews`,
      );
  }
  const log = await db.logEntry.findMany({ orderBy: { position: "asc" } });
  log.forEach(({ position }, i) => {
    if (Number(position) !== i + 1) wrong.push(`The log has ${position} in place ${i + 1}`);
  });
  const documents = await db.document.findMany({ include: { revisions: { orderBy: { number: "asc" } } } });
  const all = documents.reduce((sum, { revisions }) => sum + revisions.length, 0);
  if (all !== log.length) wrong.push(`${all} revisions, ${log.length} entries in the log`);
  for (const { path, head, revisions } of documents) {
    if (head !== revisions.length) wrong.push(`${path} is at ${head} and has ${revisions.length} revisions`);
    const base = parse(revisions[0]?.text ?? "");
    let now = base;
    for (const { number, text: stored, contributionId } of revisions.slice(1)) {
      const [version] = contributions.find(({ id }) => id === contributionId)?.versions ?? [];
      const proposed = version && applySplices(base, version.splices as unknown as Splice[]);
      const merged = merge(base, now, parse(proposed ?? ""));
      if (!merged.ok || serialize(merged.transcript) !== stored)
        wrong.push(`${path} revision ${number} is not the merge`);
      now = parse(stored);
    }
  }
  const accepted = contributions.filter(({ status }) => status === "accepted").length;
  return { accepted, open: contributions.length - accepted, wrong };
}

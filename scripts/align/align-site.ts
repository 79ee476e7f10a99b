import { setTimeout as sleep } from "node:timers/promises";
import { formatStretch } from "../../lib/format-stretch";
import { readEnvironment } from "../../lib/read-environment";
import { alignmentTexts } from "../../lib/texts/en/alignment";
import type { Database } from "../../server/db";
import { type Aligned, alignEpisode } from "../../server/text/alignment/align-episode";
import { CORES, type Due, listDue } from "../../server/text/alignment/plan-alignments";
import { fetchingOf } from "../../server/text/sounds/fetching-of";
import { Refusal } from "../database/with-database";
import { createBar } from "./create-bar";

interface Given {
  /** One episode or show; all of the site where nothing is said. */
  readonly show?: string | undefined;
  readonly slug?: string | undefined;
  /** Also what has been measured already. */
  readonly anew: boolean;
  readonly signal: AbortSignal;
}

// Before anything is known of this machine: an hour of sound in some 45 seconds of one processor.
const USUAL_SPEED = 80;
// An episode whose length no feed says.
const USUAL_SECONDS = 3600;

/**
 * Measures the word times of a site's transcripts, those that come next first, as many at once as there are processors.
 * Prints an estimate before, a bar meanwhile, and a table of what became of each.
 *
 * @returns the exit code: 0, or 2 if something could not be measured
 */
export async function alignSite(db: Database, { show, slug, anew, signal }: Given): Promise<number> {
  await mustExist(db, { show, slug });
  // One that is named is tried, whenever its next try would be.
  const environment = readEnvironment();
  const { command } = environment.align;
  const due = await listDue(db, {
    ...{ show, slug, all: anew || slug !== undefined },
    anyLanguage: command !== null,
  });
  if (due.length === 0) {
    console.log(alignmentTexts.nothingDue);
    return 0;
  }
  console.error(await estimateOf(db, due));
  const bar = createBar();
  const total = lengthOf(due);
  let behind = 0;
  const now = new Map<number, number>();
  const draw = () => bar.show((behind + [...now.values()].reduce((sum, each) => sum + each, 0)) / total);
  const fetching = fetchingOf(environment);
  const waiting = [...due];
  const lines: string[][] = [];
  let failed = 0;
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { documentId } = next;
      const length = lengthOf([next]);
      const progress = (done: number) => {
        now.set(documentId, done * length);
        draw();
      };
      const aligned = await untilFree(() =>
        alignEpisode(db, { documentId, anew, command, fetching: { ...fetching, signal }, signal, progress }),
      );
      now.delete(documentId);
      behind += length;
      draw();
      if (!aligned.ok || aligned.verdict !== "aligned") failed += 1;
      lines.push(lineOf(next, aligned));
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(CORES, due.length) }, work));
  } finally {
    bar.clear();
    if (lines.length > 0) console.log(tableOf(lines));
  }
  return failed > 0 ? 2 : 0;
}

async function mustExist(
  db: Database,
  { show, slug }: { show?: string | undefined; slug?: string | undefined },
) {
  if (show === undefined) return;
  const where = { slug: show, ...(slug !== undefined && { episodes: { some: { slug } } }) };
  if ((await db.show.count({ where })) === 0)
    throw new Refusal(
      slug === undefined ? `There is no show ${show}.` : `There is no episode ${show}/${slug}.`,
    );
}

const lengthOf = (due: readonly Due[]) =>
  due.reduce((sum, { duration }) => sum + (duration ?? USUAL_SECONDS), 0);

/** How long it will take, by what the last ones took here, fetching included. */
async function estimateOf(db: Database, due: readonly Due[]): Promise<string> {
  const [row] = await db.$queryRaw<{ speed: number | null }[]>`
    SELECT sum(duration) / nullif(sum(seconds), 0) AS speed FROM (
      SELECT duration, seconds FROM alignments WHERE verdict = 'aligned' AND seconds > 0
      ORDER BY tried_at DESC LIMIT 50) AS last`;
  const sound = lengthOf(due);
  const seconds = sound / (row?.speed ?? USUAL_SPEED) / Math.min(CORES, due.length);
  return alignmentTexts.estimate(
    due.length,
    formatStretch(sound),
    formatStretch(seconds),
    row?.speed != null,
  );
}

/** One that another process measures at the moment is waited for. */
async function untilFree(align: () => Promise<Aligned>): Promise<Aligned> {
  for (;;) {
    const aligned = await align();
    if (aligned.ok || aligned.problem !== "busy") return aligned;
    await sleep(BUSY_MILLISECONDS);
  }
}
const BUSY_MILLISECONDS = 5000;

const percent = (count: number, of: number) => (of === 0 ? "–" : `${((100 * count) / of).toFixed(1)} %`);

function lineOf({ show, slug }: Due, aligned: Aligned): string[] {
  const name = `${show}/${slug}`;
  if (!aligned.ok) return [name, "", "", "", alignmentTexts.problem(aligned.problem, aligned.detail)];
  const { words, heard, sure, seconds, duration, verdict } = aligned;
  const speed = seconds > 0 ? `${(duration / seconds).toFixed(0)}×` : "–";
  return [name, percent(heard, words), percent(sure, words), speed, alignmentTexts.verdicts[verdict]];
}

function tableOf(lines: readonly string[][]): string {
  const all = [alignmentTexts.columns, ...lines];
  const widths = alignmentTexts.columns.map((_, i) => Math.max(...all.map((line) => line[i]?.length ?? 0)));
  return all
    .map((line) =>
      line.map((cell, i) => (i === line.length - 1 ? cell : cell.padEnd(widths[i] ?? 0))).join("  "),
    )
    .join("\n");
}

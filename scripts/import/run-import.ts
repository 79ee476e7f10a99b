import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { readEnvironment } from "../../lib/read-environment";
import { withoutPassword } from "../../lib/without-password";
import type { Database } from "../../server/db";
import { importFeed } from "../../server/doors/feeds/import-feed";
import { clone, isGitUrl } from "../../server/doors/import/clone";
import { importFolder } from "../../server/doors/import/import-folder";
import { plainLine } from "../../server/doors/import/plain-line";
import { type Layout, readLayout } from "../../server/doors/import/read-layout";
import { Refusal, withDatabase } from "../database/with-database";
import { formatFeedReport } from "./format-feed-report";
import { formatReport } from "./format-report";
import { openProgress } from "./progress";

const USAGE = `Imports transcripts, and what a show's feed says about them.

  npm run import -- <folder>                 a folder of shows, <show>/<episode>.md, or the folder of one show
  npm run import -- <git url>                the same, from a git repository: https, http, ssh, git or file
  npm run import -- <folder> --show <slug>   one of its shows, or the folder itself as a show of that name
  npm run import -- … --history              with every earlier revision of each file, from git
  npm run import -- … --layout <words>       of another layout, such as nested,time-name: see below
  npm run import -- … --feed <url or file>   with the episodes' details from the show's RSS feed
  npm run import -- --feed <url or file>     a feed alone: show, episodes, and the transcripts it names

Layouts: nested (folders within a show's folder: 2019/a.md becomes 2019-a.md), and how a turn begins, time-name
(00:12:14 Name:) or name-time (Name: 00:12:14) in place of **Name:**, which is written in our format.

A file that has not changed since the last import is skipped; a changed one becomes a new revision.
Ends with 1 where something was not imported or needs a look: the report says what, where and why.`;

/**
 * Runs `npm run import` with these arguments and reports on the terminal.
 *
 * @returns how many problems the report has: whatever was not imported, or needs a look
 * @throws Refusal with what the user can do about it
 */
export async function runImport(args: string[], stop: AbortSignal): Promise<number> {
  const wanted = readArguments(args);
  const { target } = wanted;
  if (target === undefined)
    return withDatabase((db) => feedInto(db, { ...wanted, makeEpisodes: true, signal: stop }));
  // An existing folder is a folder, even if its name looks like a URL.
  if (existsSync(target) || !isGitUrl(target)) return importInto({ ...wanted, folder: target, signal: stop });
  console.log(`Cloning ${plainLine(withoutPassword(target))} …`);
  const { history } = wanted;
  const cloned = await clone({ url: target, signal: stop, history, ...patience() });
  if (!cloned.ok) throw new Refusal(cloned.message);
  try {
    return await importInto({ ...wanted, folder: cloned.folder, name: cloned.name, signal: stop });
  } finally {
    await cloned.remove();
  }
}

interface Wanted {
  readonly show: string | undefined;
  readonly feed: string | undefined;
  readonly history: boolean;
  readonly layout: Layout | undefined;
}

interface Source extends Wanted {
  readonly folder: string;
  readonly name?: string;
  readonly signal: AbortSignal;
}

const onWait = () => console.log("Another import is running; this one starts when it ends …");

async function importInto(source: Source): Promise<number> {
  return withDatabase(async (db) => {
    const progress = openProgress(process.stdout, "files");
    const imported = await importFolder({ db, ...source, onProgress: progress.show, onWait }).finally(
      progress.end,
    );
    if (!imported.ok) throw new Refusal(imported.message);
    console.log(formatReport(imported.report));
    const { shows, refused, remarks } = imported.report;
    const stored = shows.reduce((n, { fresh, changed, unchanged }) => n + fresh + changed + unchanged, 0);
    if (stored === 0 && refused.length > 0) throw new Refusal("Nothing could be imported.");
    const problems = refused.length + remarks.length;
    if (source.feed === undefined) return problems;
    const [only, ...others] = shows.map(({ slug }) => slug);
    const show = source.show ?? (others.length === 0 ? only : undefined);
    return problems + (await feedInto(db, { ...source, show, makeEpisodes: false }));
  });
}

interface FeedSource {
  readonly feed: string | undefined;
  readonly show: string | undefined;
  readonly makeEpisodes: boolean;
  readonly signal: AbortSignal;
}

async function feedInto(db: Database, { feed, show, makeEpisodes, signal }: FeedSource): Promise<number> {
  const progress = openProgress(process.stdout, "episodes");
  const { fetchInternal: allowInternal } = readEnvironment();
  const imported = await importFeed({
    ...{ db, source: feed ?? "", show, makeEpisodes, signal, onWait },
    fetch: { allowInternal },
    onProgress: progress.show,
  }).finally(progress.end);
  if (!imported.ok) throw new Refusal(imported.message);
  console.log(formatFeedReport(imported.report));
  return imported.report.remarks.length;
}

/** For slow connections, and for tests. */
function patience(): { patienceSeconds?: number } {
  const seconds = Number(process.env.ONRECORD_GIT_PATIENCE);
  return seconds > 0 ? { patienceSeconds: seconds } : {};
}

function readArguments(args: string[]): Wanted & { target: string | undefined } {
  const options = {
    show: { type: "string" },
    feed: { type: "string" },
    layout: { type: "string" },
    history: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${USAGE}`);
  }
  const { values, positionals } = parsed;
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  const [target, ...others] = positionals;
  const { show, feed, history = false } = values;
  if (feed === "") throw new Refusal(`Which feed?\n\n${USAGE}`);
  if (target === "" || (target === undefined && feed === undefined))
    throw new Refusal(`Which folder, git repository or feed?\n\n${USAGE}`);
  if (target === undefined && history)
    throw new Refusal(`A feed has no history: use --history with a folder or a git repository.\n\n${USAGE}`);
  const layout = values.layout === undefined ? undefined : readLayout(values.layout);
  if (layout === null)
    throw new Refusal(`There is no layout "${values.layout}": nested, time-name or name-time.\n\n${USAGE}`);
  if (layout && layout.turns !== "label" && history)
    throw new Refusal(
      `The history has the files' own texts, which --layout ${layout.turns} would change: leave out one of them.\n\n${USAGE}`,
    );
  if (others.length > 0) throw new Refusal(`One folder at a time, please.\n\n${USAGE}`);
  return { target, show, feed, history, layout };
}

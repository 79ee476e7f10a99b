import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { readEnvironment } from "../lib/read-environment";
import { exportPlatform } from "../server/doors/archive/export-platform";
import { openStore } from "../server/text/uploads/open-store";
import { withDatabase } from "./database/with-database";

const USAGE = `Exports the platform, or one show, into one file.

  npm run export -- <file>                 everything
  npm run export -- --show <slug> <file>   one show

The file is a git bundle: \`git clone <file>\` opens it, \`npm run restore -- <file>\` restores the platform from it.`;

const { values, positionals } = parseArgs({ options: { show: { type: "string" } }, allowPositionals: true });
const [file] = positionals;
if (!file || positionals.length > 1) {
  console.error(USAGE);
  process.exit(1);
}
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
// Write to another name first: a file with the final name is complete.
const unfinished = `${file}.unfinished`;
try {
  await withDatabase(async (db) => {
    const environment = readEnvironment();
    const { repository: folder, siteUrl } = environment;
    const exported = await exportPlatform({
      ...{ db, folder, siteUrl, show: values.show, signal: stop.signal },
      store: openStore(environment),
    });
    if (!exported.ok) throw new Error(exported.message);
    await pipeline(exported.bundle, createWriteStream(unfinished)).finally(exported.done);
    await rename(unfinished, file);
  });
  console.log(`Exported to ${file}.`);
  process.exit(0);
} catch (error) {
  await rm(unfinished, { force: true });
  console.error((error as Error).message);
  process.exit(1);
}

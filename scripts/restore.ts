import { readEnvironment } from "../lib/read-environment";
import { countOf } from "../lib/time";
import { restorePlatform } from "../server/doors/archive/restore-platform";
import { openStore } from "../server/text/uploads/open-store";
import { withDatabase } from "./database/with-database";
import { openProgress } from "./import/progress";

const USAGE = `Restores an export into an empty database: that of DATABASE_URL, or the embedded one in ONRECORD_HOME.

  npm run restore -- <file>

If it was interrupted, run the same command again to continue.`;

const [file, ...others] = process.argv.slice(2);
if (!file || others.length > 0) {
  console.error(USAGE);
  process.exit(1);
}
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
try {
  await withDatabase(async (db) => {
    const environment = readEnvironment();
    const progress = openProgress(process.stdout, "revisions");
    const restored = await restorePlatform({
      db,
      file,
      onProgress: progress.show,
      signal: stop.signal,
      uploads: { store: openStore(environment), folder: environment.uploads.folder },
    }).finally(progress.end);
    if (!restored.ok) throw new Error(restored.message);
    const { shows, episodes, revisions } = restored;
    const parts = [countOf(shows, "show"), countOf(episodes, "episode"), countOf(revisions, "revision")];
    console.log(`Restored ${parts.join(", ")}.`);
  });
  process.exit(0);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

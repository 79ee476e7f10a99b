import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../scripts/database/embedded";
import { migrate } from "../scripts/database/migrate";
import { openDatabase } from "../server/db";
import { runChaos } from "../tests/support/chaos";
import { reportFigure } from "./report-figure";

// Fifty processes accept a thousand contributions, some of which conflict; every second a process is killed.

const PROCESSES = 50;
const CONTRIBUTIONS = 1000;

const home = await mkdtemp(join(tmpdir(), "onrecord-bench-"));
const postgres = await startEmbeddedPostgres({ home, throwaway: true });
const db = openDatabase(postgres.url);
try {
  await migrate(postgres.url);
  const { accepted, open, killed, wrong } = await runChaos({
    ...{ db, url: postgres.url, processes: PROCESSES, contributions: CONTRIBUTIONS },
    ...{ documents: 20, killEvery: 1000 },
  });
  for (const line of wrong.slice(0, 20)) console.log(line);
  reportFigure({
    what: `${PROCESSES} processes accepting ${CONTRIBUTIONS} contributions, ${killed} of them killed`,
    figure: `${accepted} accepted once, ${open} open, ${wrong.length} wrong`,
    bar: "0 wrong, at least one killed",
    against: "every one accepted once or open, a log without holes, texts equal to the merge",
    reached: wrong.length === 0 && killed > 0 && accepted > 0,
  });
} finally {
  await db.$disconnect();
  await postgres.discard();
  await rm(home, { recursive: true, force: true });
}
process.exit();

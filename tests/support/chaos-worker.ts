import { openDatabase } from "../../server/db";
import { accept } from "../../server/work/contributions/accept";

// One of many processes that accept open contributions in any order until none can be merged.

const [url = "", reviewerId = ""] = process.argv.slice(2);
const db = openDatabase(url);
const refused: number[] = [];
for (;;) {
  const [next] = await db.$queryRaw<{ id: number; version: number }[]>`
    SELECT id, version FROM contributions WHERE status = 'open' AND NOT id = ANY(${refused}::int[])
    ORDER BY random() LIMIT 1`;
  if (!next) break;
  // From here on it is working and may be killed.
  process.stdout.write(".");
  const result = await accept(db, { ...next, reviewer: { id: reviewerId, name: "Reviewer" } });
  if (!result.ok && result.reason !== "decided") refused.push(next.id);
}
process.exit(0);

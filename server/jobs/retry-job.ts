import type { Pool } from "@/server/db";
import { openBoss } from "./open-boss";

/** Has a job that was given up tried once more, within seconds. False where there is no such job among the failed. */
export async function retryJob(pool: Pool, id: string): Promise<boolean> {
  const { rows } = await pool.executeSql(
    "SELECT name FROM jobs.job WHERE id::text = $1 AND state = 'failed'",
    [id],
  );
  const [row] = rows;
  if (!row) return false;
  const boss = openBoss(pool);
  boss.on("error", () => {});
  await boss.start();
  try {
    await boss.retry(row.name, id);
  } finally {
    await boss.stop({ graceful: false });
  }
  return true;
}

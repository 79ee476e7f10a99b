import type { Reader } from "@/server/db";
import { keyOf } from "./check-rows";
import type { SurveyRow } from "./columns";
import { exportRows } from "./export-csv";
import { renameMerged } from "./rename-merged";

/** Statistics of the waves of a file that the file does not have: what a corrected file would take out. */
export async function findMissing(db: Reader, rows: readonly SurveyRow[]): Promise<SurveyRow[]> {
  const renamed = await renameMerged(db, rows);
  const there = new Set(renamed.map(keyOf));
  const waves = new Set(renamed.map(({ survey, wave }) => JSON.stringify([survey, wave])));
  const missing: SurveyRow[] = [];
  for (const survey of new Set(renamed.map((row) => row.survey)))
    for (const row of await exportRows(db, { survey }))
      if (waves.has(JSON.stringify([row.survey, row.wave])) && !there.has(keyOf(row))) missing.push(row);
  return missing;
}

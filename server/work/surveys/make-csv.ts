import type { Reader } from "@/server/db";
import type { Made } from "@/server/text/pages/kept";
import { exportCsv } from "./export-csv";

interface Wanted {
  readonly survey: string;
  /** All of them where it is left out. */
  readonly question?: string | undefined;
}

/** A survey's statistics as a CSV file, as it is served; none where there is no such survey or question. */
export async function makeCsv(db: Reader, { survey, question }: Wanted): Promise<Made | null> {
  const csv = await exportCsv(db, { survey, ...(question ? { question } : {}) });
  if (csv === null) return null;
  return {
    body: Buffer.from(csv),
    headers: {
      "cache-control": "no-cache",
      "content-disposition": `attachment; filename="${survey.replace(/[^a-z0-9-]/g, "")}.csv"`,
      "content-type": "text/csv; charset=utf-8",
    },
  };
}

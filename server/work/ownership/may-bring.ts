import type { Database } from "@/server/db";
import { isAdministrator } from "@/server/people/accounts/standing-at";
import { readSite } from "@/server/work/site/read-site";

/** What somebody may do at /new: bring shows at once, or ask for one: by a proof alone, or also by an administrator. */
export type Bringing = "brings" | "proves" | "asks";

/** What a person may do at /new, by the site's rule; null where shows are none of their affair. */
export async function mayBring(db: Database, personId: string): Promise<Bringing | null> {
  if (await isAdministrator(db, personId)) return "brings";
  const { bring } = await readSite(db);
  return bring === "owners" ? "proves" : bring === "anyone" ? "asks" : null;
}

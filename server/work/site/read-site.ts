import type { Database, Transaction, WhoBrings } from "@/server/db";

/** The site's own rules. */
export interface SiteRules {
  readonly bring: WhoBrings;
}

/** Reads the site's own rules. */
export async function readSite(db: Database | Transaction): Promise<SiteRules> {
  return db.site.findUniqueOrThrow({ where: { id: 1 }, select: { bring: true } });
}

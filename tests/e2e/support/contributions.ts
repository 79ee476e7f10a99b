import { type Database, openDatabase } from "../../../server/db";

/** Runs a function with a site's database. */
export async function within<T>(databaseUrl: string, act: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase(databaseUrl);
  try {
    return await act(db);
  } finally {
    await db.$disconnect();
  }
}

/** A contribution as it is stored. */
export interface Stored {
  readonly id: number;
  readonly author: string;
  /** Whether the sender was signed in. */
  readonly signed: boolean;
  readonly channel: string;
  readonly base: number;
  readonly summary: string;
  /** What its first change replaces, and its replacement. */
  readonly before: string;
  readonly after: string;
}

/** The contribution that was sent or amended last, if there is any. */
export async function newest(databaseUrl: string): Promise<Stored | undefined> {
  const [row] = await within(
    databaseUrl,
    (db) => db.$queryRaw<Stored[]>`
      SELECT c.id, c.author_name AS author, c.author_id IS NOT NULL AS signed, c.channel::text AS channel, v.base, v.summary,
             v.splices->0->>'before' AS before, v.splices->0->>'after' AS after
      FROM contributions AS c JOIN contribution_versions AS v ON v.contribution_id = c.id AND v.number = c.version
      ORDER BY v.created_at DESC, c.id DESC LIMIT 1`,
  );
  return row;
}

/** How many versions there are: what is sent again for the same place is one more of the same contribution. */
export const countVersions = (databaseUrl: string): Promise<number> =>
  within(databaseUrl, (db) => db.contributionVersion.count());

/** How many there are. */
export const countContributions = (databaseUrl: string): Promise<number> =>
  within(databaseUrl, (db) => db.contribution.count());

import { readEnvironment } from "../../lib/read-environment";
import { type Database, openDatabase } from "../../server/db";
import { startEmbeddedPostgres } from "./embedded";
import { migrate } from "./migrate";

/** A failure that the user of the terminal can fix: the message says how. */
export class Refusal extends Error {}

/**
 * Lets a command use the site's database, whether the site is running or not: the one at DATABASE_URL, or the
 * embedded one, which is started where it is not yet, and migrated.
 *
 * @throws Refusal where the database cannot be used
 */
export async function withDatabase<T>(use: (db: Database) => Promise<T>): Promise<T> {
  const { databaseUrl, home } = readEnvironment();
  const embedded = databaseUrl === undefined ? await startEmbeddedPostgres({ home }) : undefined;
  const url = embedded?.url ?? databaseUrl ?? "";
  try {
    await migrate(url).catch((error: Error) => {
      throw new Refusal(`The database cannot be used: ${error.message}`);
    });
    const db = openDatabase(url);
    try {
      return await use(db);
    } finally {
      await db.$disconnect();
    }
  } finally {
    await embedded?.stop();
  }
}

import type { Database } from "@/server/db";

/** Somebody as a list of choices shows them. */
export interface FoundPerson {
  readonly handle: string;
  readonly name: string;
}

/** How many are offered: more would not be read. */
export const MOST_FOUND_PEOPLE = 8;
const LONGEST_SOUGHT = 100;

/**
 * Finds people by a part of their name or handle, those first whose name or handle begins with it. Names and handles are
 * public: /people/{handle} shows them.
 */
export async function searchPeople(db: Database, sought: string): Promise<FoundPerson[]> {
  const text = sought
    .trim()
    .replace(/^@/, "")
    .slice(0, LONGEST_SOUGHT)
    .replace(/[\\%_]/g, "\\$&");
  if (text === "") return [];
  return db.$queryRaw<FoundPerson[]>`
    SELECT u.handle, coalesce(u.name, u.handle) AS name FROM users AS u
    WHERE u.name ILIKE ${`%${text}%`} OR u.handle ILIKE ${`%${text}%`}
    ORDER BY (u.handle ILIKE ${text} OR u.name ILIKE ${text}) DESC,
             (u.handle ILIKE ${`${text}%`} OR u.name ILIKE ${`${text}%`}) DESC, u.name, u.handle
    LIMIT ${MOST_FOUND_PEOPLE}`;
}

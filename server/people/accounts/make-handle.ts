import { trimWhere } from "@/lib/trim-where";
import type { Database, Transaction } from "@/server/db";
import { DEMO_PEOPLE } from "./demo-people";
import { isReservedName } from "./is-reserved-name";

/** Used if a name has no letter that a handle can have. */
const FALLBACK = "listener";
const LONGEST = 32;

/** Turns a name into letters that an address can have: `Ada Löwe` becomes `ada-lowe`. */
export function handleOf(name: string): string {
  const letters = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST);
  return trimWhere(letters, (sign) => sign === "-") || FALLBACK;
}

/**
 * Makes an unused handle from the first name that yields one. Two people who arrive at the same moment may
 * get the same handle: then the database refuses the second, who tries again.
 */
export async function makeHandle(
  db: Database | Transaction,
  names: readonly (string | null | undefined)[],
): Promise<string> {
  const wanted = handleOf(names.find((name) => name?.trim()) ?? "");
  const taken = await db.user.findMany({
    where: { handle: { startsWith: wanted } },
    select: { handle: true },
  });
  // The demonstration's people sign in without a password: nobody else may get one of their handles.
  const handles = new Set([...taken, ...DEMO_PEOPLE].map(({ handle }) => handle));
  if (!handles.has(wanted) && !isReservedName(wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    const next = `${wanted.slice(0, LONGEST - 6)}-${number}`;
    if (!handles.has(next)) return next;
  }
}

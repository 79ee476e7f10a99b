import type { Database } from "@/server/db";

/** What a handle is made of where a name has nothing to make one from. */
const FALLBACK = "listener";
const LONGEST = 32;

/** `Ada Löwe` → `ada-lowe`: a name in the letters of an address. */
export function handleOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, "");
  return plain || FALLBACK;
}

/**
 * A handle that nobody has yet, from the first of the names that says anything. Two people who arrive at the same
 * moment may be given the same one: the database refuses the second, who tries again.
 */
export async function makeHandle(
  db: Database,
  names: readonly (string | null | undefined)[],
): Promise<string> {
  const wanted = handleOf(names.find((name) => name?.trim()) ?? "");
  const taken = await db.user.findMany({
    where: { handle: { startsWith: wanted } },
    select: { handle: true },
  });
  const handles = new Set(taken.map(({ handle }) => handle));
  if (!handles.has(wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    const next = `${wanted.slice(0, LONGEST - 6)}-${number}`;
    if (!handles.has(next)) return next;
  }
}

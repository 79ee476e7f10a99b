import type { Database, Transaction } from "@/server/db";

interface Asked {
  readonly ids: readonly number[];
  readonly personId: string;
}

/**
 * Whether somebody may decide contributions, asked with one query before anything of them is read.
 *
 * @returns true or false for each that there is; nothing for an id that is no contribution's
 */
export async function mayDecide(
  db: Database | Transaction,
  { ids, personId }: Asked,
): Promise<ReadonlyMap<number, boolean>> {
  if (ids.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: number; allowed: boolean }[]>`
    SELECT c.id, coalesce(u.admin OR r.role IN ('owner', 'maintainer'), false) AS allowed
    FROM contributions AS c
    JOIN documents AS d ON d.id = c.document_id
    JOIN episodes AS e ON e.id = d.episode_id
    LEFT JOIN users AS u ON u.id = ${personId}::uuid
    LEFT JOIN show_roles AS r ON r.user_id = u.id AND r.show_id = e.show_id
    WHERE c.id = ANY(${ids as number[]}::int[])`;
  return new Map(rows.map(({ id, allowed }) => [id, allowed]));
}

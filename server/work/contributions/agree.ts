import type { Database } from "@/server/db";

export type AgreeResult =
  | { readonly ok: true; readonly agreements: number }
  | { readonly ok: false; readonly reason: "no-contribution" | "decided" | "own" | "blocked" };

/** Says that one hears the same as an open suggestion; said twice, it counts once. */
export async function agree(
  db: Database,
  { id, personId }: { id: number; personId: string },
): Promise<AgreeResult> {
  const [found] = await db.$queryRaw<{ own: boolean; open: boolean; blocked: boolean }[]>`
    SELECT coalesce(c.author_id = ${personId}::uuid, false) AS own,
           c.status IN ('open', 'changes_requested') AS open,
           EXISTS (SELECT FROM blocks AS b WHERE b.user_id = ${personId}::uuid AND b.lifted_at IS NULL
                   AND (b.show_id IS NULL OR b.show_id = e.show_id)) AS blocked
    FROM contributions AS c
    JOIN documents AS d ON d.id = c.document_id JOIN episodes AS e ON e.id = d.episode_id
    WHERE c.id = ${id}`;
  if (!found) return { ok: false, reason: "no-contribution" };
  if (!found.open) return { ok: false, reason: "decided" };
  if (found.own) return { ok: false, reason: "own" };
  if (found.blocked) return { ok: false, reason: "blocked" };
  await db.$executeRaw`
    INSERT INTO agreements (contribution_id, user_id) VALUES (${id}, ${personId}::uuid) ON CONFLICT DO NOTHING`;
  return { ok: true, agreements: await db.agreement.count({ where: { contributionId: id } }) };
}

import type { Database } from "@/server/db";
import { record } from "@/server/people/audit/record";
import { noticeAdministrators } from "@/server/people/notices/notice-administrators";

/**
 * Gives one's own role at a show back, also as its last owner: then nobody owns it, anybody may ask for it, and the
 * administrators are told. Nobody is kept in a role against their will.
 *
 * @returns false where one has no role there
 */
export async function leaveShow(
  db: Database,
  {
    showId,
    actor,
  }: { readonly showId: number; readonly actor: { readonly id: string; readonly name: string } },
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const key = { userId: actor.id, showId };
    if ((await tx.showRole.count({ where: key })) === 0) return false;
    // Two owners who leave at once are told apart: the second is the last.
    const [show] = await tx.$queryRaw<{ slug: string; title: string }[]>`
      SELECT slug, title FROM shows WHERE id = ${showId} FOR UPDATE`;
    const before = await tx.showRole.findUnique({ where: { userId_showId: key } });
    if (!before || !show) return false;
    await tx.showRole.delete({ where: { userId_showId: key } });
    const owners = await tx.showRole.count({ where: { showId, role: "owner" } });
    await record(tx, {
      ...{ actor, action: "leave show", showId },
      subject: { before: before.role, "owners left": owners },
    });
    if (before.role === "owner" && owners === 0)
      await noticeAdministrators(tx, {
        actor,
        kind: "left",
        about: { title: show.title, href: `/${show.slug}` },
      });
    return true;
  });
}

import type { Database } from "@/server/db";
import { isAdministrator } from "@/server/people/accounts/standing-at";
import { record } from "@/server/people/audit/record";
import type { SiteRules } from "./read-site";

/** Changes the site's own rules. The audit log has the earlier ones. */
export async function changeSite(
  db: Database,
  {
    rules,
    actor,
  }: { readonly rules: SiteRules; readonly actor: { readonly id: string; readonly name: string } },
): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: "not-allowed" }> {
  return db.$transaction(async (tx) => {
    if (!(await isAdministrator(tx, actor.id))) return { ok: false, reason: "not-allowed" };
    const [before] = await tx.$queryRaw<{ bring: string }[]>`
      SELECT bring::text AS bring FROM site WHERE id = 1 FOR UPDATE`;
    await tx.site.update({ where: { id: 1 }, data: rules });
    if (before?.bring !== rules.bring)
      await record(tx, {
        ...{ actor, action: "site settings", showId: null },
        subject: { "bring was": before?.bring ?? null, bring: rules.bring },
      });
    return { ok: true };
  });
}

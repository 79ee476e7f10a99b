import type { Database, Role } from "@/server/db";
import { isAdministrator } from "@/server/people/accounts/standing-at";

/**
 * The role that a person gets at a show that is brought for them: an administrator owns it, everybody else gets what
 * their request was granted. Null where they may not bring it, or not any more.
 */
export async function mayImport(
  db: Database,
  { personId, url, show }: { readonly personId: string; readonly url: string; readonly show: string },
): Promise<Role | null> {
  if (await isAdministrator(db, personId)) return "owner";
  const granted = await db.showRequest.findFirst({
    where: { userId: personId, kind: "bring", status: "granted", sourceUrl: url, slug: show },
    orderBy: { id: "desc" },
    select: { role: true },
  });
  return granted?.role ?? null;
}

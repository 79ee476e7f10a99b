import type { Database, Role, Transaction } from "@/server/db";

export type ShowRoleName = Role;

/** A person's rights at a show. */
export interface Standing {
  /** Null if the person has no role. */
  readonly role: ShowRoleName | null;
  /** Whether they are an administrator of the whole platform, with an owner's rights everywhere. */
  readonly admin: boolean;
  /** Why they are blocked from contributing; null if they are not. */
  readonly blocked: string | null;
}

const NOBODY: Standing = { role: null, admin: false, blocked: null };

/** Reads a person's rights at a show with one query; no query if nobody is signed in. */
export async function standingAt(
  db: Database | Transaction,
  { personId, showId }: { personId: string | null; showId: number },
): Promise<Standing> {
  if (personId === null) return NOBODY;
  const [row] = await db.$queryRaw<Standing[]>`
    SELECT u.admin, r.role::text AS role,
           (SELECT b.reason FROM blocks AS b
            WHERE b.user_id = u.id AND b.lifted_at IS NULL AND (b.show_id IS NULL OR b.show_id = ${showId})
            ORDER BY b.show_id NULLS FIRST LIMIT 1) AS blocked
    FROM users AS u
    LEFT JOIN show_roles AS r ON r.user_id = u.id AND r.show_id = ${showId}
    WHERE u.id = ${personId}::uuid`;
  return row ?? NOBODY;
}

/** Whether they may review contributions to the show. */
export const mayReview = ({ role, admin }: Standing): boolean =>
  admin || role === "owner" || role === "maintainer";

/** Whether they may grant roles, set rules and invite people at the show. */
export const mayOwn = ({ role, admin }: Standing): boolean => admin || role === "owner";

/** The shows whose contributions a person may review; all for an administrator. */
export async function reviewedShows(
  db: Database,
  personId: string,
): Promise<readonly { id: number; slug: string; title: string }[]> {
  return db.$queryRaw`
    SELECT s.id, s.slug, s.title FROM shows AS s
    WHERE EXISTS (SELECT FROM users AS u WHERE u.id = ${personId}::uuid AND u.admin)
       OR EXISTS (SELECT FROM show_roles AS r WHERE r.show_id = s.id AND r.user_id = ${personId}::uuid
                  AND r.role IN ('owner', 'maintainer'))
    ORDER BY s.title`;
}

/** Whether there is a show whose contributions a person may review. */
export async function reviewsAnywhere(db: Database, personId: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ reviews: boolean }[]>`
    SELECT EXISTS (SELECT FROM users AS u WHERE u.id = ${personId}::uuid AND u.admin)
        OR EXISTS (SELECT FROM show_roles AS r WHERE r.user_id = ${personId}::uuid
                   AND r.role IN ('owner', 'maintainer')) AS reviews`;
  return row?.reviews ?? false;
}

/** Whether a person is an administrator of the whole platform. */
export async function isAdministrator(db: Database | Transaction, personId: string): Promise<boolean> {
  return (await db.user.count({ where: { id: personId, admin: true } })) > 0;
}

/** Whether anybody runs the platform. */
export async function hasAdministrator(db: Database): Promise<boolean> {
  return (await db.user.findFirst({ where: { admin: true }, select: { id: true } })) !== null;
}

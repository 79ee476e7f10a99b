import type { Database } from "@/server/db";

/** A show and its mirror, if it has one. The token is never included. */
export interface OwnedMirror {
  readonly showId: number;
  readonly slug: string;
  readonly title: string;
  readonly url: string | null;
  readonly branch: string | null;
  readonly trusted: boolean | null;
  readonly arrivedAt: Date | null;
  readonly problem: string | null;
  readonly nextAt: Date | null;
}

/** Lists the shows whose mirrors a person may set: those they own, or all for an administrator. */
export async function listMirrors(db: Database, personId: string): Promise<readonly OwnedMirror[]> {
  return db.$queryRaw<OwnedMirror[]>`
    SELECT s.id AS "showId", s.slug, s.title, m.url, m.branch, m.trusted, m.arrived_at AS "arrivedAt", m.problem,
           m.next_at AS "nextAt"
    FROM shows AS s LEFT JOIN mirrors AS m ON m.show_id = s.id
    WHERE EXISTS (SELECT FROM users AS u WHERE u.id = ${personId}::uuid AND u.admin)
       OR EXISTS (SELECT FROM show_roles AS r
                  WHERE r.show_id = s.id AND r.user_id = ${personId}::uuid AND r.role = 'owner')
    ORDER BY s.title`;
}

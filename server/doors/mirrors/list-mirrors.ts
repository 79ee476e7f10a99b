import type { Database } from "@/server/db";

/** A show that somebody owns, and its mirror where it has one. Never its token. */
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

/** The shows whose mirrors somebody may set; all of them for an administrator. */
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

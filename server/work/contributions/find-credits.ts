import type { ContributionStatus, Reader } from "@/server/db";
import { countContributions, KEPT, TAKEN_BACK } from "./count-contributions";

/** What a person did here, for everybody to see. */
export interface Credits {
  readonly handle: string;
  readonly name: string;
  readonly since: Date;
  /** Contributions that were accepted and not taken back, and the words they brought. */
  readonly accepted: number;
  readonly words: number;
  readonly gaps: number;
  readonly waiting: number;
  readonly shows: readonly { readonly slug: string; readonly title: string; readonly accepted: number }[];
  readonly latest: readonly CreditLine[];
}

export interface CreditLine {
  readonly id: number;
  readonly summary: string;
  readonly status: ContributionStatus;
  /** Accepted, and taken back later. */
  readonly reverted: boolean;
  readonly at: Date;
  readonly episode: string;
  readonly href: string;
}

const LATEST = 50;

/** A person's credits by their handle; none where there is no such person. */
export async function findCredits(db: Reader, handle: string): Promise<Credits | null> {
  const person = await db.user.findUnique({
    where: { handle },
    select: { id: true, handle: true, name: true, createdAt: true },
  });
  if (!person) return null;
  const [counts, shows, latest] = await Promise.all([
    countContributions(db, { authorId: person.id }),
    db.$queryRaw<{ slug: string; title: string; accepted: number }[]>`
      SELECT s.slug, s.title, count(*)::int AS accepted
      FROM contributions AS c
      JOIN documents AS d ON d.id = c.document_id
      JOIN episodes AS e ON e.id = d.episode_id
      JOIN shows AS s ON s.id = e.show_id
      WHERE c.author_id = ${person.id}::uuid AND ${KEPT}
      GROUP BY s.id ORDER BY accepted DESC, s.title`,
    db.$queryRaw<CreditLine[]>`
      SELECT c.id, v.summary, c.status::text AS status, (${TAKEN_BACK})::boolean AS reverted, c.changed_at AS at, e.title AS episode,
             '/' || s.slug || '/' || e.slug AS href
      FROM contributions AS c
      JOIN contribution_versions AS v ON v.contribution_id = c.id AND v.number = c.version
      JOIN documents AS d ON d.id = c.document_id
      JOIN episodes AS e ON e.id = d.episode_id
      JOIN shows AS s ON s.id = e.show_id
      WHERE c.author_id = ${person.id}::uuid AND c.status <> 'withdrawn'
      ORDER BY c.created_at DESC LIMIT ${LATEST}`,
  ]);
  const { accepted, words, gaps, open: waiting } = counts;
  return {
    handle: person.handle,
    name: person.name ?? person.handle,
    since: person.createdAt,
    accepted,
    words,
    gaps,
    waiting,
    shows,
    latest,
  };
}

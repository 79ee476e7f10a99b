import type { Reader } from "@/server/db";
import { IMPORT } from "@/server/text/documents/import-author";
import { KEPT } from "./count-contributions";

/** Somebody whose work was accepted. */
export interface ContributorLine {
  readonly name: string;
  /** Where their credits are; null for names without an account, as from an imported history. */
  readonly handle: string | null;
  /** Contributions that were accepted and not taken back, and revisions that came with an imported history. */
  readonly accepted: number;
}

/**
 * Who contributed to an episode, or, without its slug, to a whole show, most first: everybody whose revision was accepted here or came
 * with an imported history, and was not taken back.
 */
export async function listContributors(
  db: Reader,
  { show, slug = null }: { readonly show: string; readonly slug?: string | null },
  take = 50,
): Promise<ContributorLine[]> {
  return db.$queryRaw<ContributorLine[]>`
    SELECT r.author_name AS name, u.handle, count(DISTINCT coalesce(c.id::text, r.document_id || ' ' || r.number))::int AS accepted
    FROM revisions AS r
    JOIN documents AS d ON d.id = r.document_id
    JOIN episodes AS e ON e.id = d.episode_id
    JOIN shows AS s ON s.id = e.show_id
    LEFT JOIN users AS u ON u.id = r.author_id
    LEFT JOIN contributions AS c ON c.id = r.contribution_id
    WHERE s.slug = ${show} AND (${slug}::text IS NULL OR e.slug = ${slug})
      AND r.reverts IS NULL AND (c.id IS NULL OR ${KEPT})
      AND NOT (r.imported AND r.author_name = ${IMPORT.name})
    GROUP BY r.author_name, u.handle
    ORDER BY accepted DESC, name LIMIT ${take}`;
}

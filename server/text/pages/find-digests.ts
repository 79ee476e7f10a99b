import type { Database } from "@/server/db";

/** An episode by the two parts of its address. */
export interface PageName {
  readonly show: string;
  readonly slug: string;
}

/**
 * The tables whose rows an episode's page is made of: all of them go into its digest. `revisions` and `segments` do
 * by their document's `head`, which is another after each change. Of contributions those count that are open
 * or were taken back; of users those who wrote a revision. Claims and what they rest on are counted by their
 * episode (`claims_version`): a page with sixty is asked for as often as one with none.
 */
export const DIGESTED = [
  ...["shows", "episodes", "documents", "word_times", "contributions", "users"],
  ...["appearances", "people", "chapters", "credits", "waveforms"],
] as const;

/** `show slug`: what the digests are kept under. */
export const nameOf = ({ show, slug }: PageName): string => `${show} ${slug}`;

/**
 * Digests all that the pages of these episodes are made of, as it is in the database now, in one query: a page that
 * was made under the same digest is the page that would be made now.
 *
 * @returns by `nameOf`; none for episodes that are not there
 */
export async function findDigests(db: Database, names: readonly PageName[]): Promise<Map<string, string>> {
  // Where a hundred ask for one page, it is digested once.
  const wanted = JSON.stringify([...new Map(names.map((name) => [nameOf(name), name])).values()]);
  const rows = await db.$queryRaw<{ show: string; slug: string; digest: string }[]>`
    SELECT s.slug AS show, e.slug, md5(concat_ws('|',
      s::text, e::text,
      (SELECT string_agg(d::text, '|' ORDER BY d.id) FROM documents AS d WHERE d.episode_id = e.id),
      (SELECT string_agg(md5(w.deltas), '|' ORDER BY d.id)
        FROM documents AS d JOIN word_times AS w ON w.document_id = d.id AND w.number = d.head
        WHERE d.episode_id = e.id),
      (SELECT string_agg(concat_ws(' ', c.id, c.version, c.segment_id, c.gap, c.reverted_at), '|' ORDER BY c.id)
        FROM documents AS d JOIN contributions AS c ON c.document_id = d.id
        WHERE d.episode_id = e.id AND (c.status = 'open' OR c.reverted_at IS NOT NULL)),
      (SELECT string_agg(DISTINCT concat_ws(' ', r.author_name, u.handle, u.name), '|')
        FROM documents AS d JOIN revisions AS r ON r.document_id = d.id JOIN users AS u ON u.id = r.author_id
        WHERE d.episode_id = e.id),
      (SELECT string_agg(a::text || p::text, '|' ORDER BY p.id)
        FROM appearances AS a JOIN people AS p ON p.id = a.person_id WHERE a.episode_id = e.id),
      (SELECT string_agg(c::text, '|' ORDER BY c.position) FROM chapters AS c WHERE c.episode_id = e.id),
      (SELECT string_agg(c::text || p::text, '|' ORDER BY c.id)
        FROM credits AS c JOIN people AS p ON p.id = c.person_id WHERE c.episode_id = e.id OR c.show_id = s.id),
      (SELECT w::text FROM waveforms AS w WHERE w.audio_url = e.audio_url)
    )) AS digest
    FROM jsonb_to_recordset(${wanted}::jsonb) AS wanted(show text, slug text)
    JOIN shows AS s ON s.slug = wanted.show
    JOIN episodes AS e ON e.show_id = s.id AND e.slug = wanted.slug`;
  return new Map(rows.map(({ show, slug, digest }) => [nameOf({ show, slug }), digest]));
}

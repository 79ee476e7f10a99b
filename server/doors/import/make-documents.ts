import { episodeTitle } from "@/lib/episode-title";
import { naturalKey } from "@/lib/natural-key";
import type { Transaction } from "@/server/db";
import { isNotes } from "@/server/text/documents/is-notes";
import type { ShowPlan } from "./plan-shows";

/** A document that does not exist yet, and its episode. */
export interface NewDocument {
  readonly show: ShowPlan;
  readonly slug: string;
  readonly path: string;
}

const episodeKey = (show: string, slug: string) => `${show}/${slug}`;
const documentKey = (show: string, slug: string, path: string) =>
  `${episodeKey(show, slug)}${isNotes(path) ? " notes" : ""}`;

/**
 * Refuses files whose episode has a transcript from another file, and show notes without a transcript.
 * Returns reasons by path.
 */
export async function refuseDocuments(
  tx: Transaction,
  unknown: readonly NewDocument[],
): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ show: string; slug: string; path: string }[]>`
    SELECT s.slug AS show, e.slug, d.path
    FROM unnest(${unknown.map((file) => file.show.slug)}::text[], ${unknown.map((file) => file.slug)}::text[])
      AS n (show, slug)
    JOIN shows AS s ON s.slug = n.show
    JOIN episodes AS e ON e.show_id = s.id AND e.slug = n.slug
    JOIN documents AS d ON d.episode_id = e.id`;
  const held = new Map(rows.map(({ show, slug, path }) => [documentKey(show, slug, path), path] as const));
  const refused = new Map<string, string>();
  for (const { show, slug, path } of unknown) {
    const key = documentKey(show.slug, slug, path);
    const other = held.get(key);
    if (other !== undefined) refused.set(path, `it has the same episode as ${other}: ${show.slug}/${slug}`);
    else if (isNotes(path) && !held.has(episodeKey(show.slug, slug)))
      refused.set(path, `show notes of ${show.slug}/${slug}, which has no transcript`);
    else held.set(key, path);
  }
  return refused;
}

/** Creates documents with the episodes and shows that they need. Returns document ids by path. */
export async function makeDocuments(
  tx: Transaction,
  files: readonly NewDocument[],
): Promise<Map<string, number>> {
  if (files.length === 0) return new Map();
  const shows = [...new Map(files.map(({ show }) => [show.slug, show])).values()];
  await tx.$executeRaw`
    INSERT INTO shows (slug, title, licence, file_prefix)
    SELECT slug, title, licence, prefix
    FROM unnest(${shows.map((s) => s.slug)}::text[], ${shows.map((s) => s.title)}::text[],
                ${shows.map((s) => s.licence)}::text[], ${shows.map((s) => s.prefix)}::text[])
      AS n (slug, title, licence, prefix)
    WHERE NOT EXISTS (SELECT FROM shows AS s WHERE s.slug = n.slug)
    ON CONFLICT (slug) DO NOTHING`;
  // A show that its feed created takes its file prefix from its first transcripts.
  await tx.$executeRaw`
    UPDATE shows AS s SET file_prefix = n.prefix
    FROM unnest(${shows.map((s) => s.slug)}::text[], ${shows.map((s) => s.prefix)}::text[]) AS n (slug, prefix)
    WHERE s.slug = n.slug AND s.file_prefix <> n.prefix`;

  const episodes = [...new Map(files.map((file) => [episodeKey(file.show.slug, file.slug), file])).values()];
  await tx.$executeRaw`
    INSERT INTO episodes (show_id, slug, sort_key, title)
    SELECT s.id, n.slug, n.sort_key, n.title
    FROM unnest(${episodes.map((e) => e.show.slug)}::text[], ${episodes.map((e) => e.slug)}::text[],
                ${episodes.map((e) => naturalKey(e.slug))}::text[],
                ${episodes.map((e) => episodeTitle(e.show.title, e.slug))}::text[])
      WITH ORDINALITY AS n (show, slug, sort_key, title, place)
    JOIN shows AS s ON s.slug = n.show
    WHERE NOT EXISTS (SELECT FROM episodes AS e WHERE e.show_id = s.id AND e.slug = n.slug)
    ORDER BY place
    ON CONFLICT (show_id, slug) DO NOTHING`;

  const documents = await tx.$queryRaw<{ id: number; path: string }[]>`
    INSERT INTO documents (episode_id, kind, path)
    SELECT e.id, n.kind::document_kind, n.path
    FROM unnest(${files.map((file) => file.show.slug)}::text[], ${files.map((file) => file.slug)}::text[],
                ${files.map((file) => (isNotes(file.path) ? "notes" : "transcript"))}::text[],
                ${files.map((file) => file.path)}::text[])
      WITH ORDINALITY AS n (show, slug, kind, path, place)
    JOIN shows AS s ON s.slug = n.show
    JOIN episodes AS e ON e.show_id = s.id AND e.slug = n.slug
    ORDER BY place
    RETURNING id, path`;
  return new Map(documents.map(({ id, path }) => [path, id] as const));
}

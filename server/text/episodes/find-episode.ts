import { EPISODE_SLUG, SHOW_SLUG } from "@/lib/addresses";
import type { DocumentKind, Reader } from "@/server/db";

/** An episode with its show, its audio and its documents. */
export interface EpisodeDetails {
  readonly id: number;
  /** Counts all changes of its claims and their evidence. */
  readonly claimsVersion: number;
  readonly title: string;
  readonly slug: string;
  readonly description: string | null;
  readonly publishedAt: Date | null;
  readonly audio: { readonly url: string; readonly type: string | null } | null;
  /** In seconds, if known. */
  readonly duration: number | null;
  /** How often the times of the transcript's words were measured anew. */
  readonly times: number;
  readonly show: {
    readonly slug: string;
    readonly title: string;
    readonly licence: string | null;
    readonly language: string;
  };
  readonly people: readonly string[];
  readonly transcript: DocumentHead | null;
  readonly notes: DocumentHead | null;
}

/** A document at its head. */
export interface DocumentHead {
  readonly id: number;
  /** The path in the repository. */
  readonly path: string;
  readonly revision: number;
  readonly words: number;
  readonly gaps: number;
  /** Who made its first text, as far as is known. */
  readonly origin: "person" | "recogniser" | "unknown";
  /** The recogniser's name, if one made it. */
  readonly recogniser: string | null;
  /** Who went through the whole of it, and when; null where nobody said so. */
  readonly checked: { readonly by: string; readonly at: Date } | null;
}

/** Finds an episode by show and slug; null if there is none, whatever the input. */
export async function findEpisode(
  db: Reader,
  { show, slug }: { show: string; slug: string },
): Promise<EpisodeDetails | null> {
  if (!SHOW_SLUG.test(show) || !EPISODE_SLUG.test(slug)) return null;
  const episode = await db.episode.findFirst({
    where: { slug, show: { slug: show } },
    include: {
      show: { select: { slug: true, title: true, licence: true, language: true } },
      appearances: { orderBy: { words: "desc" }, include: { person: { select: { name: true } } } },
      documents: true,
    },
  });
  if (!episode) return null;
  const head = (kind: DocumentKind): DocumentHead | null => {
    const document = episode.documents.find((candidate) => candidate.kind === kind);
    // A document without a revision is just being created.
    if (!document || document.head === 0) return null;
    const { id, path, head: revision, words, gaps, origin, recogniser, checkedAt, checkerName } = document;
    const checked = checkedAt && checkerName ? { at: checkedAt, by: checkerName } : null;
    return { id, path, revision, words, gaps, origin, recogniser, checked };
  };
  return {
    id: episode.id,
    claimsVersion: episode.claimsVersion,
    title: episode.title,
    slug: episode.slug,
    description: episode.description,
    publishedAt: episode.publishedAt,
    audio: episode.audioUrl ? { url: episode.audioUrl, type: episode.audioType } : null,
    duration: episode.durationSeconds,
    times: episode.documents.find(({ kind }) => kind === "transcript")?.times ?? 0,
    show: episode.show,
    people: episode.appearances.map(({ person }) => person.name),
    transcript: head("transcript"),
    notes: head("notes"),
  };
}

import { SHOW_SLUG } from "@/lib/addresses";
import type { Reader } from "@/server/db";

/** A show with what its page shows. */
export interface ShowDetails {
  readonly slug: string;
  readonly title: string;
  readonly description: string | null;
  readonly licence: string | null;
  readonly language: string;
  readonly episodes: number;
  readonly words: number;
  readonly gaps: number;
  /** Owners and maintainers, who review contributions. */
  readonly maintainers: readonly { readonly handle: string; readonly name: string }[];
}

/** Finds a show by slug; null if there is none, whatever the input. */
export async function findShow(db: Reader, slug: string): Promise<ShowDetails | null> {
  if (!SHOW_SLUG.test(slug)) return null;
  const show = await db.show.findUnique({
    where: { slug },
    include: {
      roles: {
        where: { role: { in: ["owner", "maintainer"] } },
        include: { user: { select: { handle: true, name: true } } },
        orderBy: { user: { handle: "asc" } },
      },
      _count: { select: { episodes: true } },
    },
  });
  if (!show) return null;
  const totals = await db.document.aggregate({
    where: { kind: "transcript", episode: { showId: show.id } },
    _sum: { words: true, gaps: true },
  });
  return {
    slug: show.slug,
    title: show.title,
    description: show.description,
    licence: show.licence,
    language: show.language,
    episodes: show._count.episodes,
    words: totals._sum.words ?? 0,
    gaps: totals._sum.gaps ?? 0,
    maintainers: show.roles.map(({ user }) => ({ handle: user.handle, name: user.name ?? user.handle })),
  };
}

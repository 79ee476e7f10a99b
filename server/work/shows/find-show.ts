import { SHOW_SLUG } from "@/lib/addresses";
import type { Reader } from "@/server/db";
import type { WhatThereIs } from "@/server/text/episodes/what-there-is";

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
  /** How many of those gaps nobody can hear, because the audio of their episodes is not linked. */
  readonly silentGaps: number;
  /** How many of its episodes have each of these, or lack it. */
  readonly has: Readonly<Record<WhatThereIs, number>>;
  /** Owners and maintainers, who review contributions. */
  readonly maintainers: readonly {
    readonly handle: string;
    readonly name: string;
    readonly role: "owner" | "maintainer";
  }[];
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
  const [totals] = await db.$queryRaw<Totals[]>`
    SELECT coalesce(sum(d.words), 0)::int AS words, coalesce(sum(d.gaps), 0)::int AS gaps,
           coalesce(sum(d.gaps) FILTER (WHERE e.audio_url IS NULL), 0)::int AS "silentGaps",
           count(d.id)::int AS transcripts, count(e.audio_url)::int AS audio, count(d.checked_at)::int AS checked
    FROM episodes AS e LEFT JOIN documents AS d ON d.episode_id = e.id AND d.kind = 'transcript' AND d.head > 0
    WHERE e.show_id = ${show.id}`;
  const { words = 0, gaps = 0, silentGaps = 0, transcripts = 0, audio = 0, checked = 0 } = totals ?? {};
  const episodes = show._count.episodes;
  return {
    slug: show.slug,
    title: show.title,
    description: show.description,
    licence: show.licence,
    language: show.language,
    ...{ episodes, words, gaps, silentGaps },
    has: {
      ...{ transcript: transcripts, "no-transcript": episodes - transcripts },
      ...{ audio, "no-audio": episodes - audio, checked },
    },
    maintainers: show.roles.map(({ role, user }) => ({
      ...{ handle: user.handle, name: user.name ?? user.handle },
      role: role === "owner" ? "owner" : "maintainer",
    })),
  };
}

interface Totals {
  readonly words: number;
  readonly gaps: number;
  readonly silentGaps: number;
  readonly transcripts: number;
  readonly audio: number;
  readonly checked: number;
}

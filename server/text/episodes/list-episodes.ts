import type { Reader } from "@/server/db";
import type { TextOrigin } from "@/transcript";
import { EPISODES_WITH, type WhatThereIs } from "./what-there-is";

/** An episode in a list. */
export interface EpisodeSummary {
  readonly show: { readonly slug: string; readonly title: string };
  readonly slug: string;
  readonly title: string;
  readonly publishedAt: Date | null;
  readonly duration: number | null;
  readonly words: number;
  readonly gaps: number;
  /** Who made its transcript's first version; null where it has none. */
  readonly madeBy: TextOrigin | null;
  readonly hasAudio: boolean;
  /** Whether a maintainer has gone through the whole transcript. */
  readonly isChecked: boolean;
}

interface Wanted {
  /** Only episodes of this show. */
  readonly show?: string | undefined;
  /** Only those that have this, or lack it. */
  readonly has?: WhatThereIs | undefined;
  readonly skip?: number;
  readonly take: number;
}

/**
 * Lists episodes, newest first by date of publication if known, then by the number in their slug, highest
 * first.
 */
export async function listEpisodes(db: Reader, wanted: Wanted): Promise<EpisodeSummary[]> {
  const { show, has, skip = 0, take } = wanted;
  const episodes = await db.episode.findMany({
    where: {
      ...(show === undefined ? {} : { show: { slug: show } }),
      ...(has === undefined ? {} : EPISODES_WITH[has]),
    },
    orderBy: [{ publishedAt: { sort: "desc", nulls: "last" } }, { sortKey: "desc" }, { id: "desc" }],
    skip,
    take,
    include: {
      show: { select: { slug: true, title: true } },
      documents: {
        where: { kind: "transcript" },
        select: { words: true, gaps: true, origin: true, recogniser: true, checkedAt: true },
      },
    },
  });
  return episodes.map(
    ({ show, slug, title, publishedAt, durationSeconds, audioUrl, documents: [document] }) => ({
      ...{ show, slug, title, publishedAt, duration: durationSeconds },
      hasAudio: audioUrl !== null,
      isChecked: (document?.checkedAt ?? null) !== null,
      words: document?.words ?? 0,
      gaps: document?.gaps ?? 0,
      madeBy: document ? { origin: document.origin, recogniser: document.recogniser } : null,
    }),
  );
}

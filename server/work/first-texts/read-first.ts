import type { Database } from "@/server/db";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { countSpoken, parse } from "@/transcript";
import { firstTitle } from "./first-title";

/** A proposed first transcript, for its author and for those who review at its show. */
export interface FirstView {
  readonly id: number;
  readonly show: { readonly slug: string; readonly title: string };
  /** The episode's title, and its address where it is here. */
  readonly title: string;
  readonly href: string | null;
  readonly path: string | null;
  readonly channel: "form" | "push" | "mirror" | "repository";
  readonly author: { readonly name: string; readonly handle: string | null };
  readonly message: string | null;
  readonly createdAt: Date;
  readonly status: "open" | "accepted" | "rejected" | "withdrawn";
  readonly decider: string | null;
  readonly reason: string | null;
  readonly recogniser: string | null;
  readonly text: string;
  readonly words: number;
  readonly speakers: readonly string[];
  readonly mayDecide: boolean;
  readonly mayWithdraw: boolean;
}

const MOST_SPEAKERS = 50;

/** Reads one; null where there is none, or the person may not see it. */
export async function readFirst(
  db: Database,
  { id, personId }: { readonly id: number; readonly personId: string },
): Promise<FirstView | null> {
  const who = await db.firstText.findUnique({ where: { id }, select: { showId: true, authorId: true } });
  if (!who) return null;
  const mayDecide = mayReview(await standingAt(db, { personId, showId: who.showId }));
  const isOwn = who.authorId === personId;
  if (!mayDecide && !isOwn) return null;
  const first = await db.firstText.findUniqueOrThrow({
    where: { id },
    include: {
      show: { select: { slug: true, title: true } },
      episode: { select: { slug: true } },
      author: { select: { handle: true } },
    },
  });
  const { segments } = parse(first.text);
  const names = segments.flatMap(({ kind, name }) => (kind === "speech" && name !== null ? [name] : []));
  const { show, path, text, message, createdAt, reason, recogniser, episodeId, slug } = first;
  return {
    ...{ id, show, path, text, message, createdAt, reason, recogniser },
    title: await firstTitle(db, { showId: who.showId, episodeId, slug, title: first.title }),
    href: first.episode ? `/${show.slug}/${first.episode.slug}` : null,
    channel: first.channel as FirstView["channel"],
    status: first.status as FirstView["status"],
    author: { name: first.authorName, handle: first.author?.handle ?? null },
    decider: first.deciderName,
    words: segments.reduce((sum, segment) => sum + countSpoken(segment), 0),
    speakers: [...new Set(names)].slice(0, MOST_SPEAKERS),
    mayDecide: mayDecide && first.status === "open",
    mayWithdraw: isOwn && first.status === "open",
  };
}

/** A proposed first transcript that waits, as a list shows it. */
export interface WaitingFirst {
  readonly id: number;
  readonly title: string;
  readonly by: string;
  readonly since: Date;
}

/** Lists those of a show that wait, the oldest first. */
export async function listFirst(
  db: Database,
  { showId, take }: { readonly showId: number; readonly take: number },
): Promise<WaitingFirst[]> {
  const rows = await db.firstText.findMany({
    where: { showId, status: "open" },
    orderBy: { createdAt: "asc" },
    take,
    select: { id: true, episodeId: true, slug: true, title: true, authorName: true, createdAt: true },
  });
  return Promise.all(
    rows.map(async ({ id, authorName, createdAt, ...of }) => ({
      ...{ id, by: authorName, since: createdAt },
      title: await firstTitle(db, { showId, ...of }),
    })),
  );
}

import { episodeTitle } from "@/lib/episode-title";
import { naturalKey } from "@/lib/natural-key";
import type { Database, Transaction } from "@/server/db";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { record } from "@/server/people/audit/record";
import { noticePerson } from "@/server/people/notices/notice-person";
import { beginIn } from "./begin-document";
import { firstTitle } from "./first-title";

type Decider = { readonly id: string | null; readonly name: string };

interface Deciding {
  readonly id: number;
  readonly person: { readonly id: string; readonly name: string };
  readonly decision: "accept" | "reject" | "withdraw";
  readonly reason?: string | null;
}

export type DecidedFirst =
  | { readonly ok: true; readonly show: string; readonly slug: string }
  | {
      readonly ok: false;
      readonly reason: "not-allowed" | "no-proposal" | "decided" | "there-already";
    };

// Milliseconds: a long transcript takes a second to parse and store.
const PATIENCE = { timeout: 60_000, maxWait: 30_000 };

/**
 * Decides on a first transcript. Those who review at the show accept it, which makes the document, and the episode where there is
 * none yet, or reject it; its author may withdraw it. Of two who decide at once, the second is told.
 */
export async function decideFirst(db: Database, deciding: Deciding): Promise<DecidedFirst> {
  const { id, person, decision, reason = null } = deciding;
  const found = await db.firstText.findUnique({ where: { id }, select: { showId: true, authorId: true } });
  if (!found) return { ok: false, reason: "no-proposal" };
  const isAllowed =
    decision === "withdraw"
      ? found.authorId === person.id
      : mayReview(await standingAt(db, { personId: person.id, showId: found.showId }));
  if (!isAllowed) return { ok: false, reason: "not-allowed" };
  return db.$transaction((tx) => decideIn(tx, { id, decider: person, decision, reason }), PATIENCE);
}

/** Accepts one by a show's rule, in a transaction of its own. */
export const acceptFirstByRule = (db: Database, id: number, decider: Decider): Promise<DecidedFirst> =>
  db.$transaction((tx) => decideIn(tx, { id, decider, decision: "accept", reason: null }), PATIENCE);

async function decideIn(
  tx: Transaction,
  {
    id,
    decider,
    decision,
    reason,
  }: Omit<Deciding, "person"> & { readonly decider: Decider; readonly reason: string | null },
): Promise<DecidedFirst> {
  await tx.$queryRaw`SELECT id FROM first_texts WHERE id = ${id} FOR UPDATE`;
  const first = await tx.firstText.findUnique({
    where: { id },
    include: { show: { select: { slug: true, title: true } } },
  });
  if (!first) return { ok: false, reason: "no-proposal" };
  if (first.status !== "open") return { ok: false, reason: "decided" };
  const { showId, authorId, authorName } = first;
  let { episodeId, slug } = first;
  if (decision === "accept") {
    const episode = await findOrMake(tx, first);
    [episodeId, slug] = [episode.id, episode.slug];
    const { deltas, ends, confidences, captions, text, path, message } = first;
    const begun = await beginIn(tx, {
      ...{ showId, episodeId, kind: "transcript", text, path },
      author: { id: authorId, name: authorName },
      reviewer: decider,
      summary: message?.trim() || "Add the transcript",
      origin: { origin: first.origin, recogniser: first.recogniser },
      ...(deltas && { wordTimes: { source: "file", deltas, ends, confidences, captions } }),
    });
    if (!begun.ok) return begun;
  }
  const status = { accept: "accepted", reject: "rejected", withdraw: "withdrawn" }[decision];
  await tx.firstText.update({
    where: { id },
    data: {
      ...{ status, reason, episodeId, slug },
      ...{ decidedAt: new Date(), deciderId: decider.id, deciderName: decider.name },
    },
  });
  if (decision === "withdraw") return { ok: true, show: first.show.slug, slug };
  const subject = { first_text: id, episode: slug, author: authorName };
  await record(tx, { actor: decider, action: decision, showId, subject });
  await noticePerson(tx, {
    ...{ to: authorId, kind: status as "accepted" | "rejected", actor: decider, text: reason },
    about: {
      title: await firstTitle(tx, { showId, episodeId, slug, title: first.title }),
      href: decision === "accept" ? `/${first.show.slug}/${slug}` : `/contributions/first/${id}`,
    },
  });
  return { ok: true, show: first.show.slug, slug };
}

interface Found {
  readonly showId: number;
  readonly episodeId: number | null;
  readonly slug: string;
  readonly title: string | null;
  readonly publishedAt: Date | null;
  readonly show: { readonly title: string };
}

/** The episode that it is of. What its file says of a new one does not count as edited here: a feed that has it knows better. */
async function findOrMake(
  tx: Transaction,
  { showId, episodeId, slug, title, publishedAt, show }: Found,
): Promise<{ id: number; slug: string }> {
  if (episodeId !== null) return { id: episodeId, slug };
  // One after the other: of two proposals for one new episode, the second finds the first's.
  await tx.$queryRaw`SELECT id FROM shows WHERE id = ${showId} FOR NO KEY UPDATE`;
  const there = await tx.episode.findFirst({
    where: { showId, slug: { equals: slug, mode: "insensitive" } },
    select: { id: true, slug: true },
  });
  if (there) return there;
  return tx.episode.create({
    data: {
      ...{ showId, slug, sortKey: naturalKey(slug), publishedAt },
      title: title ?? episodeTitle(show.title, slug),
    },
    select: { id: true, slug: true },
  });
}

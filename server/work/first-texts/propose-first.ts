import type { Database, Transaction } from "@/server/db";
import { standingAt } from "@/server/people/accounts/standing-at";
import { takeFrom } from "@/server/people/limits/take-from";
import { noticeShow } from "@/server/people/notices/notice-show";
import type { StoredTimes } from "@/server/text/documents/pack-starts";
import { textProblem } from "@/server/work/contributions/check-proposal";
import { type Contributor, DEFAULT_LICENCE } from "@/server/work/contributions/contributor";
import { mayContribute } from "@/server/work/contributions/may-contribute";
import type { Refusal } from "@/server/work/contributions/refusal";
import { controlCharacters, type TextOrigin } from "@/transcript";
import { firstTitle } from "./first-title";
import { type EpisodeNames, placeFirst } from "./place-first";

/** A first transcript as somebody proposes it. */
export interface FirstProposal {
  readonly showId: number;
  readonly author: Contributor;
  /** Which episode it is of: one that is here, or what its file says of it. */
  readonly of: { readonly episodeId: number } | (EpisodeNames & { readonly publishedAt?: Date | null });
  readonly text: string;
  readonly wordTimes?: StoredTimes | undefined;
  readonly origin?: TextOrigin | undefined;
  readonly channel: "form" | "push" | "mirror" | "repository";
  /** Where it lies in the repository that it came by. */
  readonly path?: string;
  readonly message?: string | null;
  /** Whether they agree, with this proposal, to give it under the show's licence. */
  readonly agreed: boolean;
  readonly idempotencyKey: string;
}

/** Why a first transcript cannot be proposed. */
export type FirstRefusal =
  | Refusal
  /** The episode has a transcript: what is better is a contribution to it. */
  | { readonly reason: "has-transcript" | "empty" };

export type ProposedFirst =
  | { readonly ok: true; readonly id: number; readonly status: string; readonly again: boolean }
  | ({ readonly ok: false } & FirstRefusal);

/** How many of somebody's may wait; and how many one sender may send in an hour. Each is a whole transcript to read. */
const MOST_OPEN = 30;
const MOST_AN_HOUR = 60;

/** What is known before anything is written: where it belongs, and whether it may be proposed. */
export type CheckedFirst =
  | {
      readonly ok: true;
      readonly episodeId: number | null;
      readonly slug: string;
      readonly title: string | null;
      readonly licence: string;
    }
  | ({ readonly ok: false } & FirstRefusal);

/** Says whether a first transcript may be proposed, and of which episode it is. Writes nothing. Rights come first. */
export async function checkFirst(db: Database | Transaction, proposal: FirstProposal): Promise<CheckedFirst> {
  const { showId, author, of, text, channel, agreed } = proposal;
  const show = await db.show.findUnique({
    where: { id: showId },
    select: { contribute: true, licence: true },
  });
  if (!show) return { ok: false, reason: "no-document" };
  // Whoever runs the repository that a show follows has been asked when it was set.
  if (channel === "form" || channel === "push") {
    const standing = await standingAt(db, { personId: author.id, showId });
    const forbidden = await mayContribute(db, { author, document: show, showId, standing, agreed });
    if (forbidden) return { ok: false, ...forbidden };
  }
  if (text.trim() === "") return { ok: false, reason: "empty" };
  const problem = textProblem(text) ?? (controlCharacters(text).length > 0 ? "control-characters" : null);
  if (problem) return { ok: false, reason: problem };
  const place =
    "episodeId" in of
      ? await db.episode.findFirst({
          where: { id: of.episodeId, showId },
          select: { id: true, slug: true, title: true },
        })
      : await placeFirst(db, { showId, ...of });
  if (!place) return { ok: false, reason: "no-document" };
  const there =
    place.id !== null &&
    (await db.document.count({ where: { episodeId: place.id, kind: "transcript" } })) > 0;
  if (there) return { ok: false, reason: "has-transcript" };
  const { id: episodeId, slug, title } = place;
  return { ok: true, episodeId, slug, title, licence: show.licence ?? DEFAULT_LICENCE };
}

/**
 * Proposes an episode's first transcript to those who review at the show. What comes again by the same key is the same one,
 * whatever became of it.
 */
export async function proposeFirst(db: Database, proposal: FirstProposal): Promise<ProposedFirst> {
  const { showId, author, idempotencyKey, channel } = proposal;
  const before = await findByKey(db, proposal);
  if (before) return before;
  const checked = await checkFirst(db, proposal);
  if (!checked.ok) return checked;
  const sender = author.id ?? author.addressHash ?? "";
  if (channel === "form" || channel === "push") {
    const open = await db.firstText.count({
      where: { status: "open", ...(author.id === null ? { addressHash: sender } : { authorId: author.id }) },
    });
    if (open >= MOST_OPEN) return { ok: false, reason: "too-many-open", most: MOST_OPEN };
    const limit = { key: `first-text:${sender}`, limit: MOST_AN_HOUR, perSeconds: 3600 };
    if (!(await takeFrom(db, limit)).ok) return { ok: false, reason: "too-fast", most: MOST_AN_HOUR };
  }
  const { of, text, wordTimes, origin, path, message } = proposal;
  const { episodeId, slug, title, licence } = checked;
  const id = await db.$transaction(async (tx) => {
    const { count } = await tx.firstText.createMany({
      data: [
        {
          ...{ showId, episodeId, slug, title, text, channel, licence, idempotencyKey },
          ...{ path: path ?? null, message: message ?? null },
          publishedAt: ("publishedAt" in of && of.publishedAt) || null,
          ...{ origin: origin?.origin ?? "unknown", recogniser: origin?.recogniser ?? null },
          ...{ authorId: author.id, authorName: author.name, addressHash: author.addressHash ?? null },
          deltas: wordTimes?.deltas ?? null,
          ends: wordTimes?.ends ?? null,
          confidences: wordTimes?.confidences ?? null,
          captions: wordTimes?.captions ?? null,
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) return null;
    const made = await tx.firstText.findUniqueOrThrow({
      where: { showId_idempotencyKey: { showId, idempotencyKey } },
      select: { id: true },
    });
    if (author.id !== null)
      await tx.licenceAgreement.createMany({ data: [{ userId: author.id, licence }], skipDuplicates: true });
    await noticeShow(tx, {
      ...{ showId, kind: "proposed", actor: { id: author.id, name: author.name } },
      about: {
        title: await firstTitle(tx, { showId, episodeId, slug, title }),
        href: `/contributions/first/${made.id}`,
      },
    });
    return made.id;
  });
  if (id !== null) return { ok: true, id, status: "open", again: false };
  const first = await findByKey(db, proposal);
  if (!first) throw new Error("A first transcript was neither made nor found.");
  return first;
}

async function findByKey(
  db: Database,
  { showId, idempotencyKey, author }: FirstProposal,
): Promise<Extract<ProposedFirst, { ok: true }> | null> {
  const found = await db.firstText.findUnique({
    where: { showId_idempotencyKey: { showId, idempotencyKey } },
    select: { id: true, status: true, authorId: true },
  });
  return found && found.authorId === author.id
    ? { ok: true, id: found.id, status: found.status, again: true }
    : null;
}

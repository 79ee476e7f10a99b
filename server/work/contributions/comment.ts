import type { Database } from "@/server/db";
import { standingAt } from "@/server/people/accounts/standing-at";
import { lockSender } from "@/server/people/limits/lock-sender";
import { noticePerson } from "@/server/people/notices/notice-person";
import { noticeReviewers } from "@/server/people/notices/notice-reviewers";
import { lockContribution } from "./lock-contribution";
import { readComment } from "./read-comment";

export interface Commenting {
  readonly id: number;
  readonly author: { readonly id: string; readonly name: string };
  readonly text: string;
  /** Which hunk of the newest version it is about, from 0; none for the contribution as a whole. */
  readonly hunk?: number | undefined;
}

export type CommentResult =
  | { readonly ok: true; readonly id: number }
  | {
      readonly ok: false;
      readonly reason: "no-contribution" | "no-comment" | "long-comment" | "no-hunk" | "blocked" | "too-fast";
    };

/** Nobody writes more by hand. */
const MOST_AN_HOUR = 60;
const MENTION = /(?:^|[^\w@])@([a-z0-9][a-z0-9-]{0,31})\b/g;

/**
 * Says something about a contribution. Its author and the show's maintainers are told, and so is whoever is mentioned
 * by their handle (`@ana`), once each.
 */
export async function comment(db: Database, { id, author, text, hunk }: Commenting): Promise<CommentResult> {
  const said = readComment(text);
  if (said === null) return { ok: false, reason: "long-comment" };
  if (said === "") return { ok: false, reason: "no-comment" };
  return db.$transaction(async (tx): Promise<CommentResult> => {
    const contribution = await lockContribution(tx, id);
    if (!contribution) return { ok: false, reason: "no-contribution" };
    const { showId } = contribution.document;
    const standing = await standingAt(tx, { personId: author.id, showId });
    if (standing.blocked !== null) return { ok: false, reason: "blocked" };
    if (hunk !== undefined && !contribution.splices[hunk]) return { ok: false, reason: "no-hunk" };
    // Counted by one after the other, whatever is sent at once.
    await lockSender(tx, [`comment:person:${author.id}`]);
    const [count] = await tx.$queryRaw<{ count: bigint }[]>`
      SELECT count(*) AS count FROM comments
      WHERE author_id = ${author.id}::uuid AND created_at > now() - interval '1 hour'`;
    if (Number(count?.count) >= MOST_AN_HOUR) return { ok: false, reason: "too-fast" };

    const { id: made } = await tx.comment.create({
      data: {
        contributionId: id,
        authorId: author.id,
        authorName: author.name,
        text: said,
        hunk: hunk ?? null,
        version: contribution.version,
      },
      select: { id: true },
    });
    const mentioned = await mentionedIn(tx, said, author.id);
    const happening = { contributionId: id, actor: author, text: said };
    for (const person of mentioned) await noticePerson(tx, { ...happening, to: person, kind: "mentioned" });
    if (contribution.authorId !== null && !mentioned.includes(contribution.authorId))
      await noticePerson(tx, { ...happening, to: contribution.authorId, kind: "commented" });
    await noticeReviewers(tx, {
      ...happening,
      showId,
      kind: "commented",
      except: [...mentioned, ...(contribution.authorId === null ? [] : [contribution.authorId])],
    });
    return { ok: true, id: made };
  });
}

async function mentionedIn(tx: Parameters<typeof noticePerson>[0], text: string, author: string) {
  const handles = [
    ...new Set([...text.toLowerCase().matchAll(MENTION)].map(([, handle = ""]) => handle)),
  ].slice(0, 10);
  if (handles.length === 0) return [];
  const people = await tx.user.findMany({
    where: { handle: { in: handles }, id: { not: author } },
    select: { id: true },
  });
  return people.map(({ id }) => id);
}

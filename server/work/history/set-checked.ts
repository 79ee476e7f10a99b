import type { Database } from "@/server/db";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { record } from "@/server/people/audit/record";

interface Checking {
  readonly documentId: number;
  readonly checked: boolean;
  readonly actor: { readonly id: string; readonly name: string };
}

/** Says that somebody has gone through the whole transcript, or takes that back. For those who review at the show. */
export async function setChecked(
  db: Database,
  { documentId, checked, actor }: Checking,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: "not-allowed" }> {
  const document = await db.document.findUnique({
    where: { id: documentId },
    select: { path: true, episode: { select: { showId: true } } },
  });
  if (!document) return { ok: false, reason: "not-allowed" };
  const { showId } = document.episode;
  return db.$transaction(async (tx) => {
    if (!mayReview(await standingAt(tx, { personId: actor.id, showId })))
      return { ok: false, reason: "not-allowed" };
    await tx.document.update({
      where: { id: documentId },
      data: checked
        ? { checkedAt: new Date(), checkerName: actor.name }
        : { checkedAt: null, checkerName: null },
    });
    await record(tx, {
      ...{ actor, showId, action: checked ? "check" : "uncheck" },
      subject: { document: document.path },
    });
    return { ok: true };
  });
}

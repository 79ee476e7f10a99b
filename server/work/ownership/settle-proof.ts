import type { Database, Role, Transaction } from "@/server/db";
import { setRole } from "@/server/people/accounts/grant-role";
import { isAdministrator, standingAt } from "@/server/people/accounts/standing-at";
import { record } from "@/server/people/audit/record";
import { noticeAdministrators } from "@/server/people/notices/notice-administrators";
import { noticePerson } from "@/server/people/notices/notice-person";
import { readSite } from "@/server/work/site/read-site";
import { type ProofWay, requestHref } from "./finding";

/** What of a request is needed to fulfil it. */
export interface OpenRequest {
  readonly id: number;
  readonly userId: string;
  readonly showId: number | null;
  readonly sourceUrl: string | null;
  readonly slug: string | null;
  readonly title: string;
}

/**
 * Begins to bring what a request names, in the transaction that grants it; handed in, because imports are a door's.
 *
 * @returns the id of the job that imports it
 */
export type Bring = (
  tx: Transaction,
  bring: { readonly url: string; readonly show: string; readonly personId: string },
) => Promise<string>;

/** What came of it. `has-owner` and `slug-taken` leave the request open, for an administrator. */
export type SettledRequest =
  | { readonly ok: true; readonly importId: string | null }
  | {
      readonly ok: false;
      readonly reason: "not-open" | "has-owner" | "slug-taken" | "not-allowed" | "no-reason";
    };

type Settling = {
  readonly actor: { readonly id: string | null; readonly name: string };
  readonly bring: Bring;
};

/**
 * Takes a proof: its person owns the show from now on, or the show is brought for them. Where somebody else owns it by
 * now, both proofs are good, and an administrator decides. A proof that is taken away afterwards changes nothing.
 */
export async function settleProof(
  db: Database,
  { id, way, bring }: { readonly id: number; readonly way: ProofWay; readonly bring: Bring },
): Promise<SettledRequest> {
  return db.$transaction(async (tx): Promise<SettledRequest> => {
    const request = await lockOpen(tx, id);
    if (!request) return { ok: false, reason: "not-open" };
    await tx.showRequest.update({
      where: { id },
      data: { provedBy: way, provedAt: new Date() },
    });
    const actor = { id: null, name: PROOF };
    const taken = await obstacleOf(tx, request);
    if (taken) {
      await noticeAdministrators(tx, { actor, about: { title: request.title, href: requestHref(id) } });
      return { ok: false, reason: taken };
    }
    return grant(tx, request, { role: "owner", reason: null, actor, bring });
  });
}

/** An administrator's decision: the person becomes owner or maintainer, or the request is refused with a reason. */
export async function decideRequest(
  db: Database,
  decision: Settling & {
    readonly actor: { readonly id: string; readonly name: string };
    readonly id: number;
    readonly grants: "owner" | "maintainer" | null;
    readonly reason: string;
  },
): Promise<SettledRequest> {
  const { id, actor, grants, bring } = decision;
  const reason = decision.reason.trim();
  return db.$transaction(async (tx): Promise<SettledRequest> => {
    if (!(await isAdministrator(tx, actor.id))) return { ok: false, reason: "not-allowed" };
    if (grants === null && (reason === "" || reason.length > 1000)) return { ok: false, reason: "no-reason" };
    const request = await lockOpen(tx, id);
    if (!request) return { ok: false, reason: "not-open" };
    if (grants === null) {
      await close(tx, request, { status: "refused", reason, actor });
      return { ok: true, importId: null };
    }
    // Beside an owner there may be another one; an address belongs to one show.
    if ((await obstacleOf(tx, request)) === "slug-taken") return { ok: false, reason: "slug-taken" };
    return grant(tx, request, { role: grants, reason: reason || null, actor, bring });
  });
}

/** Its own person takes a request back. */
export async function withdrawRequest(
  db: Database,
  { id, actor }: { readonly id: number; readonly actor: { readonly id: string; readonly name: string } },
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.showRequest.updateMany({
      where: { id, userId: actor.id, status: "open" },
      data: { status: "withdrawn", decidedAt: new Date(), deciderName: actor.name },
    });
    return count > 0;
  });
}

/** The name under which the log has what a proof granted. */
const PROOF = "Proof of ownership";

async function lockOpen(tx: Transaction, id: number): Promise<OpenRequest | null> {
  const [row] = await tx.$queryRaw<OpenRequest[]>`
    SELECT id, user_id::text AS "userId", show_id AS "showId", source_url AS "sourceUrl", slug, title
    FROM show_requests WHERE id = ${id} AND status = 'open' FOR UPDATE`;
  if (!row) return null;
  // Of two proofs that are taken at once, the second finds the first one's owner.
  if (row.showId !== null) await tx.$queryRaw`SELECT id FROM shows WHERE id = ${row.showId} FOR UPDATE`;
  return row;
}

async function obstacleOf(
  tx: Transaction,
  { showId, slug, userId }: OpenRequest,
): Promise<"has-owner" | "slug-taken" | "not-allowed" | null> {
  if (showId === null) {
    if ((await tx.show.count({ where: { slug: slug ?? "" } })) > 0) return "slug-taken";
    // The rule may have changed since they asked.
    return (await readSite(tx)).bring === "administrators" ? "not-allowed" : null;
  }
  if ((await standingAt(tx, { personId: userId, showId })).blocked !== null) return "not-allowed";
  const owners = await tx.showRole.findMany({ where: { showId, role: "owner" }, select: { userId: true } });
  return owners.length > 0 && owners.every((owner) => owner.userId !== userId) ? "has-owner" : null;
}

async function grant(
  tx: Transaction,
  request: OpenRequest,
  {
    role,
    reason,
    actor,
    bring,
  }: Settling & { readonly role: "owner" | "maintainer"; readonly reason: string | null },
): Promise<SettledRequest> {
  const { userId, showId, sourceUrl, slug } = request;
  let importId: string | null = null;
  if (showId !== null) await setRole(tx, { showId, userId, role, actor });
  else importId = await bring(tx, { url: sourceUrl ?? "", show: slug ?? "", personId: userId });
  await close(tx, request, { status: "granted", role, importId, reason, actor });
  return { ok: true, importId };
}

interface Closing {
  readonly status: "granted" | "refused";
  readonly role?: Role;
  readonly importId?: string | null;
  readonly reason: string | null;
  readonly actor: { readonly id: string | null; readonly name: string };
}

async function close(tx: Transaction, request: OpenRequest, closing: Closing): Promise<void> {
  const { id, userId, showId, title, slug } = request;
  const { actor, ...data } = closing;
  await tx.showRequest.update({
    where: { id },
    data: { ...data, decidedAt: new Date(), deciderName: actor.name },
  });
  await record(tx, {
    ...{ actor, showId, action: data.status === "granted" ? "grant request" : "refuse request" },
    subject: { request: id, show: slug ?? title, role: data.role ?? null, reason: data.reason },
  });
  await noticePerson(tx, {
    ...{ to: userId, kind: "decided", actor, text: data.reason },
    about: { title, href: requestHref(id) },
  });
}

import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ClaimCard } from "@/components/claims/claim-card";
import styles from "@/components/claims/claims.module.css";
import page from "@/components/ui/page.module.css";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { findNeighbours } from "@/server/work/claims/find-neighbours";
import { type ReadableClaim, readClaims } from "@/server/work/claims/read-claims";
import { explainClaim } from "../explain-claim";
import { withdraw, withdrawFigure } from "./actions";

interface Found {
  readonly claim: ReadableClaim;
  /** Whether whoever looks at it proposed it, and whether they decide about it. */
  readonly own: boolean;
  readonly reviews: boolean;
}

/** A claim, and who looks at it: what was not published is for whoever proposed it, and for the show's maintainers. */
const find = cache(async (id: string): Promise<Found | null> => {
  if (!/^\d{1,9}$/.test(id)) return null;
  const person = await currentPerson();
  const [read] = await readClaims(db(), [Number(id)], { waiting: person !== null });
  if (!read) return null;
  const own = person !== null && read.proposerId === person.id;
  // A figure that waits is seen by whoever proposed it, to be taken back.
  const evidence = read.evidence.filter(
    ({ status, proposerId }) =>
      status === "accepted" || read.status === "proposed" || proposerId === person?.id,
  );
  const shown = { ...read, evidence };
  const standing = await standingAt(db(), { personId: person?.id ?? null, showId: shown.show.id });
  const reviews = mayReview(standing);
  const isPublic = shown.status === "published" || shown.status === "retired";
  return isPublic || own || reviews ? { claim: shown, own, reviews } : null;
});

export async function generateMetadata({ params }: PageProps<"/claims/[id]">): Promise<Metadata> {
  const found = await find((await params).id);
  if (!found) notFound();
  const { claim } = found;
  return {
    title: `“${claim.exact.slice(0, 80)}”`,
    alternates: { canonical: `/claims/${claim.id}` },
    ...(claim.status === "published" ? {} : { robots: { index: false } }),
  };
}

/** One claim with everything it is held against. */
export default async function ClaimPage({ params, searchParams }: PageProps<"/claims/[id]">) {
  const found = await find((await params).id);
  if (!found) notFound();
  const { claim, own, reviews } = found;
  const { became } = await searchParams;
  const said = typeof became === "string" ? explainClaim(became) : null;
  const neighbours = await findNeighbours(db(), [claim]);
  const open = claim.status === "proposed" || claim.status === "published";
  const decidable = open || claim.status === "retired";
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <p className={page.over}>
        <Link href="/claims">Claims</Link>
      </p>
      <h1 className={page.title}>Said, and measured</h1>
      {said ? (
        <p className={page.lead} role="status">
          {said}
        </p>
      ) : null}
      {STATUSES[claim.status] ? (
        <p className={page.lead}>
          {STATUSES[claim.status]} {claim.reason}
        </p>
      ) : null}
      <div className={page.section}>
        <ClaimCard
          claim={claim}
          neighbours={neighbours}
          actions={({ id, status }) =>
            status === "proposed" && claim.status === "published" ? (
              <form action={withdrawFigure}>
                <input type="hidden" name="claimId" value={claim.id} />
                <input type="hidden" name="evidenceId" value={id} />
                <button type="submit" className={page.button}>
                  Withdraw this figure
                </button>
              </form>
            ) : null
          }
        />
      </div>
      <p className={page.facts}>
        Proposed by {claim.proposerName}
        {claim.deciderName && claim.status === "published" ? `, accepted by ${claim.deciderName}` : ""}.
      </p>
      {open || reviews ? (
        <div className={styles.walk}>
          {open ? (
            <Link href={`/claims/${claim.id}/evidence`} prefetch={false} rel="nofollow">
              Hold it against another figure
            </Link>
          ) : null}
          {reviews && decidable ? (
            <Link href={`/review?kind=claim&claim=${claim.id}`} prefetch={false}>
              Decide about it
            </Link>
          ) : null}
          {own && claim.status === "proposed" ? (
            <form action={withdraw}>
              <input type="hidden" name="claimId" value={claim.id} />
              <button type="submit" className={page.button}>
                Withdraw it
              </button>
            </form>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

const STATUSES: Record<ReadableClaim["status"], string | null> = {
  proposed: "It waits for a maintainer of the show; until then only you and they see it.",
  published: null,
  rejected: "This claim was not taken up:",
  withdrawn: "This claim was withdrawn.",
  retired: "This claim was taken down:",
};

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ClaimCard } from "@/components/claims/claim-card";
import { ClaimPlaces } from "@/components/claims/claim-places";
import styles from "@/components/claims/claims.module.css";
import { LinkedDataScript } from "@/components/sharing/linked-data-script";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { readEnvironment } from "@/lib/read-environment";
import { claimsPage, claimPage as texts } from "@/lib/texts/en/claims";
import { textOf } from "@/lib/texts/text-of";
import { db } from "@/server/db";
import { describeClaim } from "@/server/doors/sharing/describe-claim";
import { asScript } from "@/server/doors/sharing/describe-episode";
import { currentPerson } from "@/server/people/accounts/current-person";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { findNeighbours } from "@/server/work/claims/find-neighbours";
import { type ReadableClaim, readClaims } from "@/server/work/claims/read-claims";
import { readPlayedEpisodes } from "@/server/work/claims/read-played-episodes";
import { explainClaim } from "../explain-claim";
import { withdrawFigure, withdrawMyClaim } from "./actions";

interface Found {
  readonly claim: ReadableClaim;
  /** Whether the reader proposed it, and whether they may review it. */
  readonly own: boolean;
  readonly reviews: boolean;
}

/** A claim, if this reader may see it. Unpublished claims are visible to their proposer and the show's maintainers. */
const find = cache(async (id: string): Promise<Found | null> => {
  if (!/^\d{1,9}$/.test(id)) return null;
  const person = await currentPerson();
  const [read] = await readClaims(db(), [Number(id)], { waiting: person !== null });
  if (!read) return null;
  const own = person !== null && read.proposerId === person.id;
  // A figure that awaits review is visible to its proposer, who can withdraw it.
  const evidence = read.evidence.filter(
    ({ status, proposerId }) =>
      status === "accepted" || read.status === "proposed" || proposerId === person?.id,
  );
  // So is a place that awaits review.
  const repeats = read.repeats.filter(
    ({ status, proposerId }) => status === "accepted" || (person !== null && proposerId === person.id),
  );
  const shown = { ...read, evidence, repeats };
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
    title: texts.metaTitle(claim.exact.slice(0, 80)),
    alternates: { canonical: `/claims/${claim.id}` },
    ...(claim.status === "published" ? {} : { robots: { index: false } }),
  };
}

/** A claim with all figures that it is compared with. */
export default async function ClaimPage({ params, searchParams }: PageProps<"/claims/[id]">) {
  const found = await find((await params).id);
  if (!found) notFound();
  const { claim, own, reviews } = found;
  const { became } = await searchParams;
  const said = typeof became === "string" ? explainClaim(became) : null;
  const review = describeClaim(claim, readEnvironment().siteUrl);
  const [neighbours, episodes] = await Promise.all([
    findNeighbours(db(), [claim]),
    readPlayedEpisodes(db(), claim),
  ]);
  const state = textOf(texts.states, claim.status);
  const open = claim.status === "proposed" || claim.status === "published";
  const decidable = open || claim.status === "retired";
  return (
    <Page narrow>
      {review ? <LinkedDataScript json={asScript(review)} /> : null}
      <PageHeading
        over={<Link href="/claims">{claimsPage.title}</Link>}
        title={claimsPage.heading}
        lead={state ? `${state} ${claim.reason ?? ""}` : undefined}
      />
      {said ? <Notice>{said}</Notice> : null}
      <div className={page.section}>
        <ClaimCard
          claim={claim}
          neighbours={neighbours}
          actions={({ id, status }) =>
            status === "proposed" && claim.status === "published" ? (
              <form action={withdrawFigure}>
                <input type="hidden" name="claimId" value={claim.id} />
                <input type="hidden" name="evidenceId" value={id} />
                <Button variant="danger">{texts.withdrawFigure}</Button>
              </form>
            ) : null
          }
        />
      </div>
      <ClaimPlaces claim={claim} episodes={episodes} />
      <p className={page.facts}>
        {claim.deciderName && claim.status === "published"
          ? texts.acceptedBy(claim.proposerName, claim.deciderName)
          : texts.proposedBy(claim.proposerName)}
      </p>
      {open || reviews ? (
        <div className={styles.walk}>
          {open ? (
            <Link href={`/claims/${claim.id}/evidence`} rel="nofollow">
              {texts.another}
            </Link>
          ) : null}
          {reviews && decidable ? (
            <Link href={`/review?kind=claim&claim=${claim.id}`}>{texts.review}</Link>
          ) : null}
          {own && claim.status === "proposed" ? (
            <form action={withdrawMyClaim}>
              <input type="hidden" name="claimId" value={claim.id} />
              <Button variant="danger">{texts.withdraw}</Button>
            </form>
          ) : null}
        </div>
      ) : null}
    </Page>
  );
}

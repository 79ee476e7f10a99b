import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { ClaimFilterForm } from "@/components/claims/claim-filter-form";
import { ClaimList } from "@/components/claims/claim-list";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { Pager } from "@/components/ui/pager";
import { claimsPage as texts } from "@/lib/texts/en/claims";
import { db } from "@/server/db";
import { listClaimFilters, listClaims } from "@/server/work/claims/list-claims";

export const metadata: Metadata = {
  title: texts.title,
  description: texts.description,
  alternates: {
    canonical: "/claims",
    types: { "application/atom+xml": [{ url: "/claims/feed.xml", title: texts.feed }] },
  },
};

// An address may have a parameter twice: the first counts.
const one = z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().max(200).catch(""));
const address = z.object({
  outcome: one.pipe(
    z.enum(["matches", "close", "differs", "not comparable", "none"]).or(z.literal("")).catch(""),
  ),
  show: one,
  speaker: one,
  survey: one,
  state: one,
  page: one.transform(Number).pipe(z.number().int().min(1).max(10_000).catch(1)),
});

/** The published claims. */
export default async function ClaimsPage({ searchParams }: PageProps<"/claims">) {
  const asked = address.parse(await searchParams);
  // Claims are decided in the review queue.
  if (asked.state === "proposed") redirect("/review?kind=claim");
  const { outcome, show, speaker, survey } = asked;
  const wanted = {
    outcome: outcome || undefined,
    show: show || undefined,
    speaker: speaker || undefined,
    survey: survey || undefined,
    page: asked.page,
  };
  const [{ claims, total, pages }, choices] = await Promise.all([
    listClaims(db(), wanted),
    listClaimFilters(db()),
  ]);
  const hrefOf = (number: number) => {
    const kept = Object.entries({ outcome, show, speaker, survey, page: number > 1 ? String(number) : "" });
    return `/claims?${new URLSearchParams(kept.filter(([, value]) => value !== ""))}`;
  };
  return (
    <Page narrow>
      <PageHeading title={texts.heading} lead={texts.lead} />
      <ClaimFilterForm chosen={asked} choices={choices} />
      <p className={page.facts} role="status">
        {total === 0 ? texts.none : texts.count(total)}
      </p>
      <ClaimList claims={claims} />
      <p className={page.links}>
        <Link href="/claims/mine" rel="nofollow">
          {texts.mine}
        </Link>
        <a href="/claims/feed.xml">{texts.feed}</a>
        <a href="/claims/claims.csv">{texts.csv}</a>
      </p>
      <Pager page={asked.page} pages={pages} hrefOf={hrefOf} />
    </Page>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { z } from "zod";
import { ClaimFilters } from "@/components/claims/claim-filters";
import { ClaimList } from "@/components/claims/claim-list";
import page from "@/components/ui/page.module.css";
import { countOf } from "@/lib/time";
import { db } from "@/server/db";
import { listClaimFilters, listClaims } from "@/server/work/claims/list-claims";

export const metadata: Metadata = {
  title: "Claims",
  description: "What was said in episodes, beside what was measured.",
  alternates: { canonical: "/claims" },
};

// An address may name a thing twice; the first counts.
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
  // Claims are decided in the queue of edits.
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
    <div className={`${page.page} ${page.narrow}`}>
      <h1 className={page.title}>Said, and measured</h1>
      <p className={page.lead}>
        What was claimed in episodes, each beside the figure of the survey it is about.
      </p>
      <ClaimFilters chosen={asked} choices={choices} />
      <p className={page.facts} role="status">
        {total === 0
          ? "No claim is here yet that fits. Select words in a transcript to make one."
          : countOf(total, "claim")}
      </p>
      <ClaimList claims={claims} />
      <p className={page.links}>
        <Link href="/claims/mine" prefetch={false} rel="nofollow">
          Your claims
        </Link>
      </p>
      {pages > 1 ? (
        <nav className={page.facts} aria-label="Pages">
          {asked.page > 1 ? <Link href={hrefOf(asked.page - 1)}>Previous</Link> : null} Page {asked.page} of{" "}
          {pages} {asked.page < pages ? <Link href={hrefOf(asked.page + 1)}>Next</Link> : null}
        </nav>
      ) : null}
    </div>
  );
}

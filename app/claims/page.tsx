import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { ClaimFilters } from "@/components/claims/claim-filters";
import { ClaimList } from "@/components/claims/claim-list";
import page from "@/components/ui/page.module.css";
import { countOf } from "@/lib/time";
import { currentPerson } from "@/server/accounts/current-person";
import { reviewedShows } from "@/server/accounts/rights";
import { listClaimFilters, listClaims } from "@/server/claims/list-claims";
import { listClaimsToReview } from "@/server/claims/list-claims-to-review";
import { db } from "@/server/db";
import { decide } from "./actions";

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
  became: one,
  page: one.transform(Number).pipe(z.number().int().min(1).max(10_000).catch(1)),
});

/** The published claims, and for maintainers what waits for them. */
export default async function ClaimsPage({ searchParams }: PageProps<"/claims">) {
  const asked = address.parse(await searchParams);
  if (asked.state === "proposed") return <ToReview became={asked.became} />;
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
      {pages > 1 ? (
        <nav className={page.facts} aria-label="Pages">
          {asked.page > 1 ? <Link href={hrefOf(asked.page - 1)}>Previous</Link> : null} Page {asked.page} of{" "}
          {pages} {asked.page < pages ? <Link href={hrefOf(asked.page + 1)}>Next</Link> : null}
        </nav>
      ) : null}
    </div>
  );
}

const BECAME: Record<string, string> = {
  published: "Published.",
  rejected: "Rejected, with your reason.",
  retired: "Taken down, with your reason.",
  "not-allowed": "Only maintainers of the show decide about its claims.",
  "own-claim": "Somebody else has to decide about a claim of your own.",
  "already-decided": "Somebody has decided about it meanwhile.",
  "no-reason": "Please say why: whoever proposed it will want to know.",
  lost: "Its words are not in the text any more, so there is nothing to publish it beside.",
  "no-claim": "That claim is not here any more.",
};

async function ToReview({ became }: { became: string }) {
  const person = await currentPerson();
  const shows = person ? await reviewedShows(db(), person.id) : [];
  const { proposed, lost, changed, newer } = await listClaimsToReview(db(), {
    showIds: shows.map(({ id }) => id),
  });
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <h1 className={page.title}>Claims to look at</h1>
      {BECAME[became] ? (
        <p className={page.lead} role="status">
          {BECAME[became]}
        </p>
      ) : null}
      {shows.length === 0 ? (
        <p className={page.lead}>
          {person ? (
            "You are a maintainer of no show."
          ) : (
            <Link href="/sign-in?callbackUrl=/claims?state=proposed">Sign in to see what waits for you.</Link>
          )}
        </p>
      ) : null}
      {shows.length > 0 && proposed.length + lost.length + changed.length + newer.length === 0 ? (
        <p className={page.lead}>Nothing waits. What people propose will be here.</p>
      ) : null}
      <Part title="Proposed" claims={proposed} decisions={["publish", "reject"]} />
      <Part title="Words changed by an edit" claims={lost} decisions={["retire"]} />
      <Part title="Figure corrected since" claims={changed} decisions={["retire"]} />
      <Part title="Newer figure" claims={newer} decisions={["retire"]} />
    </div>
  );
}

function Part({
  title,
  ...list
}: { title: string } & Pick<React.ComponentProps<typeof ClaimList>, "claims" | "decisions">) {
  if (list.claims.length === 0) return null;
  return (
    <section className={page.section}>
      <h2 className={page.subtitle}>{title}</h2>
      <ClaimList {...list} decide={decide} />
    </section>
  );
}

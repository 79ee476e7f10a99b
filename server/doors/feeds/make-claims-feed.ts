import { sayQuantity, sayStatistic, sayWhy } from "@/evidence";
import { claimList, claimsPage } from "@/lib/texts/en/claims";
import type { Reader } from "@/server/db";
import type { Made } from "@/server/text/pages/kept";
import { makeText } from "@/server/text/pages/make-text";
import { asStatistic } from "@/server/work/claims/as-statistic";
import { type ReadableClaim, readClaims } from "@/server/work/claims/read-claims";
import { writeXml } from "./write-xml";

// As many as a daily reader wants to see.
const MOST = 100;

/** The newest published claims of the whole site as Atom (RFC 4287). */
export async function makeClaimsFeed(db: Reader, { siteUrl }: { readonly siteUrl: string }): Promise<Made> {
  const rows = await db.claim.findMany({
    where: { status: "published" },
    orderBy: [{ decidedAt: { sort: "desc", nulls: "last" } }, { id: "desc" }],
    take: MOST,
    select: { id: true },
  });
  const claims = await readClaims(
    db,
    rows.map(({ id }) => id),
  );
  const body = writeXml({
    feed: {
      "@xmlns": "http://www.w3.org/2005/Atom",
      "@xml:lang": "en",
      id: `${siteUrl}/claims/feed.xml`,
      title: claimsPage.heading,
      updated: dateOf(claims[0]).toISOString(),
      author: { name: claimsPage.heading, uri: `${siteUrl}/claims` },
      link: [
        { "@rel": "self", "@type": "application/atom+xml", "@href": `${siteUrl}/claims/feed.xml` },
        { "@rel": "alternate", "@type": "text/html", "@href": `${siteUrl}/claims` },
      ],
      entry: claims.map((claim) => ({
        id: `${siteUrl}/claims/${claim.id}`,
        title: claim.proposition ?? claimList.quoted(claim.exact),
        published: claim.proposedAt.toISOString(),
        updated: dateOf(claim).toISOString(),
        author: { name: claim.proposerName },
        link: { "@rel": "alternate", "@type": "text/html", "@href": `${siteUrl}/claims/${claim.id}` },
        summary: summaryOf(claim),
      })),
    },
  });
  return makeText({ body, type: "application/atom+xml; charset=utf-8" });
}

const dateOf = (claim: ReadableClaim | undefined): Date =>
  claim ? (claim.decidedAt ?? claim.proposedAt) : new Date(0);

function summaryOf({ evidence, quantity, said, show, episode }: ReadableClaim): string {
  const outcomes = evidence
    .filter(({ status }) => status === "accepted")
    .map(
      ({ statistic, comparison }) =>
        `${comparison.outcome}: ${sayStatistic(asStatistic(statistic))} (${statistic.survey.title} ${statistic.wave.name}; ${sayWhy(comparison)})`,
    );
  return [`${show.title}: ${episode.title}. ${said ?? sayQuantity(quantity)}`, ...outcomes].join(" · ");
}

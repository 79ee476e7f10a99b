import { sayWhy } from "@/evidence";
import { momentQuery } from "@/lib/time";
import type { ReadableClaim } from "@/server/work/claims/read-claims";
import type { LinkedData } from "./describe-episode";

/** What the relation that a person chose is called, and how true it makes the claim, from 1 to 5. */
const RATINGS = {
  supports: { alternateName: "Supported", ratingValue: 5 },
  refutes: { alternateName: "Refuted", ratingValue: 1 },
} as const;

/**
 * A published claim as schema.org's ClaimReview, rated by the relation that a person chose; null where nothing supports
 * or refutes it, since a review without a rating says nothing.
 */
export function describeClaim(claim: ReadableClaim, site: string): LinkedData | null {
  const { id, show, episode, speaker, exact, proposition, seconds, decidedAt, deciderName } = claim;
  const rated = claim.evidence.flatMap(({ status, relation, statistic, comparison }) =>
    // Claims keep a figure that was taken back, but it makes no rating any more.
    status === "accepted" && relation !== "context" && statistic.retracted === null
      ? [{ relation, statistic, comparison }]
      : [],
  );
  const [held] = rated;
  if (claim.status !== "published" || !held || !decidedAt) return null;
  const relations = new Set(rated.map(({ relation }) => relation));
  // Figures that say opposite things make no rating.
  if (relations.size > 1) return null;
  const url = `${site}/claims/${id}`;
  const page = `${site}/${show.slug}/${episode.slug}`;
  return {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "@id": url,
    url,
    claimReviewed: proposition ?? exact,
    datePublished: decidedAt.toISOString(),
    ...(deciderName ? { author: { "@type": "Person", name: deciderName } } : {}),
    itemReviewed: {
      "@type": "Claim",
      ...(speaker ? { author: { "@type": "Person", name: speaker } } : {}),
      appearance: {
        "@type": "PodcastEpisode",
        name: episode.title,
        url: `${page}${momentQuery(seconds)}`,
        partOfSeries: { "@type": "PodcastSeries", name: show.title, url: `${site}/${show.slug}` },
      },
    },
    reviewRating: {
      "@type": "Rating",
      ...RATINGS[held.relation === "supports" ? "supports" : "refutes"],
      ...{ bestRating: 5, worstRating: 1, ratingExplanation: sayWhy(held.comparison) },
    },
    citation: [...new Set(rated.map(({ statistic }) => statistic.source))].filter((source) =>
      /^https?:/.test(source),
    ),
  };
}

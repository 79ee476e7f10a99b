import { sayQuantity, sayStatistic } from "@/evidence";
import { paragraphId } from "@/lib/page-contract";
import { asStatistic } from "./as-statistic";
import type { ReadableClaim } from "./read-claims";

const RATINGS = { matches: 5, close: 4, differs: 1, "not comparable": null } as const;

/**
 * An episode's claims as a W3C annotation page; decided claims have schema.org's ClaimReview. Quotes are
 * plain text, and context is counted in code points, as the data model requires.
 */
export function toAnnotations(
  claims: readonly ReadableClaim[],
  { siteUrl, href }: { siteUrl: string; href: string },
): object {
  const source = `${siteUrl}${href}`;
  return {
    "@context": ["http://www.w3.org/ns/anno.jsonld", { schema: "https://schema.org/" }],
    id: `${source}/claims.jsonld`,
    type: "AnnotationPage",
    items: claims.map((claim) => toAnnotation(claim, { siteUrl, source })),
  };
}

function toAnnotation(
  claim: ReadableClaim,
  { siteUrl, source }: { siteUrl: string; source: string },
): object {
  const { id, exact, prefix, suffix, segmentId, seconds, evidence, proposition, quantity, said } = claim;
  const seconds10 = Math.round(seconds * 10) / 10;
  return {
    id: `${siteUrl}/claims/${id}`,
    type: "Annotation",
    motivation: "assessing",
    created: claim.proposedAt.toISOString(),
    creator: { type: "Person", name: claim.proposerName },
    target: {
      source,
      selector: [
        { type: "TextQuoteSelector", exact, prefix, suffix },
        { type: "FragmentSelector", value: paragraphId(segmentId) },
        {
          type: "FragmentSelector",
          conformsTo: "http://www.w3.org/TR/media-frags/",
          value: `t=${seconds10}`,
        },
      ],
    },
    body: evidence.map(({ statistic, comparison, relation, note }) => ({
      type: "TextualBody",
      purpose: "assessing",
      format: "text/plain",
      language: "en",
      value: [
        `${comparison.outcome}: said ${said ?? sayQuantity(quantity)}, measured ${sayStatistic(asStatistic(statistic))}${statistic.computed ? ` (${statistic.computed.said})` : ""}.`,
        `It ${RELATIONS[relation]}.`,
        note,
      ]
        .filter(Boolean)
        .join(" "),
    })),
    ...(claim.decidedAt
      ? { "schema:subjectOf": reviewOf(claim, { siteUrl, source, claimed: proposition ?? exact }) }
      : {}),
  };
}

const RELATIONS = { supports: "supports the claim", refutes: "refutes the claim", context: "gives context" };

function reviewOf(
  claim: ReadableClaim,
  { siteUrl, source, claimed }: { siteUrl: string; source: string; claimed: string },
): object {
  const [held] = claim.evidence;
  const rating = held ? RATINGS[held.comparison.outcome] : null;
  return {
    "@type": "schema:ClaimReview",
    "schema:url": `${siteUrl}/claims/${claim.id}`,
    "schema:claimReviewed": claimed,
    "schema:datePublished": claim.decidedAt?.toISOString(),
    "schema:author": { "@type": "schema:Person", "schema:name": claim.deciderName },
    "schema:itemReviewed": {
      "@type": "schema:Claim",
      "schema:appearance": source,
      ...(claim.speaker
        ? { "schema:author": { "@type": "schema:Person", "schema:name": claim.speaker } }
        : {}),
    },
    "schema:reviewRating": {
      "@type": "schema:Rating",
      "schema:alternateName": held?.comparison.outcome ?? "not held against a figure",
      ...(rating === null
        ? {}
        : { "schema:ratingValue": rating, "schema:bestRating": 5, "schema:worstRating": 1 }),
    },
    ...(held ? { "schema:citation": held.statistic.source } : {}),
  };
}

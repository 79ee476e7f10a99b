import { describe, expect, it } from "vitest";
import { quoteWords } from "../../../server/text/quotes/quote";
import type { ReadableClaim } from "../../../server/work/claims/read-claims";
import { toAnnotations } from "../../../server/work/claims/to-annotations";

const TEXT = `${"😀".repeat(40)} and half of them said so ${"🎉".repeat(40)}.`;
const quote = quoteWords(TEXT, 0, 2)!;

const claim = (more: Partial<ReadableClaim>): ReadableClaim => ({
  ...{
    id: 7,
    status: "published",
    show: { id: 1, slug: "x", title: "X" },
    episode: { id: 1, slug: "1", title: "One" },
    repeats: [],
  },
  ...{ ...quote, segmentId: 3, seconds: 12.345, lostAt: null, speaker: "Ann", scope: "sample", base: null },
  quantity: { kind: "percent", value: 50, unit: "percent", comparator: "stated", form: "fraction" },
  ...{ said: "half", proposition: null, proposerName: "bob", proposerId: null, proposedAt: new Date(0) },
  ...{ deciderName: null, decidedAt: null, reason: null, evidence: [] },
  ...more,
});
const where = { siteUrl: "https://example.org", href: "/x/1" };

describe("a claim as a W3C annotation", () => {
  it("has a quote whose context is counted in code points, and no half characters", () => {
    expect(quote).toMatchObject({ exact: "and half of", prefix: `${"😀".repeat(31)} ` });
    expect([...quote.suffix]).toHaveLength(32);
    // A lone surrogate would mean that a character was cut in two.
    expect(quote.prefix + quote.suffix).not.toMatch(/\p{Surrogate}/u);
    // As the data model requires: prefix, exact and suffix follow each other in the text.
    expect(TEXT).toContain(quote.prefix + quote.exact + quote.suffix);
    const page = toAnnotations([claim({})], where);
    expect(JSON.parse(JSON.stringify(page))).toMatchObject({
      "@context": ["http://www.w3.org/ns/anno.jsonld", { schema: "https://schema.org/" }],
      id: "https://example.org/x/1/claims.jsonld",
      type: "AnnotationPage",
      items: [
        {
          ...{ id: "https://example.org/claims/7", type: "Annotation", motivation: "assessing" },
          target: {
            source: "https://example.org/x/1",
            selector: [
              { type: "TextQuoteSelector", exact: quote.exact, prefix: quote.prefix, suffix: quote.suffix },
              { type: "FragmentSelector", value: "p3" },
              {
                ...{ type: "FragmentSelector", value: "t=12.3" },
                conformsTo: "http://www.w3.org/TR/media-frags/",
              },
            ],
          },
        },
      ],
    });
  });

  it("has a ClaimReview where it was decided about, and else none", () => {
    expect(JSON.stringify(toAnnotations([claim({})], where))).not.toContain("ClaimReview");
    const decided = toAnnotations([claim({ deciderName: "mo", decidedAt: new Date(0) })], where);
    expect(decided).toMatchObject({
      items: [
        {
          "schema:subjectOf": {
            "@type": "schema:ClaimReview",
            "schema:url": "https://example.org/claims/7",
            "schema:claimReviewed": "and half of",
            "schema:datePublished": "1970-01-01T00:00:00.000Z",
            "schema:reviewRating": { "schema:alternateName": "not held against a figure" },
          },
        },
      ],
    });
  });
});

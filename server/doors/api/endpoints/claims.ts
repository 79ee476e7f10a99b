import { z } from "zod";
import {
  chooseQuantity,
  evaluate,
  findQuantities,
  type Operation,
  type Statistic,
  sayExpression,
} from "@/evidence";
import { LARGEST_ROW_ID, rowId } from "@/lib/row-id";
import { momentQuery } from "@/lib/time";
import type { Database, Reader } from "@/server/db";
import { endpoint } from "@/server/doors/api/endpoint";
import { listOf, pageOf, pageQuery } from "@/server/doors/api/list-of";
import { type Refusal, refuse } from "@/server/doors/api/problems";
import { episodeName, showSlug } from "@/server/doors/api/schemas";
import { type AddEvidenceProblem, addEvidence } from "@/server/work/claims/add-evidence";
import { isOperation } from "@/server/work/claims/compute-statistic";
import { type ProposeProblem, proposeClaim } from "@/server/work/claims/propose-claim";
import { quantitySchema } from "@/server/work/claims/quantity-schema";
import { documentIdAt } from "@/server/work/contributions/find-document";
import { statisticSchema, surveySlug, toStatistic } from "./to-survey";

const outcome = z.enum(["matches", "close", "differs", "not comparable"]);

const claimSchema = z
  .strictObject({
    id: z.int().min(1),
    document: episodeName,
    speaker: z.string().nullable(),
    claim: z.string().nullable().describe("The claim as one full sentence; null if nobody wrote one."),
    quantity: z.unknown().describe("The number as spoken: kind, value, unit and comparator."),
    quotes: z
      .array(
        z.strictObject({
          segment: z.int().min(1),
          exact: z.string(),
          prefix: z.string(),
          suffix: z.string(),
          start: z.number().min(0),
          revision: z.int().min(1).describe("The revision that has these words."),
          lost: z
            .boolean()
            .describe("Whether the words changed since, so that a person must check the quote."),
          url: z.url(),
        }),
      )
      .describe("Where the claim was made, and where it was said again, as W3C TextQuoteSelectors."),
    evidence: z.array(
      z.strictObject({
        relation: z.enum(["supports", "refutes", "context"]),
        outcome,
        reason: z.string().nullable().describe("Why claim and statistic cannot be compared."),
        note: z.string().nullable(),
        survey: surveySlug,
        wave: z.string(),
        question: z.string(),
        statistic: statisticSchema,
        expression: z
          .strictObject({
            operation: z.enum(["sum", "complement", "difference", "ratio"]),
            terms: z.array(statisticSchema).describe("`statistic` and those behind it, in their order."),
            value: z.number().nullable().describe("What it comes to."),
            unit: z.string(),
            said: z.string().describe("Written out: 31.43 + 33.06 + 12.21 = 76.70 %"),
          })
          .nullable()
          .describe(
            "How the figure was computed of several statistics; null where it is the statistic itself.",
          ),
      }),
    ),
  })
  .meta({ id: "Claim" });

const rested = {
  include: {
    statistic: {
      include: {
        category: {
          include: { question: { include: { wave: { include: { survey: { select: { slug: true } } } } } } },
        },
      },
    },
  },
} as const;

const include = {
  episode: { select: { slug: true, show: { select: { slug: true } } } },
  anchors: {
    where: { status: "accepted" },
    orderBy: { id: "asc" },
    include: {
      document: { select: { episode: { select: { slug: true, show: { select: { slug: true } } } } } },
    },
  },
  evidence: {
    where: { status: "accepted" },
    orderBy: { id: "asc" },
    include: { rested, terms: { orderBy: { position: "asc" }, include: { rested } } },
  },
} as const;

type Where = NonNullable<NonNullable<Parameters<Database["claim"]["findMany"]>[0]>["where"]>;

/** Published claims only: proposed ones are visible to maintainers alone. */
const findClaims = (db: Reader, where: Where, take: number) =>
  db.claim.findMany({ where: { ...where, status: "published" }, orderBy: { id: "asc" }, take, include });

function toClaim(
  row: Awaited<ReturnType<typeof findClaims>>[number],
  siteUrl: string,
): z.output<typeof claimSchema> {
  const document = `${row.episode.show.slug}/${row.episode.slug}`;
  return {
    ...{ id: row.id, document, speaker: row.speaker, claim: row.proposition, quantity: row.quantity },
    quotes: row.anchors.map(({ segmentId, exact, prefix, suffix, seconds, revision, lostAt, ...anchor }) => ({
      ...{ segment: segmentId, exact, prefix, suffix, start: seconds, revision, lost: lostAt !== null },
      url: `${siteUrl}/${anchor.document.episode.show.slug}/${anchor.document.episode.slug}${momentQuery(seconds)}`,
    })),
    evidence: row.evidence.map(({ relation, outcome: found, reason, note, rested, operation, terms }) => {
      const { question } = rested.statistic.category;
      const all = [rested, ...terms.map((term) => term.rested)];
      return {
        ...{ relation, outcome: outcome.parse(found), reason, note },
        ...{ survey: question.wave.survey.slug, wave: question.wave.name, question: question.slug },
        statistic: toTerm(rested),
        expression: isOperation(operation) ? toExpression(operation, all) : null,
      };
    }),
  };
}

type RestedRow = Awaited<
  ReturnType<typeof findClaims>
>[number]["evidence"][number]["terms"][number]["rested"];

function toTerm({ statistic, ...version }: RestedRow): z.output<typeof statisticSchema> {
  return toStatistic({ ...statistic, category: statistic.category.label, version });
}

function toExpression(operation: Operation, rows: readonly RestedRow[]) {
  const expression = {
    operation,
    terms: rows.map(({ statistic, value, valueMax, qualifier, unit, decimals }) => ({
      ...{ statistic: statistic.kind, value, valueMax, unit, decimals },
      qualifier: qualifier as Statistic["qualifier"],
    })),
  };
  const made = evaluate(expression);
  return {
    ...{ operation, terms: rows.map(toTerm), value: made?.value ?? null },
    ...{ unit: made?.unit ?? rows[0]?.unit ?? "", said: sayExpression(expression) },
  };
}

const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => !text.includes("\0"), "It contains a NUL character.");
const version = z.int().min(1).max(LARGEST_ROW_ID).optional();

const figureBody = z.strictObject({
  statistic: rowId,
  version: version.describe("The version that you saw; if it was corrected since, the call is refused."),
  operation: z
    .enum(["sum", "complement", "difference", "ratio"])
    .optional()
    .describe("What is computed of the statistic and of `terms`."),
  terms: z
    .array(z.strictObject({ statistic: rowId, version }))
    .max(19)
    .default([]),
  relation: z
    .enum(["supports", "refutes", "context"])
    .optional()
    .describe("How it relates to the claim; as the outcome suggests if left out."),
  note: words(2000).optional(),
});

const toEvidence = ({ statistic, terms, operation, note, ...rest }: z.output<typeof figureBody>) => ({
  ...{ statisticId: statistic, operation: operation ?? null, note: note ?? null, ...rest },
  terms: terms.map((term) => ({ statisticId: term.statistic, version: term.version })),
});

const proposedSchema = z
  .strictObject({
    claim: z.int().min(1),
    status: z.literal("proposed"),
    outcome: outcome.nullable().describe("What the comparison came to; null without a figure."),
    reason: z.string().nullable().describe("Why claim and statistic cannot be compared."),
    url: z.url(),
  })
  .meta({ id: "ClaimProposed" });

/** The refusal of a claim or of evidence as a problem of the API. */
function claimProblem(reason: ProposeProblem | AddEvidenceProblem): Refusal {
  const detail = CLAIM_PROBLEMS[reason];
  if (reason === "blocked") return refuse("forbidden", detail);
  if (reason === "too-many")
    return refuse("too-many-requests", detail, { headers: { "Retry-After": "3600" } });
  if (reason === "no-document" || reason === "no-claim") return refuse("not-found", detail);
  if (CONFLICTS.has(reason)) return refuse("conflict", detail);
  return refuse("invalid", detail);
}

const CONFLICTS = new Set<string>([
  ...["words-changed", "already-claimed", "already-decided", "already-linked", "statistic-changed"],
]);

const CLAIM_PROBLEMS: Readonly<Record<ProposeProblem | AddEvidenceProblem, string>> = {
  "no-document": "There is no such episode with a transcript.",
  "no-claim": "There is no such claim.",
  "no-segment": "The transcript has no such segment.",
  "no-words": "The quote has no words.",
  "over-gap": "The quote goes over a gap of the transcript.",
  "words-changed": "The segment does not have these words.",
  "several-places": "The segment has these words more than once: send `first_word`.",
  "already-claimed": "These words are a claim already.",
  "already-decided": "The claim was decided in the meantime.",
  "already-linked": "The claim is linked to that figure already.",
  "no-statistic": "There is no such statistic, or it was taken back.",
  "statistic-changed": "The statistic was corrected since that version.",
  "no-expression": "These statistics cannot be computed so.",
  "too-many": "You have as many proposals waiting as one person can have.",
  blocked: "You cannot contribute here.",
};

export const claimEndpoints = [
  endpoint({
    method: "POST",
    path: "/claims",
    name: "proposeClaim",
    summary: "Propose a claim",
    about: "A maintainer of the show reviews it. Without a quantity, the one in the quote is taken.",
    scope: "contribute",
    status: 201,
    body: z.strictObject({
      document: episodeName,
      segment: rowId.describe("The segment that has the words; /documents/{document}/segments lists them."),
      quote: words(2000).describe("The words, as the page shows them."),
      first_word: z
        .int()
        .min(0)
        .max(LARGEST_ROW_ID)
        .optional()
        .describe("The index of the first word in the segment, where the words occur more than once."),
      claim: words(500).optional().describe("The claim as one full sentence."),
      quantity: quantitySchema.optional().describe("The number as spoken: kind, value, unit and comparator."),
      scope: z.enum(["sample", "population"]).default("sample"),
      base: words(300).optional().describe("Whom it is about, in the speaker's words."),
      figure: figureBody.optional().describe("The statistic that it is held against."),
    }),
    answer: proposedSchema,
    problems: ["forbidden", "not-found", "conflict"],
    handle: async ({ db, siteUrl, person }, { body }) => {
      if (!person) return refuse("no-token", "A personal token is needed.");
      const [show = "", slug = ""] = body.document.split("/");
      const documentId = await documentIdAt(db, { show, slug, kind: "transcript" });
      if (documentId === null) return claimProblem("no-document");
      const quantity = body.quantity ?? chooseQuantity(findQuantities(body.quote));
      if (!quantity) return refuse("invalid", "The quote states no quantity: send one.");
      const proposed = await proposeClaim(db, {
        author: { id: person.id, name: person.name },
        ...{ documentId, segmentId: body.segment, exact: body.quote, firstWord: body.first_word, quantity },
        ...{ scope: body.scope, base: body.base ?? null, proposition: body.claim ?? null },
        evidence: body.figure ? toEvidence(body.figure) : null,
      });
      if (!proposed.ok) return claimProblem(proposed.reason);
      const url = `${siteUrl}/claims/${proposed.claimId}`;
      const { comparison } = proposed;
      return {
        ok: true,
        location: url,
        body: {
          ...{ claim: proposed.claimId, status: "proposed" as const, url },
          ...{ outcome: comparison?.outcome ?? null, reason: comparison?.reason ?? null },
        },
      };
    },
  }),
  endpoint({
    method: "POST",
    path: "/claims/{id}/evidence",
    name: "proposeEvidence",
    summary: "Propose one more figure for a claim",
    about: "A maintainer of the show reviews it.",
    scope: "contribute",
    status: 201,
    params: z.strictObject({ id: rowId }),
    body: figureBody,
    answer: proposedSchema,
    problems: ["forbidden", "not-found", "conflict"],
    handle: async ({ db, siteUrl, person }, { params: { id }, body }) => {
      if (!person) return refuse("no-token", "A personal token is needed.");
      const added = await addEvidence(db, {
        ...{ author: { id: person.id, name: person.name }, claimId: id, evidence: toEvidence(body) },
      });
      if (!added.ok) return claimProblem(added.reason);
      const { outcome: found, reason } = added.comparison;
      const url = `${siteUrl}/claims/${id}`;
      return {
        ok: true,
        location: url,
        body: { claim: id, status: "proposed" as const, outcome: found, reason, url },
      };
    },
  }),
  endpoint({
    method: "GET",
    path: "/claims",
    name: "listClaims",
    summary: "Claims made on air, with evidence",
    about: "Published claims, in the order in which they were proposed.",
    query: z.strictObject({
      ...pageQuery,
      show: showSlug.optional(),
      document: episodeName.optional(),
      survey: surveySlug.optional().describe("Only claims with evidence from this survey."),
      outcome: outcome.optional().describe("Only claims with evidence of this outcome."),
    }),
    answer: listOf(claimSchema),
    problems: ["bad-cursor"],
    handle: async ({ reader: db, siteUrl, after }, { query }) => {
      const { limit, show, document, survey, outcome: wanted } = query;
      const [ofShow, ofEpisode] = document?.split("/") ?? [];
      const wave = survey === undefined ? {} : { wave: { survey: { slug: survey } } };
      const evidence = {
        status: "accepted" as const,
        ...(wanted === undefined ? {} : { outcome: wanted }),
        ...(survey === undefined ? {} : { rested: { statistic: { category: { question: wave } } } }),
      };
      const rows = await findClaims(
        db,
        {
          ...(after === undefined ? {} : { id: { gt: Number(after[0]) } }),
          episode: {
            ...(ofEpisode === undefined ? {} : { slug: ofEpisode }),
            AND: [show, ofShow].flatMap((slug) => (slug === undefined ? [] : [{ show: { slug } }])),
          },
          ...(survey === undefined && wanted === undefined ? {} : { evidence: { some: evidence } }),
        },
        limit + 1,
      );
      return pageOf(rows, { limit, item: (row) => toClaim(row, siteUrl), keyOf: ({ id }) => [id] });
    },
  }),
  endpoint({
    method: "GET",
    path: "/claims/{id}",
    name: "getClaim",
    summary: "A claim with its evidence",
    params: z.strictObject({
      id: rowId,
    }),
    answer: claimSchema,
    problems: ["not-found"],
    handle: async ({ reader: db, siteUrl }, { params: { id } }) => {
      const [row] = await findClaims(db, { id }, 1);
      if (!row) return refuse("not-found", `There is no claim ${id}.`);
      return { ok: true, body: toClaim(row, siteUrl) };
    },
  }),
];

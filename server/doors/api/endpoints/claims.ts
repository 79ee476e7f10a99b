import { z } from "zod";
import { evaluate, type Operation, type Statistic, sayExpression } from "@/evidence";
import { rowId } from "@/lib/row-id";
import { momentQuery } from "@/lib/time";
import type { Database, Reader } from "@/server/db";
import { endpoint } from "@/server/doors/api/endpoint";
import { listOf, pageOf, pageQuery } from "@/server/doors/api/list-of";
import { refuse } from "@/server/doors/api/problems";
import { episodeName, showSlug } from "@/server/doors/api/schemas";
import { isOperation } from "@/server/work/claims/compute-statistic";
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
      .describe("Where the claim was made, as W3C TextQuoteSelectors."),
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
  anchors: { orderBy: { id: "asc" } },
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
    quotes: row.anchors.map(({ segmentId, exact, prefix, suffix, seconds, revision, lostAt }) => ({
      ...{ segment: segmentId, exact, prefix, suffix, start: seconds, revision, lost: lostAt !== null },
      url: `${siteUrl}/${document}${momentQuery(seconds)}`,
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

export const claimEndpoints = [
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

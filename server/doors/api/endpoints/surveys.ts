import { z } from "zod";
import type { Reader } from "@/server/db";
import type { After } from "@/server/doors/api/cursor";
import { endpoint } from "@/server/doors/api/endpoint";
import { listOf, pageOf, pageQuery } from "@/server/doors/api/list-of";
import { refuse } from "@/server/doors/api/problems";
import { fileHabits } from "@/server/work/surveys/file-habits";
import { proposeSurvey } from "@/server/work/surveys/propose-survey";
import {
  askedStatisticSchema,
  MOST_STATISTICS,
  surveySchema,
  surveySlug,
  surveyWithQuestionsSchema,
  toStatistic,
  toSurvey,
  WAVES,
} from "./to-survey";

const findSurveys = (db: Reader, slug: { gt?: string; equals?: string }, take: number) =>
  db.survey.findMany({ where: { slug }, orderBy: { slug: "asc" }, take, include: { waves: WAVES } });

/** The questions of a survey behind one of them, in their order. */
function findQuestions(db: Reader, surveyId: number, after: After | undefined, take: number) {
  const [sortKey, position, id] = after ?? [];
  const wave = { sortKey: String(sortKey) };
  return db.question.findMany({
    where: {
      wave: { surveyId },
      ...(after === undefined
        ? {}
        : {
            OR: [
              { wave: { sortKey: { gt: String(sortKey) } } },
              { wave, position: { gt: Number(position) } },
              { wave, position: Number(position), id: { gt: Number(id) } },
            ],
          }),
    },
    orderBy: [{ wave: { sortKey: "asc" } }, { position: "asc" }, { id: "asc" }],
    take,
    include: {
      wave: { select: { name: true, sortKey: true } },
      categories: {
        orderBy: { position: "asc" },
        take: MOST_STATISTICS,
        include: {
          statistics: {
            where: { version: { gt: 0 }, retractedAt: null },
            orderBy: { id: "asc" },
            take: MOST_STATISTICS,
            include: { versions: { orderBy: { number: "desc" }, take: 1 } },
          },
        },
      },
    },
  });
}

/** How many statistics questions have, by the question's id. */
async function countStatistics(db: Reader, ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await db.$queryRaw<{ id: number; count: number }[]>`
    SELECT c.question_id AS id, count(*)::int AS count FROM categories AS c JOIN statistics AS s ON s.category_id = c.id
    WHERE c.question_id = ANY(${[...ids]}::int[]) AND s.version > 0 AND s.retracted_at IS NULL GROUP BY c.question_id`;
  return new Map(rows.map(({ id, count }) => [id, count] as const));
}

function toQuestion(row: Awaited<ReturnType<typeof findQuestions>>[number], count: number) {
  const { slug, wave, wording, responseType, categories } = row;
  return {
    ...{ question: slug, wave: wave.name, wording, responses: responseType },
    statistics: categories
      .flatMap(({ label, statistics }) =>
        statistics.flatMap(({ versions: [version], ...statistic }) =>
          version ? [toStatistic({ ...statistic, category: label, version })] : [],
        ),
      )
      .slice(0, MOST_STATISTICS),
    statistic_count: count,
  };
}

const SURVEY_PROBLEMS = {
  "too-many": ["too-many-requests", "You have as many surveys waiting as one person can have."],
  blocked: ["forbidden", "You cannot contribute here."],
  "several-surveys": ["invalid", "`about` describes one survey; the file has several."],
} as const;

/** The most errors of a file that an answer lists. */
const MOST_FAULTS = 100;

export const surveyEndpoints = [
  endpoint({
    method: "POST",
    path: "/surveys",
    name: "proposeSurvey",
    summary: "Propose a survey, or a correction of one",
    about:
      "Its file is CSV, as docs/surveys.md describes it. A reviewer decides; errors are listed with their lines.",
    scope: "contribute",
    status: 201,
    body: z.strictObject({
      csv: z.string().min(1),
      replaces: z
        .boolean()
        .default(false)
        .describe(
          "Whether the file is the whole of its waves: what it does not have is taken out when it is published.",
        ),
      note: z
        .string()
        .trim()
        .max(2000)
        .refine((text) => !text.includes("\0"), "The note contains a NUL character.")
        .optional(),
      ...fileHabits.shape,
    }),
    answer: z
      .strictObject({ proposal: z.int().min(1), status: z.literal("proposed") })
      .meta({ id: "SurveyProposed" }),
    problems: ["forbidden"],
    handle: async ({ db, person }, { body: { csv, replaces, note, ...answers } }) => {
      if (!person) return refuse("no-token", "A personal token is needed.");
      const proposed = await proposeSurvey(db, {
        author: { id: person.id, name: person.name },
        ...{ csv: new TextEncoder().encode(csv), answers, replaces, about: {}, note: note || null },
      });
      if (proposed.ok) return { ok: true, body: { proposal: proposed.id, status: "proposed" as const } };
      if (proposed.reason !== "errors") {
        const [kind, detail] = SURVEY_PROBLEMS[proposed.reason];
        return refuse(kind, detail);
      }
      const { errors, errorCount } = proposed.read;
      return refuse("invalid", `The file has ${errorCount} errors.`, {
        more: {
          errors: errors.slice(0, MOST_FAULTS).map(({ line, column, code, message }) => ({
            pointer: "#/csv",
            detail: `Line ${line}${column === null ? "" : `, column ${column}`}: ${code}. ${message}`,
          })),
        },
      });
    },
  }),
  endpoint({
    method: "GET",
    path: "/surveys",
    name: "listSurveys",
    summary: "Surveys, by slug",
    query: z.strictObject(pageQuery),
    answer: listOf(surveySchema),
    problems: ["bad-cursor"],
    handle: async ({ reader: db, siteUrl, after }, { query: { limit } }) => {
      const rows = await findSurveys(db, after === undefined ? {} : { gt: String(after[0]) }, limit + 1);
      return pageOf(rows, { limit, item: (row) => toSurvey(row, siteUrl), keyOf: ({ slug }) => [slug] });
    },
  }),
  endpoint({
    method: "GET",
    path: "/surveys/{survey}",
    name: "getSurvey",
    summary: "A survey with its questions and statistics",
    about: "The questions in their order, a page at a time, each with its first statistics.",
    params: z.strictObject({ survey: surveySlug }),
    query: z.strictObject(pageQuery),
    answer: surveyWithQuestionsSchema,
    problems: ["not-found", "bad-cursor"],
    handle: async ({ reader: db, siteUrl, after }, { params: { survey: slug }, query: { limit } }) => {
      const [row] = await findSurveys(db, { equals: slug }, 1);
      if (!row) return refuse("not-found", `There is no survey ${slug}.`);
      const found = await findQuestions(db, row.id, after, limit + 1);
      const counts = await countStatistics(
        db,
        found.map(({ id }) => id),
      );
      const paged = pageOf(found, {
        limit,
        item: (question) => toQuestion(question, counts.get(question.id) ?? 0),
        keyOf: ({ wave, position, id }) => [wave.sortKey, position, id],
      });
      if (!paged.ok) return paged;
      const { items, next } = paged.body;
      return { ...paged, body: { ...toSurvey(row, siteUrl), questions: items, next } };
    },
  }),
  endpoint({
    method: "GET",
    path: "/surveys/{survey}/statistics",
    name: "listStatistics",
    summary: "What a survey measured",
    about: "In the order in which the statistics came in.",
    params: z.strictObject({ survey: surveySlug }),
    query: z.strictObject({
      ...pageQuery,
      wave: z.string().min(1).max(200).optional(),
      question: surveySlug.optional(),
    }),
    answer: listOf(askedStatisticSchema),
    problems: ["not-found", "bad-cursor"],
    handle: async ({ reader: db, after }, { params, query: { limit, wave, question } }) => {
      if ((await db.survey.count({ where: { slug: params.survey } })) === 0)
        return refuse("not-found", `There is no survey ${params.survey}.`);
      const rows = await db.statistic.findMany({
        where: {
          ...{ version: { gt: 0 }, retractedAt: null },
          ...(after === undefined ? {} : { id: { gt: Number(after[0]) } }),
          category: {
            question: {
              ...(question === undefined ? {} : { slug: question }),
              wave: { survey: { slug: params.survey }, ...(wave === undefined ? {} : { name: wave }) },
            },
          },
        },
        orderBy: { id: "asc" },
        take: limit + 1,
        include: {
          versions: { orderBy: { number: "desc" }, take: 1 },
          category: { select: { label: true, question: { select: { slug: true, wave: true } } } },
        },
      });
      return pageOf(
        rows.flatMap(({ versions: [version], ...row }) => (version ? [{ ...row, version }] : [])),
        {
          limit,
          item: ({ category: { label, question: asked }, ...row }) => ({
            ...toStatistic({ ...row, category: label }),
            ...{ wave: asked.wave.name, question: asked.slug },
          }),
          keyOf: ({ id }) => [id],
        },
      );
    },
  }),
];

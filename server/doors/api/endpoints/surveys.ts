import { z } from "zod";
import type { Reader } from "@/server/db";
import { endpoint } from "@/server/doors/api/endpoint";
import { listOf, pageOf, pageQuery } from "@/server/doors/api/list-of";
import { refuse } from "@/server/doors/api/problems";
import {
  surveySchema,
  surveySlug,
  surveyWithQuestionsSchema,
  toStatistic,
  toSurvey,
  WAVES,
} from "./to-survey";

const findSurveys = (db: Reader, slug: { gt?: string; equals?: string }, take: number) =>
  db.survey.findMany({ where: { slug }, orderBy: { slug: "asc" }, take, include: { waves: WAVES } });

export const surveyEndpoints = [
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
    params: z.strictObject({ survey: surveySlug }),
    answer: surveyWithQuestionsSchema,
    problems: ["not-found"],
    handle: async ({ reader: db, siteUrl }, { params: { survey: slug } }) => {
      const [row] = await findSurveys(db, { equals: slug }, 1);
      if (!row) return refuse("not-found", `There is no survey ${slug}.`);
      const questions = await db.question.findMany({
        where: { wave: { surveyId: row.id } },
        orderBy: [{ wave: { sortKey: "asc" } }, { position: "asc" }],
        include: {
          wave: { select: { name: true } },
          categories: {
            orderBy: { position: "asc" },
            include: {
              statistics: {
                orderBy: { id: "asc" },
                include: { versions: { orderBy: { number: "desc" }, take: 1 } },
              },
            },
          },
        },
      });
      return {
        ok: true,
        body: {
          ...toSurvey(row, siteUrl),
          questions: questions.map(({ slug: name, wave, wording, responseType, categories }) => ({
            question: name,
            wave: wave.name,
            wording,
            responses: responseType,
            statistics: categories.flatMap(({ label, statistics }) =>
              statistics.flatMap(({ versions: [version], ...statistic }) =>
                version ? [toStatistic({ ...statistic, category: label, version })] : [],
              ),
            ),
          })),
        },
      };
    },
  }),
];

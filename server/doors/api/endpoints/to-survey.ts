import { z } from "zod";
import type { Sampling, StatisticKind } from "@/server/db";

export const surveySlug = z
  .string()
  .max(200)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

const text = z.string().nullable();

export const surveySchema = z
  .strictObject({
    slug: surveySlug,
    title: z.string(),
    sponsor: text,
    conductor: text,
    population: text.describe("The population that the survey describes."),
    licence: text,
    waves: z.array(
      z.strictObject({
        name: z.string(),
        from: z.iso.date().nullable().describe("The first day of fieldwork."),
        until: z.iso.date().nullable(),
        mode: text,
        recruitment: text,
        sampling: z.enum(["probability", "nonprobability"]).nullable(),
        weighting: text,
        sample: z.int().nullable().describe("The number of respondents."),
        limits: text,
      }),
    ),
    url: z.url(),
  })
  .meta({ id: "Survey" });

/** A statistic with what is needed to judge it: what it counts, the base and its size, and the source. */
export const statisticSchema = z
  .strictObject({
    id: z.int().min(1),
    version: z.int().min(1).describe("Increases when an import changes the value."),
    category: z.string().describe("The answer that the statistic counts."),
    kind: z.enum(["percent", "count", "mean", "median", "rank"]),
    qualifier: z.string().describe("=, >, < or ~"),
    value: z.number(),
    value_max: z.number().nullable(),
    unit: z.string(),
    base: z.string().describe("The base: who the value is a share or measure of."),
    base_n: z.int().nullable().describe("The number of respondents in the base."),
    source: z.string(),
    note: text,
  })
  .meta({ id: "Statistic" });

/** The most statistics of a question that an answer with its survey holds. */
export const MOST_STATISTICS = 50;

/** A statistic in a list of its own, with the question that it answers. */
export const askedStatisticSchema = statisticSchema
  .extend({ wave: z.string(), question: z.string() })
  .meta({ id: "AskedStatistic" });

export const surveyWithQuestionsSchema = surveySchema
  .extend({
    questions: z.array(
      z.strictObject({
        question: z.string(),
        wave: z.string(),
        wording: text,
        responses: z.enum(["single", "multiple", "scale", "allocation", "open"]).nullable(),
        statistics: z
          .array(statisticSchema)
          .describe(`The first ${MOST_STATISTICS}; /surveys/{survey}/statistics lists all.`),
        statistic_count: z.int().min(0).describe("How many there are."),
      }),
    ),
    next: z.string().nullable().describe("The cursor of the next page of questions; null on the last one."),
  })
  .meta({ id: "SurveyWithQuestions" });

/** Selects the waves of a survey in their order. */
export const WAVES = { where: { mergedInto: null }, orderBy: { sortKey: "asc" } } as const;

interface SurveyRow {
  readonly slug: string;
  readonly title: string;
  readonly sponsor: string | null;
  readonly conductor: string | null;
  readonly population: string | null;
  readonly licence: string | null;
  readonly waves: readonly {
    readonly name: string;
    readonly fieldStart: Date | null;
    readonly fieldEnd: Date | null;
    readonly mode: string | null;
    readonly recruitment: string | null;
    readonly sampling: Sampling | null;
    readonly weighting: string | null;
    readonly sampleSize: number | null;
    readonly limits: string | null;
  }[];
}

const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;

/** A survey, in the API's shape. */
export function toSurvey(row: SurveyRow, siteUrl: string): z.output<typeof surveySchema> {
  const { slug, title, sponsor, conductor, population, licence, waves } = row;
  return {
    ...{ slug, title, sponsor, conductor, population, licence },
    waves: waves.map(({ name, fieldStart, fieldEnd, sampleSize, ...rest }) => {
      const { mode, recruitment, sampling, weighting, limits } = rest;
      return {
        ...{ name, from: day(fieldStart), until: day(fieldEnd), sample: sampleSize },
        ...{ mode, recruitment, sampling, weighting, limits },
      };
    }),
    url: `${siteUrl}/surveys/${slug}`,
  };
}

interface StatisticRow {
  readonly id: number;
  readonly base: string;
  readonly kind: StatisticKind;
  readonly source: string;
  readonly category: string;
  readonly version: {
    readonly number: number;
    readonly baseN: number | null;
    readonly qualifier: string;
    readonly value: number;
    readonly valueMax: number | null;
    readonly unit: string;
    readonly note: string | null;
  };
}

/** A statistic in one of its versions, in the API's shape. */
export function toStatistic(row: StatisticRow): z.output<typeof statisticSchema> {
  const { id, base, kind, source, category, version } = row;
  const { number, baseN, qualifier, value, valueMax, unit, note } = version;
  return {
    ...{ id, version: number, category, kind, qualifier, value, unit, base, source, note },
    ...{ value_max: valueMax, base_n: baseN },
  };
}

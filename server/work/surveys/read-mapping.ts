import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { SLUG } from "./columns";

const slug = z.string().max(200).regex(SLUG, "must be lower-case letters and digits with single hyphens");
const line = z.string().trim().min(1).max(2000);
const column = z.string().min(1).max(500);
const day = z
  .union([z.string(), z.date()])
  .transform((date) => (typeof date === "string" ? date : date.toISOString().slice(0, 10)))
  .pipe(z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "must be a date, such as 2021-04-14"));
const value = z.union([z.string(), z.number()]).transform(String);

/** Some of the respondents: those whose answer in a column is one of these. */
const group = z.strictObject({ name: line, column, is: z.union([value, z.array(value).min(1).max(200)]) });

const answers = z.strictObject({
  question: slug,
  column,
  wording: line.optional(),
  /** `multiple`: a respondent's answers stand in one cell, divided by `separator`. */
  type: z.enum(["single", "multiple", "scale"]),
  separator: z.string().min(1).max(5).default(";"),
  /** The answers in their order; left out, those that occur, the most frequent first. */
  answers: z.array(line).min(1).max(2000).optional(),
  statistics: z
    .array(z.enum(["percent", "count"]))
    .min(1)
    .max(2)
    .default(["percent"]),
});

const numbers = z.strictObject({
  question: slug,
  column,
  wording: line.optional(),
  type: z.literal("number"),
  unit: line.max(60),
  statistics: z
    .array(z.enum(["median", "mean"]))
    .min(1)
    .max(2)
    .default(["median"]),
  /** What stands for a number: {"Less than 1 year": 0.5}. */
  read: z.record(z.string(), z.number()).default({}),
});

/** What a file with one row a respondent asks, and how its columns are read. */
export const mapping = z.strictObject({
  survey: slug,
  wave: value.pipe(line),
  field_start: day.optional(),
  field_end: day.optional(),
  source: line,
  source_type: z.enum(["primary", "secondary"]).default("primary"),
  sampling: z.enum(["probability", "nonprobability"]),
  /** The column with each respondent's weight. */
  weight: column.optional(),
  /** Who is counted where no group is named: of each question, those who answered it. */
  base: line.default("all respondents"),
  groups: z.array(group).max(50).default([]),
  /** What stands for no answer, besides an empty cell. */
  missing: z.array(z.string().max(200)).max(50).default(["NA"]),
  /** How many decimals a share gets. */
  decimals: z.int().min(0).max(6).default(2),
  questions: z
    .array(z.discriminatedUnion("type", [answers, numbers]))
    .min(1)
    .max(500),
});

export type Mapping = z.infer<typeof mapping>;

/** The most characters of a mapping. */
const MOST = 500_000;

/** Reads a mapping of questions in YAML, or says in a sentence what is wrong with it. */
export function readMapping(text: string): { ok: true; mapping: Mapping } | { ok: false; message: string } {
  if (text.length > MOST) return { ok: false, message: `A mapping has at most ${MOST} characters.` };
  let read: unknown;
  try {
    // Without aliases: a few of them can stand for gigabytes.
    read = parseYaml(text, { maxAliasCount: 0 });
  } catch (error) {
    return { ok: false, message: `The mapping is not YAML: ${(error as Error).message.split("\n")[0]}` };
  }
  const parsed = mapping.safeParse(read);
  if (parsed.success) {
    const names = parsed.data.questions.map(({ question }) => question);
    const twice = names.find((name, at) => names.indexOf(name) < at);
    if (twice === undefined) return { ok: true, mapping: parsed.data };
    return { ok: false, message: `The mapping has the question “${twice}” twice.` };
  }
  const [issue] = parsed.error.issues;
  return {
    ok: false,
    message: `The mapping is wrong at ${issue?.path.join(".") || "its beginning"}: ${issue?.message}.`,
  };
}

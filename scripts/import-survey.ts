import { createReadStream, existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { plainLine } from "../server/doors/import/plain-line";
import type { Remark } from "../server/work/surveys/columns";
import { computeSurvey, descriptionOf } from "../server/work/surveys/compute-survey";
import {
  describeSurvey,
  type SurveyDescription,
  surveyDescription,
} from "../server/work/surveys/describe-survey";
import { toCsv } from "../server/work/surveys/export-csv";
import { type FileHabits, fileHabits } from "../server/work/surveys/file-habits";
import { findMissing } from "../server/work/surveys/find-missing";
import { importSurvey } from "../server/work/surveys/import-survey";
import { readMapping } from "../server/work/surveys/read-mapping";
import { readSurveyCsv } from "../server/work/surveys/read-survey-csv";
import { Refusal, withDatabase } from "./database/with-database";

const USAGE = `Imports the statistics of a survey from a CSV or .xlsx file, one statistic per row.

  npm run import-survey -- <file.csv>                       the whole file, or nothing if it has an error
  npm run import-survey -- <file.csv> --about <file.json>   and what the file has no column for: title, sponsor,
                                                            conductor, population, licence, and for each wave mode,
                                                            recruitment, sampling, weighting, sampleSize, limits
  npm run import-survey -- <results.csv> --questions <mapping.yaml>
                                                            from one row per respondent: docs/surveys.md has the mapping
  npm run import-survey -- <file.csv> --replace             the whole of its waves: says what it would take out, and
                                                            does so with --yes

What a file leaves open is asked; say it with
  --comma thousands|decimal        whether 65,277 is sixty-five thousand
  --dates day-first|month-first    whether 04/05/2021 is in May
  --shares yes|no                  whether percents are written as shares of 1

A statistic that exists already is replaced if its row differs. docs/surveys.md lists the columns.`;

const options = {
  about: { type: "string" },
  questions: { type: "string" },
  replace: { type: "boolean" },
  yes: { type: "boolean" },
  comma: { type: "string" },
  dates: { type: "string" },
  shares: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

async function main(): Promise<void> {
  const { file, about, questions, answers: said, replaces, yes } = readArguments();
  const computed = questions === undefined ? null : await compute(file, questions);
  const open = () => (computed ? [computed.csv] : createReadStream(file));
  // What was computed leaves nothing open.
  const answers = computed ? { ...said, shares: "no" as const } : said;
  const description = about === undefined ? null : await readDescription(about);
  await withDatabase(async (db) => {
    if (replaces && !yes) {
      const { rows, errors } = await readSurveyCsv(open(), answers);
      if (errors.length === 0) {
        const missing = await findMissing(db, rows);
        for (const { survey, wave, question, category, base, value, unit } of missing)
          console.log(plainLine(`${survey} ${wave}, ${question}: ${category} (${base}), ${value} ${unit}`));
        throw new Refusal(
          `Nothing was imported. The file would take out ${missing.length} statistics. Add --yes to do so.`,
        );
      }
    }
    const imported = await importSurvey(db, open(), { answers, replaces });
    const { warnings } = imported;
    for (const warning of warnings) console.log(`Warning ${inWords(warning)}`);
    if (!imported.ok) {
      const { errors, errorCount } = imported;
      const more = errorCount > errors.length ? `\n… and ${errorCount - errors.length} more.` : "";
      throw new Refusal(
        `Nothing was imported. Errors to fix (${errorCount}):\n${errors.map(inWords).join("\n")}${more}`,
      );
    }
    const { surveys, rows, added, changed, retracted } = imported;
    if (computed) await describeSurvey(db, computed.survey, computed.description);
    if (description) {
      const [only, ...others] = surveys;
      if (only === undefined || others.length > 0)
        throw new Refusal("--about describes one survey; the file has several.");
      const described = await describeSurvey(db, only, description);
      if (!described.ok) throw new Refusal(`${about} names a wave that the survey does not have.`);
    }
    console.log(
      `${surveys.join(", ")}: ${rows} rows, ${added} new, ${changed} changed, ${rows - added - changed} unchanged${retracted > 0 ? `, ${retracted} taken out` : ""}.`,
    );
  });
}

const inWords = ({ line, column, code, cell, message }: Remark) =>
  plainLine(
    `line ${line}${column ? `, column ${column}` : ""}: ${code}${cell ? ` (${cell})` : ""}. ${message}`,
  );

/** The statistics of a file with one row per respondent, as a file of the import's format, and how they were asked. */
async function compute(file: string, questions: string) {
  const text = await readFile(questions, "utf8").catch(() => {
    throw new Refusal(`${questions} cannot be read.`);
  });
  const read = readMapping(text);
  if (!read.ok) throw new Refusal(read.message);
  const { mapping } = read;
  const made = await computeSurvey(createReadStream(file, { highWaterMark: 1024 * 1024 }), mapping);
  if (!made.ok) {
    const where = [made.line === null ? "" : `line ${made.line}`, made.column ? `column ${made.column}` : ""];
    throw new Refusal(
      plainLine(`Nothing was imported. ${where.filter(Boolean).join(", ")}: ${made.message}`),
    );
  }
  console.log(
    `${made.respondents} respondents, ${made.rows.length} statistics.${made.weightless > 0 ? ` ${made.weightless} respondents have a weight of 0 and count nowhere.` : ""}`,
  );
  return {
    survey: mapping.survey,
    csv: new TextEncoder().encode(toCsv(made.rows)),
    description: descriptionOf(mapping, made.respondents),
  };
}

async function readDescription(path: string): Promise<SurveyDescription> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new Refusal(`${path} cannot be read.`);
  });
  try {
    return surveyDescription.parse(JSON.parse(text));
  } catch (error) {
    throw new Refusal(`${path} is not a valid description: ${(error as Error).message}`);
  }
}

interface Arguments {
  readonly file: string;
  readonly about: string | undefined;
  readonly questions: string | undefined;
  readonly answers: FileHabits;
  readonly replaces: boolean;
  readonly yes: boolean;
}

function readArguments(): Arguments {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) throw new Error("One file at a time, please.");
    if (!existsSync(file) || !statSync(file).isFile()) throw new Error(`There is no file ${file}.`);
    const answers = fileHabits.safeParse(values);
    if (!answers.success) throw new Error(`--${String(answers.error.issues[0]?.path[0])} has another value.`);
    const { about, questions, replace: replaces = false, yes = false } = values;
    return { file, about, questions, answers: answers.data, replaces, yes };
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${USAGE}`);
  }
}

try {
  await main();
  // The schema engine leaves a timer of ten seconds behind.
  process.exit(0);
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
}

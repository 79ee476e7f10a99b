import { type Parser, parse } from "csv-parse";
import type { SurveyRow } from "./columns";
import type { SurveyDescription } from "./describe-survey";
import type { Mapping } from "./read-mapping";
import { MOST_ROWS } from "./read-survey-csv";

/** What was computed of a file with one row a respondent, or the first thing that stops it. */
export type ComputedSurvey =
  | {
      readonly ok: true;
      readonly rows: readonly SurveyRow[];
      readonly respondents: number;
      /** Respondents with a weight of zero, who count nowhere. */
      readonly weightless: number;
    }
  | {
      readonly ok: false;
      /** From 1; null where the whole file is meant. */
      readonly line: number | null;
      readonly column: string | null;
      /** What is wrong and what to do, in a sentence. */
      readonly message: string;
    };

/** More respondents than any published survey has; their numbers are held for the medians. */
const MOST_RESPONDENTS = 3_000_000;
/** The most characters of a row: an unclosed quote would take in the whole file. */
const LONGEST_ROW = 2_000_000;
const MOST_COLUMNS = 20_000;
/** More different answers than this are texts of their own. */
const MOST_ANSWERS = 2000;
/** What may be counted while a request waits: some seconds on a small machine. */
export const STEPS_OF_A_REQUEST = 30_000_000;
/** So many characters of a cell are divided in the time of one step. */
const CHARACTERS_A_STEP = 16;
/** To read a respondent's row takes as long as so many steps. */
const STEPS_A_ROW = 20;
/** 95 % of the values of a normal distribution lie within so many standard deviations. */
const NORMAL = 1.96;

type Question = Mapping["questions"][number];

/**
 * Computes shares, counts, medians and means by question and group from a file with one row a respondent, in one pass.
 * Memory holds the tallies, and of questions about numbers each number. Where there are weights, shares, medians and
 * means are weighted; counts and the base are not. A share's note has its margin where the sample is a random one, by
 * the effective size (Kish), and says so where it is not.
 *
 * @param mostSteps how many answers may be counted, each once for every group; left out for the operator's own files
 */
export async function computeSurvey(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  mapping: Mapping,
  mostSteps = Number.POSITIVE_INFINITY,
): Promise<ComputedSurvey> {
  const reader = new RespondentReader(mapping, mostSteps);
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
    on_record: (record: string[], { lines }) => {
      reader.take(record, lines);
      return null;
    },
  });
  const ended = new Promise<(Error & { code?: string }) | null>((resolve) => {
    parser.once("error", resolve);
    parser.once("end", () => resolve(null));
  });
  parser.resume();
  await feed(source, parser, reader);
  parser.end();
  const error = await ended;
  if (reader.problem) return reader.problem;
  if (error) return broken(reader.lines, error.code === "CSV_MAX_RECORD_SIZE");
  return reader.finish();
}

/** What a mapping tells of its wave besides the statistics. */
export const descriptionOf = (
  { wave, sampling, weight }: Mapping,
  respondents: number,
): SurveyDescription => ({
  waves: {
    [wave]: {
      ...{ sampling, sampleSize: respondents },
      ...(weight === undefined ? {} : { weighting: `by the column ${weight} of the results` }),
    },
  },
});

const broken = (lines: number, isLong: boolean): ComputedSurvey => ({
  ok: false,
  line: lines + 1,
  column: null,
  message: isLong
    ? `A row is longer than ${LONGEST_ROW.toLocaleString("en")} characters. Is a quote missing at the end of a cell?`
    : "The file cannot be read from here on. Write a quote inside a cell twice, and put quotes around the cell.",
});

async function feed(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  parser: Parser,
  reader: RespondentReader,
): Promise<void> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const write = (text: string) =>
    new Promise<boolean>((resolve) => parser.write(text, (error) => resolve(!error)));
  try {
    for await (const chunk of source) {
      if (!(await write(decoder.decode(chunk, { stream: true }))) || reader.problem) return;
      // Others are answered between two pieces of a large file.
      await new Promise((resolve) => setImmediate(resolve));
    }
    decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    reader.fail(null, "The file is not UTF-8. Save it again with that encoding.", reader.lines + 1);
  }
}

/** Who is counted: everybody, or a group of the mapping. */
interface Group {
  readonly name: string;
  readonly column: number | null;
  readonly is: ReadonlySet<string>;
}

/** What one question got from one group. */
interface Tally {
  /** Respondents who answered, and the sum of their weights and of the squares of these. */
  n: number;
  weight: number;
  squares: number;
  /** By answer: how many, and their weights. */
  readonly answers: Map<string, { count: number; weight: number }>;
  /** The numbers that were given, and the weight of each. */
  readonly numbers: number[];
  readonly weights: number[];
}

class RespondentReader {
  problem: Extract<ComputedSurvey, { ok: false }> | null = null;
  lines = 0;
  #respondents = 0;
  #weightless = 0;
  #weight = -1;
  #groups: Group[] = [];
  readonly #mapping: Mapping;
  readonly #missing: ReadonlySet<string>;
  readonly #mostSteps: number;
  #steps = 0;
  #asked: { question: Question; column: number; tallies: Tally[] }[] | null = null;

  constructor(mapping: Mapping, mostSteps: number) {
    this.#mapping = mapping;
    this.#mostSteps = mostSteps;
    this.#missing = new Set(["", ...mapping.missing]);
  }

  fail(column: string | null, message: string, line: number | null = this.lines + 1): void {
    this.problem ??= { ok: false, line, column, message };
  }

  /** Takes a record and the number of lines read so far. */
  take(record: readonly string[], lines: number): void {
    if (!this.problem) {
      if (this.#asked) this.#takeRespondent(record, this.#asked);
      else this.#takeHeader(record);
    }
    this.lines = lines;
  }

  #takeHeader(record: readonly string[]): void {
    if (record.length > MOST_COLUMNS)
      this.fail(null, `The file has more than ${MOST_COLUMNS.toLocaleString("en")} columns.`, 1);
    const names = record.map((name) => name.trim());
    const place = (name: string): number => {
      const at = names.indexOf(name.trim());
      if (at < 0)
        this.fail(
          name,
          `The mapping names the column “${name}”, which the file’s first line does not have.`,
          1,
        );
      else if (names.lastIndexOf(name.trim()) !== at)
        this.fail(name, `The file has two columns “${name}”.`, 1);
      return at;
    };
    const { weight, base, groups, questions } = this.#mapping;
    if (weight !== undefined) this.#weight = place(weight);
    this.#groups = [
      { name: base, column: null, is: new Set<string>() },
      ...groups.map(({ name, column, is }) => ({ name, column: place(column), is: new Set([is].flat()) })),
    ];
    this.#asked = questions.map((question) => ({
      question,
      column: place(question.column),
      tallies: this.#groups.map(() => ({
        ...{ n: 0, weight: 0, squares: 0, answers: new Map(), numbers: [], weights: [] },
      })),
    }));
  }

  #takeRespondent(
    record: readonly string[],
    asked: readonly { question: Question; column: number; tallies: Tally[] }[],
  ): void {
    this.#respondents += 1;
    this.#steps += STEPS_A_ROW;
    const weight = this.#weightOf(record);
    if (this.#respondents > MOST_RESPONDENTS)
      this.fail(null, `A file has at most ${MOST_RESPONDENTS.toLocaleString("en")} respondents.`);
    if (weight === 0) this.#weightless += 1;
    if (this.problem || weight === 0) return;
    const within = this.#groups.map(
      ({ column, is }) => column === null || is.has((record[column] ?? "").trim()),
    );
    for (const { question, column, tallies } of asked) {
      const cell = (record[column] ?? "").trim();
      this.#steps += 1 + cell.length / CHARACTERS_A_STEP;
      if (this.#steps > this.#mostSteps) this.fail(null, TOO_MUCH);
      if (this.problem) return;
      if (this.#missing.has(cell)) continue;
      const said =
        question.type === "number"
          ? this.#numberOf(question, cell)
          : question.type === "multiple"
            ? this.#divided(cell, question.separator)
            : [cell];
      if (typeof said !== "number" && said.length === 0) continue;
      this.#steps += tallies.length * (typeof said === "number" ? 1 : said.length);
      tallies.forEach((tally, at) => {
        if (within[at]) this.#add(tally, { said, weight, question });
      });
      if (this.problem) return;
    }
  }

  #add(
    tally: Tally,
    {
      said,
      weight,
      question,
    }: { readonly said: number | readonly string[]; readonly weight: number; readonly question: Question },
  ): void {
    tally.n += 1;
    tally.weight += weight;
    tally.squares += weight * weight;
    if (typeof said === "number") {
      tally.numbers.push(said);
      if (this.#weight >= 0) tally.weights.push(weight);
      return;
    }
    for (const answer of said) {
      const known = tally.answers.get(answer);
      if (known) {
        known.count += 1;
        known.weight += weight;
      } else tally.answers.set(answer, { count: 1, weight });
    }
    if (tally.answers.size > MOST_ANSWERS)
      this.fail(
        question.column,
        `The column has more than ${MOST_ANSWERS.toLocaleString("en")} different answers. Is it a text, or is the separator another?`,
      );
  }

  #weightOf(record: readonly string[]): number {
    if (this.#weight < 0) return 1;
    const cell = (record[this.#weight] ?? "").trim();
    const weight = /^\d+(?:\.\d+)?(?:[eE]-?\d{1,2})?$/.test(cell) ? Number(cell) : Number.NaN;
    if (weight >= 0 && weight < 1e9) return weight;
    this.fail(
      this.#mapping.weight ?? null,
      `The weight is “${cell.slice(0, 40)}”. Each respondent needs one of 0 or more; take those without one out of the file.`,
    );
    return 0;
  }

  #numberOf(question: Extract<Question, { type: "number" }>, cell: string): number {
    const read = Object.hasOwn(question.read, cell) ? question.read[cell] : undefined;
    const number = read ?? (/^-?\d{1,15}(?:\.\d{1,15})?$/.test(cell) ? Number(cell) : Number.NaN);
    if (Number.isFinite(number)) return number;
    this.fail(
      question.column,
      `“${cell.slice(0, 80)}” is no number. Say in the mapping, under “read”, which one it stands for, or put it under “missing”.`,
    );
    return 0;
  }

  /** The answers of one cell; one that stands in it twice counts once. */
  #divided(cell: string, separator: string): string[] {
    const parts = cell.split(separator).map((part) => part.trim());
    return [...new Set(parts)].filter((part) => !this.#missing.has(part));
  }

  finish(): ComputedSurvey {
    if (!this.#asked || this.#respondents === 0)
      return { ok: false, line: 1, column: null, message: "The file has no row of a respondent." };
    const rows: SurveyRow[] = [];
    for (const { question, tallies } of this.#asked)
      for (const [at, tally] of tallies.entries()) {
        rows.push(...this.#rowsOf(question, this.#groups[at]?.name ?? "", tally));
        if (rows.length > MOST_ROWS) return { ok: false, line: null, column: null, message: TOO_MANY_ROWS };
      }
    return {
      ok: true,
      rows: rows.map((row, at) => ({ ...row, line: at + 2 })),
      ...{ respondents: this.#respondents, weightless: this.#weightless },
    };
  }

  #rowsOf(question: Question, base: string, tally: Tally): SurveyRow[] {
    if (tally.n === 0) return [];
    const { survey, wave, field_start, field_end, source, source_type, decimals } = this.#mapping;
    const common = {
      ...{ line: 0, survey, wave, fieldStart: field_start ?? null, fieldEnd: field_end ?? null },
      ...{ question: question.question, wording: question.wording ?? null, base, baseN: tally.n },
      ...{ qualifier: "=" as const, valueMax: null, source, sourceType: source_type },
    };
    const weighted = this.#weight >= 0 ? "weighted" : null;
    if (question.type === "number")
      return question.statistics.map((statistic) => ({
        ...{ ...common, responseType: "open" as const, category: question.column, statistic },
        value: round(statistic === "median" ? medianOf(tally) : meanOf(tally), decimals),
        ...{ unit: question.unit, decimals, note: weighted },
      }));
    const chosen = (question.answers ?? byFrequency(tally)).map((answer) => ({
      ...{ answer, count: 0, weight: 0 },
      ...tally.answers.get(answer),
    }));
    return question.statistics.flatMap((statistic) =>
      chosen.map(({ answer, count, weight }) => {
        const share = Math.min(1, weight / tally.weight);
        const isShare = statistic === "percent";
        return {
          ...{ ...common, responseType: question.type, category: answer, statistic },
          value: isShare ? round(100 * share, decimals) : count,
          ...{ unit: isShare ? "percent" : "persons", decimals: isShare ? decimals : 0 },
          note: isShare ? [weighted, this.#marginOf(share, tally)].filter(Boolean).join("; ") : null,
        };
      }),
    );
  }

  #marginOf(share: number, { weight, squares }: Tally): string {
    if (this.#mapping.sampling !== "probability") return "no margin: opt-in sample";
    const effective = (weight * weight) / squares;
    const margin = 100 * NORMAL * Math.sqrt((share * (1 - share)) / effective);
    return `margin ±${margin.toFixed(1)} points (95 %)`;
  }
}

const TOO_MUCH =
  "The file has more answers than can be counted here. Have it imported with the command, or name fewer questions and groups.";
const TOO_MANY_ROWS = `The mapping makes more than ${MOST_ROWS.toLocaleString("en")} statistics. Name fewer questions, groups or answers, and send the others in another file.`;

const byFrequency = ({ answers }: Tally): string[] =>
  [...answers]
    .sort(([a, one], [b, other]) => other.weight - one.weight || (a < b ? -1 : 1))
    .map(([answer]) => answer);

const round = (value: number, decimals: number) => Number(value.toFixed(decimals));

const meanOf = ({ numbers, weights, weight }: Tally): number =>
  numbers.reduce((sum, number, at) => sum + number * (weights[at] ?? 1), 0) / weight;

/** The number with half of the weight below it; between two where the half lies between them. */
function medianOf({ numbers, weights, weight }: Tally): number {
  const order = Uint32Array.from(numbers.keys()).sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0));
  let below = 0;
  for (const [at, place] of order.entries()) {
    below += weights[place] ?? 1;
    const number = numbers[place] ?? 0;
    if (Math.abs(below - weight / 2) < 1e-9 * weight)
      return (number + (numbers[order[at + 1] ?? place] ?? number)) / 2;
    if (below > weight / 2) return number;
  }
  return numbers[order.at(-1) ?? 0] ?? 0;
}

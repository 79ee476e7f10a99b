import type { ResponseType, StatisticKind } from "@/server/db";

/** The columns of a survey's CSV file, and what each holds, as people are told; the bold ones of the format are required. */
export const COLUMNS = {
  survey: {
    required: true,
    what: "the survey in lower-case letters, digits and single hyphens: state-of-data",
  },
  wave: { required: true, what: "the edition: 2021" },
  field_start: { required: false, what: "when fieldwork began, 2021-04-14" },
  field_end: { required: false, what: "when fieldwork ended, 2021-05-05" },
  question: { required: true, what: "a short name for the question, written like the survey’s: job-level" },
  wording: { required: false, what: "the question, word for word" },
  response_type: { required: false, what: "single, multiple, scale, allocation or open" },
  category: { required: true, what: "the answer" },
  base: {
    required: true,
    what: "who is counted: all respondents, respondents (not further stated), or which of them",
  },
  base_n: { required: false, what: "how many respondents the base has" },
  statistic: { required: true, what: "percent, count, mean, median or rank" },
  qualifier: { required: false, what: "= or empty, >, <, or ~ where the source itself says “about”" },
  value: { required: true, what: "the number: 37 or 8.5" },
  value_max: { required: false, what: "the upper end, if the source prints a range" },
  unit: { required: true, what: "“percent” for a percent, otherwise what is counted" },
  decimals: { required: false, what: "how many decimal places the source prints" },
  source: { required: true, what: "an address, or: stated on air, EPISODE at HH:MM:SS" },
  source_type: {
    required: true,
    what: "primary (the survey’s own), secondary (others quoting it), spoken or on-air",
  },
  note: { required: false, what: "anything else" },
} as const;

export type Column = keyof typeof COLUMNS;

export const COLUMN_NAMES = Object.keys(COLUMNS) as Column[];

/** A row of the file: one statistic. */
export interface SurveyRow {
  /** The line on which it begins, from 1. */
  readonly line: number;
  readonly survey: string;
  readonly wave: string;
  /** YYYY-MM-DD. */
  readonly fieldStart: string | null;
  readonly fieldEnd: string | null;
  readonly question: string;
  readonly wording: string | null;
  readonly responseType: ResponseType | null;
  readonly category: string;
  readonly base: string;
  readonly baseN: number | null;
  readonly statistic: StatisticKind;
  readonly qualifier: "=" | ">" | "<" | "~";
  readonly value: number;
  readonly valueMax: number | null;
  readonly unit: string;
  readonly decimals: number | null;
  readonly source: string;
  readonly sourceType: "primary" | "secondary" | "spoken" | "on-air";
  readonly note: string | null;
}

export type ErrorCode =
  | "encoding-error"
  | "source-error"
  | "blank-label"
  | "duplicate-label"
  | "missing-label"
  | "blank-row"
  | "missing-cell"
  | "extra-cell"
  | "type-error"
  | "constraint-error"
  | "primary-key"
  | "unit-mismatch"
  | "range-reversed"
  | "dates-reversed"
  | "source-form"
  | "survey-inconsistent"
  | "ambiguous"
  | "too-large";

export type WarningCode =
  | "read-as"
  | "extra-label"
  | "sum-over-100"
  | "conflicting-sources"
  | "count-base-mismatch"
  | "base-n-missing";

/** An error or warning about a file; an error stops the import. */
export interface Remark<Code extends string = ErrorCode | WarningCode> {
  /** From 1; the header is line 1. */
  readonly line: number;
  /** The column's name, or its number from 1 if it has no name; null if the whole row is meant. */
  readonly column: string | null;
  readonly code: Code;
  /** The cell's content, shortened. */
  readonly cell: string;
  /** What is wrong and what to do, in a sentence. */
  readonly message: string;
}

/** A slug in the file: lower-case letters, digits, single hyphens. */
export const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const ON_AIR_SOURCE = /^stated on air, (\S(?:.*\S)?) at (\d{2}:[0-5]\d:[0-5]\d)$/;

/** Shortens a cell for a message. */
export const cut = (cell: string) => (cell.length > 80 ? `${cell.slice(0, 79)}…` : cell);

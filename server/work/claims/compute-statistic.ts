import { addsUp, evaluate, type Operation, sayExpression } from "@/evidence";
import { computedFigure as texts } from "@/lib/texts/en/claims";
import type { MeasuredStatistic } from "@/server/work/surveys/read-statistics";
import { asStatistic } from "./as-statistic";

/** The operations, as the database and forms name them. */
export const OPERATIONS: readonly Operation[] = ["sum", "complement", "difference", "ratio"];

export const isOperation = (text: string | null): text is Operation => OPERATIONS.includes(text as Operation);

/**
 * Whether an operation over these statistics means something, before anything is computed. A sum is of several answers
 * to one question of one wave, of which everybody gave one. A complement is of one answer. A difference is of one answer
 * in two waves, the later first. A ratio is of two answers in one wave, or of one answer in two waves. All are of one
 * question, one base and one kind.
 */
export function makesSense(operation: Operation, terms: readonly MeasuredStatistic[]): boolean {
  const [first, second] = terms;
  if (!first || new Set(terms.map(({ id }) => id)).size !== terms.length) return false;
  const alike = terms.every(
    ({ survey, question, base, kind, unit }) =>
      survey.slug === first.survey.slug &&
      question === first.question &&
      base === first.base &&
      kind === first.kind &&
      unit === first.unit,
  );
  if (!alike) return false;
  const answers = new Set(terms.map(({ category }) => category)).size;
  const isOneWave = terms.every(({ questionId }) => questionId === first.questionId);
  const waveNames = first.survey.editions.map(({ name }) => name);
  switch (operation) {
    case "sum":
      return terms.length > 1 && isOneWave && answers === terms.length && addsUp(first.responseType);
    case "complement":
      return terms.length === 1 && first.kind === "percent";
    case "difference":
      return (
        terms.length === 2 &&
        answers === 1 &&
        waveNames.indexOf(first.wave.name) > waveNames.indexOf(second?.wave.name ?? first.wave.name)
      );
    case "ratio":
      return terms.length === 2 && (isOneWave ? answers === 2 : answers === 1);
  }
}

/**
 * What an operation over statistics comes to, as one statistic: with the origin of the first, the rounding of all, and
 * how it was computed. Null where nothing comes of it.
 */
export function computeStatistic(
  operation: Operation,
  terms: readonly MeasuredStatistic[],
): MeasuredStatistic | null {
  const [first, second] = terms;
  const expression = { operation, terms: terms.map(asStatistic) };
  const made = evaluate(expression);
  if (!first || made?.value == null) return null;
  const answers = terms.map(({ category }) => category);
  const isPoints = operation === "difference" && made.unit === "percent";
  return {
    ...first,
    kind: isPoints ? "count" : made.statistic,
    value: made.value,
    valueMax: null,
    qualifier: "=",
    unit: isPoints ? texts.point : made.unit,
    decimals: null,
    ...(made.roundedBy === undefined ? {} : { roundedBy: made.roundedBy }),
    category:
      operation === "sum"
        ? answers.join(" + ")
        : operation === "complement"
          ? texts.complement(first.category)
          : second?.questionId === first.questionId
            ? answers.join(" : ")
            : texts.waves(first.category, first.wave.name, second?.wave.name ?? ""),
    // Those of one answer alone.
    ...{ of: null, earlier: null, before: null, newer: null },
    retracted: terms.find(({ retracted }) => retracted !== null)?.retracted ?? null,
    computed: { operation, terms, said: sayExpression(expression) },
  };
}

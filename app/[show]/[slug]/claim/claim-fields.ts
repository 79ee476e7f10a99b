import { z } from "zod";
import type { Quantity } from "@/evidence";
import { EvidenceRelation } from "@/server/db";
import type { WantedExpression } from "@/server/work/claims/build-figure";
import { isOperation } from "@/server/work/claims/compute-statistic";
import type { WantedFigures } from "@/server/work/claims/find-figures";
import type { ProposedEvidence } from "@/server/work/claims/hold-against";
import { readQuantityFields } from "@/server/work/claims/quantity-fields";

const one = z.preprocess(
  (value) => (Array.isArray(value) ? value[0] : value),
  z.string().max(2000).catch(""),
);
const ids = z.preprocess(
  (value) => (Array.isArray(value) ? value : value === undefined ? [] : [value]),
  z
    .array(z.string().max(20))
    .max(200)
    .catch([])
    .transform((all) => all.filter((text) => /^\d{1,9}$/.test(text)).map(Number)),
);
const whole = one.transform((text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined));

/** The fields of a claim, in the form's address and in the form. */
export const claimFields = z.object({
  p: whole,
  q: one,
  w: whole,
  /** The place of the words, to find the next one; and the place of a claim that was sent: 12.3 */
  at: whole,
  after: one,
  /** The claim that was sent. */
  claim: whole,
  kind: one,
  comparator: one,
  value: one,
  to: one,
  unit: one,
  from: one,
  within: one,
  read: one,
  /** A statistic's id with the version that was shown, 12.1; or several and what is computed of them. */
  figure: one,
  /** What is looked for among all figures. */
  find: one,
  survey: one,
  wave: one,
  question: one,
  /** A published claim that is said here again. */
  same: whole,
  /** Figures that are put together by hand, by id, and what is computed of them. */
  term: ids,
  operation: one,
  scope: z.enum(["sample", "population"]).optional().catch(undefined),
  base: one,
  relation: z.enum(EvidenceRelation).optional().catch(undefined),
  note: one,
  /** The claim as one full sentence. */
  proposition: one,
  became: one,
});

/** The quantity as it was shown or corrected; null where it makes no sense, undefined where the form was not sent. */
export function readQuantity(fields: z.infer<typeof claimFields>): Quantity | null | undefined {
  return fields.kind === "" ? undefined : readQuantityFields(fields);
}

const MOST_TERMS = 20;

/**
 * The chosen figure: a statistic with the version that was shown (12.1), or how several are computed
 * (sum:12.1,13.1,14.2); null where none was chosen.
 */
export function readFigure(
  figure: string,
): Pick<ProposedEvidence, "statisticId" | "version" | "operation" | "terms"> | null {
  const colon = figure.indexOf(":");
  const operation = colon < 0 ? null : figure.slice(0, colon);
  const parts = figure
    .slice(colon + 1)
    .split(",")
    .map((part) => {
      const [, id, version] = /^(\d{1,9})\.(\d{1,9})$/.exec(part) ?? [];
      return id && version ? { statisticId: Number(id), version: Number(version) } : null;
    });
  const terms = parts.filter((part) => part !== null);
  const [first, ...others] = terms;
  if (!first || terms.length !== parts.length || terms.length > MOST_TERMS) return null;
  if (operation === null) return others.length === 0 ? first : null;
  return isOperation(operation) ? { ...first, operation, terms: others } : null;
}

/** What is put together by hand. */
export const readExpression = ({ term, operation }: z.infer<typeof claimFields>): WantedExpression => ({
  ids: term.slice(0, MOST_TERMS),
  operation: isOperation(operation) ? operation : null,
});

/** What is looked for among all figures. */
export const readSearch = ({ find, survey, wave, question }: z.infer<typeof claimFields>): WantedFigures => ({
  ...{ words: find, survey, wave, question },
});

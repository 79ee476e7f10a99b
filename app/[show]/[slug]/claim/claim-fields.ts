import { z } from "zod";
import type { Quantity } from "@/evidence";
import { EvidenceRelation } from "@/server/db";
import { readQuantityFields } from "@/server/work/claims/quantity-fields";

const one = z.preprocess(
  (value) => (Array.isArray(value) ? value[0] : value),
  z.string().max(2000).catch(""),
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
  /** A statistic's id with the version that was shown: 12.1 */
  figure: one,
  scope: z.enum(["sample", "population"]).optional().catch(undefined),
  base: one,
  relation: z.enum(EvidenceRelation).optional().catch(undefined),
  note: one,
  became: one,
});

/** The quantity as it was shown or corrected; null where it makes no sense, undefined where the form was not sent. */
export function readQuantity(fields: z.infer<typeof claimFields>): Quantity | null | undefined {
  return fields.kind === "" ? undefined : readQuantityFields(fields);
}

/** The chosen statistic with the version that was shown; null where none was chosen. */
export function readFigure(figure: string): { statisticId: number; version: number } | null {
  const [, id, version] = /^(\d{1,9})\.(\d{1,9})$/.exec(figure) ?? [];
  return id && version ? { statisticId: Number(id), version: Number(version) } : null;
}

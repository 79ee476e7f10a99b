import { z } from "zod";
import type { Quantity } from "@/evidence";
import { EvidenceRelation } from "@/server/db";
import { quantitySchema } from "@/server/work/claims/quantity-schema";

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
  /** A statistic's id with the version that was shown: 12.1 */
  figure: one,
  scope: z.enum(["sample", "population"]).optional().catch(undefined),
  base: one,
  relation: z.enum(EvidenceRelation).optional().catch(undefined),
  note: one,
  became: one,
});

/** The quantity as the reader corrected it; null where it is invalid, undefined where nobody corrected it. */
export function readQuantity(fields: z.infer<typeof claimFields>): Quantity | null | undefined {
  const { kind, comparator, value, to, unit, from } = fields;
  if (kind === "") return undefined;
  const number = (text: string) => (text.trim() === "" ? undefined : Number(text.trim().replaceAll(",", "")));
  const range = comparator === "between" ? [number(value), number(to)] : undefined;
  const third =
    comparator !== "between" && kind === "percent" && /^(?:33\.33|66\.67|25|50|75)$/.test(value.trim());
  const parsed = quantitySchema.safeParse({
    kind,
    comparator,
    unit: kind === "percent" ? "percent" : kind === "rank" ? "rank" : unit || null,
    ...(range ? { range } : number(value) === undefined ? {} : { value: number(value) }),
    ...(kind === "percent"
      ? { form: third && fields.q.match(/half|third|quarter/i) ? "fraction" : "digits" }
      : {}),
    ...(kind === "rank" ? { from: from === "bottom" ? "bottom" : "top" } : {}),
  });
  return parsed.success ? parsed.data : null;
}

/** The chosen statistic with the version that was shown; null where none was chosen. */
export function readFigure(figure: string): { statisticId: number; version: number } | null {
  const [, id, version] = /^(\d{1,9})\.(\d{1,9})$/.exec(figure) ?? [];
  return id && version ? { statisticId: Number(id), version: Number(version) } : null;
}

import { z } from "zod";
import type { Quantity } from "@/evidence";
import { quantitySchema } from "@/server/claims/quantity-schema";

const one = z.preprocess(
  (value) => (Array.isArray(value) ? value[0] : value),
  z.string().max(2000).catch(""),
);
const whole = one.transform((text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined));

/** What the address of the form, and the form itself, say of a claim. */
export const claimFields = z.object({
  p: whole,
  q: one,
  w: whole,
  kind: one,
  comparator: one,
  value: one,
  to: one,
  unit: one,
  from: one,
  statistic: whole,
  version: whole,
  relation: z.enum(["supports", "refutes", "context"]).optional().catch(undefined),
  note: one,
  became: one,
});

/** The quantity as it was corrected; null where it makes no sense, none where nobody corrected it. */
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

import { z } from "zod";
import type { Refused } from "@/components/ui/form-state";
import { rowId } from "@/lib/row-id";
import { refusal as texts } from "@/lib/texts/en/correct";

/** Typed text with single-character line breaks: forms send two characters. */
export const typedText = (most: number) =>
  z
    .string()
    .transform((text) => text.replaceAll("\r\n", "\n"))
    .pipe(z.string().max(most));

/** The fields of every form that proposes a change. */
export const proposalFields = z.object({
  documentId: rowId,
  base: rowId,
  // Without a key, a form that is sent twice could not be recognised. Refuse it.
  idempotencyKey: z.string().regex(/^[\w-]{8,64}$/),
  proof: z.string().max(40).optional(),
  message: z.string().max(1000).optional(),
  name: z.string().max(200).default(""),
  agreed: z
    .string()
    .max(200)
    .optional()
    .transform((licence) => licence !== undefined),
});

/** Reads a form's fields, or says why not: a field is missing or invalid, or the text is too long. */
export function readFields<T>(
  schema: z.ZodType<T>,
  data: FormData,
): { readonly ok: true; readonly fields: T } | { readonly ok: false; readonly refused: Refused } {
  const parsed = schema.safeParse(Object.fromEntries(data));
  if (parsed.success) return { ok: true, fields: parsed.data };
  const long = parsed.error.issues.every((issue) => issue.code === "too_big" && issue.origin === "string");
  const refused = long
    ? { reason: "too-long", sentence: texts.tooLong }
    : { reason: "form", sentence: texts.illFormed };
  return { ok: false, refused: { status: "refused", ...refused } };
}

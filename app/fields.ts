import { z } from "zod";
import type { Refused } from "@/components/ui/form-state";
import { rowId } from "@/lib/row-id";
import { refusal as texts } from "@/lib/texts/en/correct";

/** What somebody typed, with line breaks of one character each: forms send two. */
export const typedText = (most: number) =>
  z
    .string()
    .transform((text) => text.replaceAll("\r\n", "\n"))
    .pipe(z.string().max(most));

/** What every form sends that proposes a change, beside what it changes. */
export const proposalFields = z.object({
  documentId: rowId,
  base: rowId,
  // Each form has one. It is refused without, since it could not be told from itself when it comes a second time.
  idempotencyKey: z.string().regex(/^[\w-]{8,64}$/),
  message: z.string().max(1000).optional(),
  name: z.string().max(200).default(""),
  agreed: z
    .string()
    .max(200)
    .optional()
    .transform((licence) => licence !== undefined),
});

/** A form's fields; or why it is refused: it is none of ours, or there is too much in it. */
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

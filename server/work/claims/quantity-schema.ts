import { z } from "zod";
import type { Quantity } from "@/evidence";

const number = z.number().finite().min(-1e15).max(1e15);

/** A quantity from a form or the database. */
export const quantitySchema = z
  .object({
    kind: z.enum(["percent", "count", "duration", "date-range", "rank", "trend", "change", "vague"]),
    value: number.optional(),
    range: z.tuple([number, number]).optional(),
    unit: z.string().trim().max(60).nullable(),
    comparator: z.enum([
      "exactly",
      "stated",
      "about",
      "almost",
      "just_over",
      "more_than",
      "less_than",
      "at_least",
      "at_most",
      "between",
      "majority",
      "minority",
      "vast_majority",
      "rank",
      "up",
      "down",
      "stable",
      "none",
    ]),
    form: z.enum(["digits", "fraction", "words"]).optional(),
    from: z.enum(["top", "bottom"]).optional(),
    within: z.boolean().optional(),
  })
  .refine(
    ({ kind, value, range }) =>
      kind !== "percent" || [value, ...(range ?? [])].every((v) => v === undefined || (v >= 0 && v <= 100)),
    {
      message: "A percent must be from 0 to 100.",
    },
  )
  .refine(({ comparator, range }) => (comparator === "between") === (range !== undefined), {
    message: "“Between” needs two numbers.",
  }) satisfies z.ZodType<Quantity>;

import { z } from "zod";
import type { Splice } from "@/transcript";

const splices = z.array(
  z.object({ start: z.int(), end: z.int(), before: z.string(), after: z.string() }),
) satisfies z.ZodType<Splice[]>;

/**
 * The splices of a proposal, from the JSON column that holds them.
 *
 * @throws ZodError if the column holds anything else
 */
export const parseSplices = (json: unknown): Splice[] => splices.parse(json);

import { z } from "zod";

const span = { from: z.number(), to: z.number() };

/** What is found besides the times of words; times are seconds. */
export const foundBesides = z.object({
  stretches: z.array(z.object({ kind: z.enum(["music", "unspoken", "foreign"]), ...span })).default([]),
  insertions: z.array(z.object({ ...span, evidence: z.enum(["anchors", "sound"]) })).default([]),
  wrongAnchors: z.array(z.object({ word: z.number(), seconds: z.number(), heard: z.number() })).default([]),
});

import { reviewOutcomes } from "@/lib/texts/en/review";
import { textOf } from "@/lib/texts/text-of";

/** The sentence for the outcome of a decision; undefined for an unknown code. */
export const explain = (code: string): string | null => textOf(reviewOutcomes, code) ?? null;

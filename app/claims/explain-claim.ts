import { claimOutcomes } from "@/lib/texts/en/claims";
import { textOf } from "@/lib/texts/text-of";

/** The sentence for an outcome; undefined for an unknown code. */
export const explainClaim = (code: string): string | null => textOf(claimOutcomes, code) ?? null;

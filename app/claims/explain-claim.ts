import { claimOutcomes } from "@/lib/texts/en/claims";
import { textOf } from "@/lib/texts/text-of";

/** The words for what came of something done with a claim; none for a code that is no outcome. */
export const explainClaim = (code: string): string | null => textOf(claimOutcomes, code) ?? null;

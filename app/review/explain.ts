import { reviewOutcomes } from "@/lib/texts/en/review";
import { textOf } from "@/lib/texts/text-of";
import { sentenceForDecision } from "@/server/work/contributions/refusals";

/** The words for what came of a decision; none for a code that is no outcome. */
export const explain = (code: string): string | null =>
  textOf(reviewOutcomes, code) ?? sentenceForDecision(code) ?? null;

import { claimOutcomes } from "@/lib/texts/en/claims";
import { textOf } from "@/lib/texts/text-of";
import type { addEvidence } from "@/server/work/claims/add-evidence";
import type { decideClaim } from "@/server/work/claims/decide-claim";
import type { decideEvidence } from "@/server/work/claims/decide-evidence";
import type { withdrawClaim, withdrawEvidence } from "@/server/work/claims/withdraw-claim";
import type { decideSurvey } from "@/server/work/surveys/decide-survey";

/** Why something that can be done with a claim, its figures or a survey was refused. */
type Refused = Extract<
  Awaited<
    ReturnType<
      | typeof addEvidence
      | typeof decideClaim
      | typeof decideEvidence
      | typeof decideSurvey
      | typeof withdrawClaim
      | typeof withdrawEvidence
    >
  >,
  { readonly ok: false }
>["reason"];

// Does not compile where a reason has no words.
const OUTCOMES: typeof claimOutcomes & Readonly<Record<Refused, string>> = claimOutcomes;

/** The words for what came of something done with a claim; none for a code that is no outcome. */
export const explainClaim = (code: string): string | null => textOf(OUTCOMES, code) ?? null;

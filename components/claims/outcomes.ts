import type { Outcome } from "@/evidence";
import { outcomes } from "@/lib/texts/en/claims";

/** Each outcome has a sign beside its word and its colour, so that colour alone never carries the meaning. */
export const OUTCOMES: Record<
  Outcome | "none",
  { readonly sign: string; readonly word: string; readonly className: string }
> = {
  matches: { sign: "●", word: outcomes.matches, className: "claim-matches" },
  close: { sign: "◐", word: outcomes.close, className: "claim-close" },
  differs: { sign: "✕", word: outcomes.differs, className: "claim-differs" },
  "not comparable": { sign: "–", word: outcomes["not comparable"], className: "claim-other" },
  none: { sign: "–", word: outcomes.none, className: "claim-other" },
};

import type { Outcome } from "@/evidence";

/** Each outcome has a sign beside its word and its colour: nothing is said by colour alone. */
export const OUTCOMES: Record<
  Outcome | "none",
  { readonly sign: string; readonly word: string; readonly className: string }
> = {
  matches: { sign: "●", word: "matches", className: "claim-matches" },
  close: { sign: "◐", word: "close", className: "claim-close" },
  differs: { sign: "✕", word: "differs", className: "claim-differs" },
  "not comparable": { sign: "–", word: "not comparable", className: "claim-other" },
  none: { sign: "–", word: "not held against a figure yet", className: "claim-other" },
};

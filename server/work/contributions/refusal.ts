import type { ContributionStatus } from "@/server/db";
import type { EditProblem } from "@/transcript";

/** Why a text cannot be proposed. */
export type TextProblem =
  | "too-long"
  | "not-text"
  | "control-characters"
  | "nothing-changed"
  | "beyond"
  /** To compare it takes longer than there is time for. */
  | "too-hard";

/** Why somebody may not contribute now. */
export type Forbidden =
  /** `proof`: without an account, a proof of work is asked for at present. */
  | { readonly reason: "sign-in" | "not-invited" | "proof" }
  | { readonly reason: "blocked"; readonly because: string }
  | { readonly reason: "licence"; readonly licence: string }
  /** `most` is the limit that was reached: open contributions, or contributions in an hour. */
  | { readonly reason: "too-many-open" | "too-fast"; readonly most: number };

/** Why a change is refused, whichever channel it came through. The words for each reason are in ./refusals. */
export type Refusal =
  | Forbidden
  /** There is no such document, no such revision of it, or no such paragraph in that revision. */
  | { readonly reason: "no-document" | "no-base" | "no-segment" }
  | { readonly reason: TextProblem | EditProblem }
  /** Only of amendments. */
  | { readonly reason: "no-contribution" | "not-yours" }
  | { readonly reason: "decided"; readonly status: ContributionStatus }
  | { readonly reason: "older-version"; readonly version: number };

import { type Refusal, refuse } from "@/server/doors/api/problems";
import type { Refusal as Refused } from "@/server/work/contributions/refusal";
import {
  type ApiWords,
  apiWordsFor,
  apiWordsForReview,
  type ReviewRefusal,
} from "@/server/work/contributions/refusals";

// The limit counts contributions of the last hour, so there is room again within an hour.
const HOUR = 3600;

/** The refusal of a proposal as a problem of the API. */
export const proposalProblem = (refusal: Refused): Refusal => problemOf(apiWordsFor(refusal));

/** The refusal of a review as a problem of the API; on a conflict it includes both sides. */
export const reviewProblem = (refusal: ReviewRefusal): Refusal => problemOf(apiWordsForReview(refusal));

function problemOf({ kind, detail, field, more }: ApiWords): Refusal {
  if (field !== undefined)
    return refuse("invalid", detail, { more: { errors: [{ pointer: `#/${field}`, detail }] } });
  const headers = kind === "too-many-requests" ? { "Retry-After": String(HOUR) } : undefined;
  return refuse(kind, detail, { more, headers });
}

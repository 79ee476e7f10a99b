import { type Refusal, refuse } from "@/server/doors/api/problems";
import type { AcceptResult } from "@/server/work/contributions/accept";
import type { DecideResult } from "@/server/work/contributions/decide";
import type { Refusal as Refused } from "@/server/work/contributions/refusal";
import { apiWordsFor } from "@/server/work/contributions/refusals";

// The limit counts contributions of the last hour, so there is room again within an hour.
const HOUR = 3600;

/** Words the refusal of a proposal for the API. */
export function proposalProblem(refusal: Refused): Refusal {
  const { kind, detail, field } = apiWordsFor(refusal);
  if (field !== undefined) return wrong(field, detail);
  return refuse(
    kind,
    detail,
    kind === "too-many-requests" ? { headers: { "Retry-After": String(HOUR) } } : {},
  );
}

/** Refuses one field of the body. */
function wrong(field: string, detail: string): Refusal {
  return refuse("invalid", detail, { more: { errors: [{ pointer: `#/${field}`, detail }] } });
}

type ReviewProblem = Extract<AcceptResult | DecideResult, { ok: false }>;

/** Words the refusal of a review for the API; on a conflict it includes both sides. */
export function reviewProblem(result: ReviewProblem): Refusal {
  switch (result.reason) {
    case "no-contribution":
      return refuse("not-found", "There is no such contribution.");
    case "not-allowed":
      return refuse("forbidden", "Only maintainers of this show can review contributions.");
    case "own":
      return refuse(
        "forbidden",
        "This contribution is yours. Another maintainer of this show has to review it.",
      );
    case "decided":
      return refuse("conflict", `The contribution is already ${result.status.replace("_", " ")}.`, {
        more: { reason: "decided", status_of_contribution: result.status.replace("_", "-") },
      });
    case "older-version":
      return refuse("conflict", `The contribution was amended. Read version ${result.version} first.`, {
        more: { reason: "older-version", version: result.version },
      });
    case "conflict":
      return refuse("conflict", "The same place was changed meanwhile. Send the text to accept.", {
        more: {
          reason: "conflict",
          head: result.head,
          conflicts: result.conflicts.map(({ base, ours, theirs }) => ({
            base,
            now: ours,
            proposed: theirs,
          })),
        },
      });
    case "nothing-left":
      return refuse("conflict", "The text already has this change.", { more: { reason: "nothing-left" } });
    case "no-base":
      return wrong("on", "`on` must be the contribution's base or the latest revision.");
    case "no-comment":
      return wrong("comment", "Give a reason; the contributor will see it.");
    case "long-comment":
      return wrong("comment", "The comment is too long.");
    default:
      return proposalProblem({ reason: result.reason });
  }
}

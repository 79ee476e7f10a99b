import { type Refusal, refuse } from "@/server/doors/api/problems";
import type { AcceptResult } from "@/server/work/contributions/accept";
import { LONGEST_TEXT, type TextProblem } from "@/server/work/contributions/check-proposal";
import type { DecideResult } from "@/server/work/contributions/decide";
import type { ProposeResult } from "@/server/work/contributions/propose";

// The limit counts contributions of the last hour, so there is room again within an hour.
const HOUR = 3600;

/** Refuses one field of the body. */
function wrong(field: string, detail: string): Refusal {
  return refuse("invalid", detail, { more: { errors: [{ pointer: `#/${field}`, detail }] } });
}

function textProblem(reason: TextProblem): Refusal {
  switch (reason) {
    case "too-long":
      return refuse("too-large", `A text has at most ${LONGEST_TEXT} characters.`);
    case "not-text":
      return wrong("text", "The text contains a NUL or half of a character (a lone surrogate).");
    case "control-characters":
      return wrong("text", "The text adds invisible control characters. Remove them.");
    case "nothing-changed":
      return wrong("text", "The text is the same as its base: nothing would change.");
    case "beyond":
      return wrong("text", "The text changes more than the place it was proposed for.");
  }
}

/** Words the refusal of a proposal for the API. */
export function proposalProblem(
  result: Extract<ProposeResult, { ok: false }> | { readonly reason: "no-document" },
): Refusal {
  switch (result.reason) {
    case "no-document":
      return wrong("document", "There is no such document.");
    case "no-base":
      return wrong(
        "base",
        "This document has no such revision. Send the number of the revision that you edited.",
      );
    case "sign-in":
    case "not-invited":
      return refuse("forbidden", "This show accepts contributions only from people it has invited.");
    case "blocked":
      return refuse("forbidden", `You may not contribute here: ${result.because}`);
    case "licence":
      return refuse("forbidden", `Agree to ${result.licence} on the site first.`);
    case "too-many-open":
      return refuse(
        "too-many-requests",
        `${result.most} of your contributions are waiting for review, which is the limit. Send more after some are reviewed.`,
        { headers: { "Retry-After": String(HOUR) } },
      );
    case "too-fast":
      return refuse(
        "too-many-requests",
        `You have sent ${result.most} contributions in the last hour, which is the limit.`,
        {
          headers: { "Retry-After": String(HOUR) },
        },
      );
    default:
      return textProblem(result.reason);
  }
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
      return textProblem(result.reason);
  }
}

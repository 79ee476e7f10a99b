import { type Refusal, refuse } from "@/server/doors/api/problems";
import type { AcceptResult } from "@/server/work/contributions/accept";
import { LONGEST_TEXT, type TextProblem } from "@/server/work/contributions/check-proposal";
import type { DecideResult } from "@/server/work/contributions/decide";
import type { ProposeResult } from "@/server/work/contributions/propose";

// An hour's worth is counted; whoever is over it has room again within it.
const HOUR = 3600;

/** One field of the body that is wrong, and what to do about it. */
function wrong(field: string, detail: string): Refusal {
  return refuse("invalid", detail, { more: { errors: [{ pointer: `#/${field}`, detail }] } });
}

function textProblem(reason: TextProblem): Refusal {
  switch (reason) {
    case "too-long":
      return refuse("too-large", `A text has at most ${LONGEST_TEXT} characters.`);
    case "not-text":
      return wrong("text", "It holds what is no text: a NUL, or half of a character.");
    case "control-characters":
      return wrong("text", "It brings in control characters; take them out.");
    case "nothing-changed":
      return wrong("text", "It changes nothing: it is the text of its base.");
    case "beyond":
      return wrong("text", "It changes more than was meant.");
  }
}

/** Why a proposal was refused, as the API says it. */
export function proposalProblem(
  result: Extract<ProposeResult, { ok: false }> | { readonly reason: "no-document" },
): Refusal {
  switch (result.reason) {
    case "no-document":
      return wrong("document", "There is no such document.");
    case "no-base":
      return wrong(
        "base",
        "This document has no such revision; take the number of the one you have changed.",
      );
    case "sign-in":
    case "not-invited":
      return refuse("forbidden", "This show takes contributions of those it has invited alone.");
    case "blocked":
      return refuse("forbidden", `You may not contribute here: ${result.because}`);
    case "licence":
      return refuse("forbidden", `Agree to ${result.licence} on the site first.`);
    case "too-many-open":
      return refuse(
        "too-many-requests",
        `${result.most} of your contributions wait for a decision: more when some are decided.`,
        { headers: { "Retry-After": String(HOUR) } },
      );
    case "too-fast":
      return refuse("too-many-requests", `At most ${result.most} contributions in an hour.`, {
        headers: { "Retry-After": String(HOUR) },
      });
    default:
      return textProblem(result.reason);
  }
}

type ReviewProblem = Extract<AcceptResult | DecideResult, { ok: false }>;

/** Why a decision was not made, as the API says it; both sides where they do not fit each other. */
export function reviewProblem(result: ReviewProblem): Refusal {
  switch (result.reason) {
    case "no-contribution":
      return refuse("not-found", "There is no such contribution.");
    case "not-allowed":
      return refuse("forbidden", "Only this show's maintainers decide what is accepted.");
    case "own":
      return refuse("forbidden", "It is yours, and this show has another maintainer: they decide.");
    case "decided":
      return refuse("conflict", `It is ${result.status.replace("_", " ")} already.`, {
        more: { reason: "decided", status_of_contribution: result.status.replace("_", "-") },
      });
    case "older-version":
      return refuse("conflict", `It was amended: look at version ${result.version} first.`, {
        more: { reason: "older-version", version: result.version },
      });
    case "conflict":
      return refuse("conflict", "It changes what was changed meanwhile: send the text that is to stand.", {
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
      return refuse("conflict", "What it proposes is there already.", { more: { reason: "nothing-left" } });
    case "no-base":
      return wrong("on", "The text can be made from the contribution's base or from today's revision.");
    case "no-comment":
      return wrong("comment", "Say why: it is told to the contributor.");
    case "long-comment":
      return wrong("comment", "The comment is too long.");
    default:
      return textProblem(result.reason);
  }
}

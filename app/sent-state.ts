import type { SendState } from "@/components/correct/send-state";
import type { ProposeResult } from "@/server/work/contributions/proposal";
import { sentenceFor } from "@/server/work/contributions/refusals";

/** The state of a form after sending a contribution: its outcome, or the refusal and what was typed. */
export function sentState(result: ProposeResult, typed: Readonly<Record<string, string>> = {}): SendState {
  if (!result.ok) return { status: "refused", reason: result.reason, sentence: sentenceFor(result), typed };
  const { id, version, summary, again, revision, status } = result.contribution;
  return { status: "sent", sent: { id, version, summary, again, revision, status } };
}

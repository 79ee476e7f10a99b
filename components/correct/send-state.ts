import type { ContributionStatus } from "@/server/db";
import type { Proposed, ProposeResult } from "@/server/work/contributions/propose";
import type { EditProblem } from "@/transcript";

type Without<T> = T extends unknown ? Omit<T, "ok"> : never;

/** Why a form was not taken; `form` where it was not one of ours, `unreachable` where nobody answered. */
export type Refused =
  | Without<Extract<ProposeResult, { ok: false }>>
  | { readonly reason: EditProblem | "form" | "unreachable" };

/** What became of it. */
export interface Sent extends Pick<Proposed, "id" | "summary" | "again" | "revision"> {
  readonly status: ContributionStatus;
}

/** A form's state between two sends: at most one of the two, and what was typed where it was refused. */
export interface SendState {
  readonly refused?: Refused;
  readonly sent?: Sent;
  readonly typed?: Readonly<Record<string, string>>;
}

/** What a form shows after it was sent. */
export function sentState(
  result: ProposeResult | { readonly ok: false; readonly reason: EditProblem },
  typed: SendState["typed"] = {},
): SendState {
  if (!result.ok) {
    const { ok, ...refused } = result;
    return { refused, typed };
  }
  const { id, summary, again, revision, status } = result.contribution;
  return { sent: { id, summary, again, revision, status } };
}

/** Sends a form; usable as a form's action, so that it works without scripts. */
export type Send = (before: SendState, form: FormData) => Promise<SendState>;

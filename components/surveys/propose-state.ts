import type { FormState, SendForm } from "@/components/ui/form-state";
import type { Remark } from "@/server/work/surveys/columns";

/** What the check found in a survey's file. */
export interface CheckedFile {
  readonly rows: number;
  readonly errors: readonly Remark[];
  readonly warnings: readonly Remark[];
  readonly errorCount: number;
}

/** What was typed, and the check's result where that was the reason for refusal. */
export interface TypedSurvey {
  readonly fields: Readonly<Record<string, string>>;
  readonly checked: CheckedFile | null;
}

/** The state of the form for a survey. A survey that was sent leads to another page. */
export type ProposeState = FormState<never, TypedSurvey>;

export type SendSurvey = SendForm<never, TypedSurvey>;

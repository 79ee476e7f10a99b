import type { Remark } from "@/server/work/surveys/columns";

/** What was found in a survey's file. */
export interface CheckedFile {
  readonly rows: number;
  readonly errors: readonly Remark[];
  readonly warnings: readonly Remark[];
  readonly errorCount: number;
}

/** What came of sending a survey in, where it was not taken. */
export interface ProposeState {
  readonly said: string | null;
  readonly read: CheckedFile | null;
  /** What was typed, to be there again. */
  readonly fields: Readonly<Record<string, string>>;
}

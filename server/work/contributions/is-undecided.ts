import type { ContributionStatus } from "@/server/db";

/** Whether it still waits for somebody, and can be amended, withdrawn and decided. */
export const isUndecided = (status: ContributionStatus): boolean =>
  status === "open" || status === "changes_requested";

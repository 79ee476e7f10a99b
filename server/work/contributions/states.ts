// The database has the same lists.

/** Through what a change was made. All of them go the same road. */
export type ContributionForm = "gap" | "paragraph" | "document" | "api" | "push" | "mirror";

/** Where a contribution stands; one of these at a time. */
export type ContributionStatus = "open" | "changes_requested" | "accepted" | "rejected" | "withdrawn";

/** Whether it still waits for somebody, and can be amended, withdrawn and decided. */
export const isUndecided = (status: ContributionStatus): boolean =>
  status === "open" || status === "changes_requested";

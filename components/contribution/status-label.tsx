import type { ContributionStatus } from "@/server/db";
import styles from "./status-label.module.css";

// A sign and a word each, so that no meaning hangs on colour.
const STATUSES: Record<ContributionStatus, readonly [sign: string, word: string]> = {
  open: ["○", "waiting for a review"],
  changes_requested: ["↺", "sent back for changes"],
  accepted: ["●", "accepted"],
  rejected: ["✕", "not accepted"],
  withdrawn: ["–", "withdrawn"],
};

/** Where a contribution stands. */
export function StatusLabel({
  status,
  reverted = false,
}: {
  status: ContributionStatus;
  reverted?: boolean;
}) {
  const [sign, word] = reverted ? ["↶", "accepted, and later taken back"] : STATUSES[status];
  return (
    <span className={styles.status} data-status={reverted ? "reverted" : status}>
      <span aria-hidden="true">{sign}</span> {word}
    </span>
  );
}

import { statuses } from "@/lib/texts/en/contribution";
import type { ContributionStatus } from "@/server/db";
import styles from "./status-label.module.css";

// Each status has a sign and a word, so that colour alone never carries the meaning.
const SIGNS: Record<ContributionStatus | "reverted", string> = {
  open: "○",
  changes_requested: "↺",
  accepted: "●",
  rejected: "✕",
  withdrawn: "–",
  reverted: "↶",
};

/** The status of a contribution. */
export function StatusLabel({
  status,
  reverted = false,
}: {
  status: ContributionStatus;
  reverted?: boolean;
}) {
  const shown = reverted ? "reverted" : status;
  return (
    <span className={styles.status} data-status={shown}>
      <span aria-hidden="true">{SIGNS[shown]}</span> {statuses[shown]}
    </span>
  );
}

import styles from "./forms.module.css";
import type { Sent } from "./send-state";

/** That it was sent, and where to see what becomes of it. */
export function SentLine({ sent }: { sent: Sent }) {
  const { id, status, again, summary } = sent;
  return (
    <p className={styles.sent} role="status">
      <strong>
        {status === "accepted" ? "Sent and accepted." : again ? "It was sent already." : "Sent."}
      </strong>{" "}
      <a href={`/contributions/${id}`}>{summary}</a>
      {status === "accepted" ? " is live." : " waits for a maintainer."}
    </p>
  );
}

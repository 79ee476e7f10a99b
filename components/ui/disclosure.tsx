import type { ReactNode } from "react";
import styles from "./disclosure.module.css";

interface Props {
  readonly summary: ReactNode;
  readonly open?: boolean | undefined;
  readonly children: ReactNode;
}

/** Content that few people need, behind a line that opens it. */
export function Disclosure({ summary, open, children }: Props) {
  return (
    <details className={styles.disclosure} open={open}>
      <summary>{summary}</summary>
      <div className={styles.body}>{children}</div>
    </details>
  );
}

import type { ReactNode } from "react";
import { ui } from "@/lib/texts/en/ui";
import styles from "./notice.module.css";
import { VisuallyHidden } from "./visually-hidden";

interface Props {
  readonly kind?: "info" | "success" | "warning" | "error";
  /**
   * Whether screen readers announce it when it appears: an error at once, others after the current sentence. Turn it
   * off for a notice that is part of the page from the start.
   */
  readonly live?: boolean;
  readonly children: ReactNode;
}

/** Says what happened, what was kept and what to do. */
export function Notice({ kind = "info", live = true, children }: Props) {
  const role = kind === "error" ? "alert" : "status";
  // Screen readers announce an alert as such; a warning, or an error that is not announced, needs the word.
  const word = kind === "warning" || (kind === "error" && !live) ? ui.noticeKinds[kind] : null;
  return (
    <div className={`${styles.notice} ${styles[kind]}`} role={live ? role : undefined}>
      <div className={styles.body}>
        {word ? <VisuallyHidden>{word} </VisuallyHidden> : null}
        {children}
      </div>
    </div>
  );
}

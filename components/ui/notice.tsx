import type { ReactNode } from "react";
import { ui } from "@/lib/texts/en/ui";
import styles from "./notice.module.css";
import { VisuallyHidden } from "./visually-hidden";

export type NoticeKind = "info" | "success" | "warning" | "error";

interface Props {
  readonly kind?: NoticeKind;
  /**
   * Whether screen readers say it as soon as it appears: at once for an error, and after what they are saying for
   * the rest. Turn it off for a notice that is part of the page.
   */
  readonly live?: boolean;
  readonly children: ReactNode;
}

const SIGNS: Record<NoticeKind, string> = { info: "i", success: "✓", warning: "!", error: "✕" };

/** Says what happened, what was kept and what to do. Its sign and a hidden word say what its colour says. */
export function Notice({ kind = "info", live = true, children }: Props) {
  const role = kind === "error" ? "alert" : "status";
  return (
    <div className={`${styles.notice} ${styles[kind]}`} role={live ? role : undefined}>
      <span className={styles.sign} aria-hidden="true">
        {SIGNS[kind]}
      </span>
      <div className={styles.body}>
        {kind === "warning" || kind === "error" ? (
          <VisuallyHidden>{ui.noticeKinds[kind]}</VisuallyHidden>
        ) : null}
        {children}
      </div>
    </div>
  );
}

import type { ReactNode } from "react";
import styles from "./page.module.css";

interface Props {
  /** One column, at the left edge that all pages share. */
  readonly narrow?: boolean;
  readonly children: ReactNode;
}

/** A page's content, at the width that all pages share. */
export function Page({ narrow = false, children }: Props) {
  return <div className={narrow ? `${styles.page} ${styles.narrow}` : styles.page}>{children}</div>;
}

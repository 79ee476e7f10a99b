import type { ReactNode } from "react";
import styles from "./empty.module.css";

/** What stands in place of a list without entries: what will be here, and how to make the first. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return <div className={styles.empty}>{children}</div>;
}

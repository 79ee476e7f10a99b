import type { ReactNode } from "react";
import styles from "./empty.module.css";

/** Stands in place of an empty list. Says what will be here and how to make the first entry. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return <div className={styles.empty}>{children}</div>;
}

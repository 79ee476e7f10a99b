import type { ComponentProps, ReactNode } from "react";
import styles from "./entries.module.css";

/** A list of things that are more than a line each, with a rule between them. */
export function Entries(list: Omit<ComponentProps<"ul">, "className">) {
  return <ul {...list} className={styles.entries} />;
}

interface EntryProps {
  /** Buttons that act on the entry, at its end. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One thing of the list. */
export function Entry({ actions, children }: EntryProps) {
  return (
    <li className={styles.entry}>
      <div className={styles.body}>{children}</div>
      {actions}
    </li>
  );
}

/** The facts of an entry, in one quiet line below its words. */
export function EntryFacts({ children }: { readonly children: ReactNode }) {
  return <p className={styles.facts}>{children}</p>;
}

import { type ReactNode, useId } from "react";
import styles from "./page.module.css";

interface Props {
  readonly title: ReactNode;
  /** The anchor of its heading, where links lead to it. */
  readonly id?: string;
  readonly children: ReactNode;
}

/** A part of a page under a heading. */
export function Section({ title, id, children }: Props) {
  const own = useId();
  const heading = id ?? own;
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <h2 className={styles.subtitle} id={heading}>
        {title}
      </h2>
      {children}
    </section>
  );
}

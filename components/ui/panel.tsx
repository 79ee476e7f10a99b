import { type ReactNode, useId } from "react";
import styles from "./panel.module.css";

interface Props {
  readonly title?: ReactNode;
  /** The level of the title's heading. */
  readonly level?: 2 | 3 | 4;
  /** For a panel that opens under a paragraph and is about it. */
  readonly tied?: boolean;
  readonly children: ReactNode;
}

/** A raised surface for one thing: a form, a card, a secret. */
export function Panel({ title, level = 2, tied = false, children }: Props) {
  const id = useId();
  const className = tied ? `${styles.panel} ${styles.tied}` : styles.panel;
  if (!title) return <div className={className}>{children}</div>;
  const Heading = `h${level}` as const;
  return (
    <section className={className} aria-labelledby={id}>
      <Heading id={id} className={styles.title}>
        {title}
      </Heading>
      {children}
    </section>
  );
}

import Link from "next/link";
import type { Moves } from "./decide-form";
import styles from "./queue.module.css";

/** The ways to the ones before and after, with their keys. */
export function ReviewMoves({
  moves: { previous, next },
  children,
}: {
  moves: Moves;
  children?: React.ReactNode;
}) {
  return (
    <p className={styles.moves}>
      {previous ? (
        <Link href={previous} className={styles.quiet} data-key="p" prefetch={false}>
          Previous <kbd>p</kbd>
        </Link>
      ) : null}
      {next ? (
        <Link href={next} className={styles.quiet} data-key="n" prefetch={false}>
          Next <kbd>n</kbd>
        </Link>
      ) : null}
      {children}
    </p>
  );
}

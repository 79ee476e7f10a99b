import { ButtonLink } from "@/components/ui/button-link";
import { Kbd } from "@/components/ui/kbd";
import { reviewMoves } from "@/lib/texts/en/review";
import type { Moves } from "./decide-form";
import styles from "./queue.module.css";

/** Links to the previous and the next contribution, with their keys. */
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
        <ButtonLink href={previous} data-key="p">
          {reviewMoves.previous} <Kbd>p</Kbd>
        </ButtonLink>
      ) : null}
      {next ? (
        <ButtonLink href={next} data-key="n">
          {reviewMoves.next} <Kbd>n</Kbd>
        </ButtonLink>
      ) : null}
      {children}
    </p>
  );
}

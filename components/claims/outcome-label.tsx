import type { Outcome as Which } from "@/evidence";
import styles from "./claims.module.css";
import { OUTCOMES } from "./outcomes";

/** An outcome with its sign. */
export function OutcomeLabel({ outcome }: { outcome: Which | "none" }) {
  const { sign, word, className } = OUTCOMES[outcome];
  return (
    <span className={`${styles.outcome} ${className}`}>
      <span aria-hidden="true">{sign}</span> {word}
    </span>
  );
}

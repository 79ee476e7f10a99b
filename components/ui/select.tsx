import type { ComponentProps } from "react";
import styles from "./field.module.css";
import { FieldFrame, type FieldWords } from "./field-frame";

/** A list of choices with its label, hint and error. Its children are `<option>`s. */
export function Select({
  label,
  hideLabel,
  beside,
  hint,
  error,
  ...select
}: FieldWords & Omit<ComponentProps<"select">, "className" | "id">) {
  return (
    <FieldFrame
      {...{ label, hideLabel, beside, hint, error }}
      control={(tied) => <select {...tied} {...select} className={styles.control} />}
    />
  );
}

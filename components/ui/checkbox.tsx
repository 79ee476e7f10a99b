import type { ComponentProps, ReactNode } from "react";
import styles from "./field.module.css";

interface Props extends Omit<ComponentProps<"input">, "className" | "type"> {
  readonly label: ReactNode;
  /** `radio` where one of several is chosen. */
  readonly type?: "checkbox" | "radio";
}

/** A box to tick, or a radio button, with its label beside it. */
export function Checkbox({ label, type = "checkbox", ...input }: Props) {
  return (
    <label className={styles.checkbox}>
      <input {...input} type={type} />
      <span>{label}</span>
    </label>
  );
}

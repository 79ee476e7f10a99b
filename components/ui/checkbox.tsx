import type { ComponentProps, ReactNode } from "react";
import styles from "./field.module.css";

interface Props extends Omit<ComponentProps<"input">, "className" | "type"> {
  readonly label: ReactNode;
  /** `radio` for one choice out of several. */
  readonly type?: "checkbox" | "radio";
}

/** A checkbox or a radio button, with its label beside it. */
export function Checkbox({ label, type = "checkbox", ...input }: Props) {
  return (
    <label className={styles.checkbox}>
      <input {...input} type={type} />
      <span>{label}</span>
    </label>
  );
}

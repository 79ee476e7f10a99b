import styles from "./button.module.css";

export interface ButtonLook {
  /**
   * `primary` for the one thing that a page or form is for, `danger` for what takes something away, and `quiet` for
   * everything else.
   */
  readonly variant?: "primary" | "quiet" | "danger";
  /** `small` in rows of tools, `large` beside a large field. */
  readonly size?: "small" | "medium" | "large";
}

/** The class of a button, for an element that the kit does not make, such as a `<summary>`. */
export function buttonClass({ variant = "quiet", size = "medium" }: ButtonLook = {}): string {
  const classes = [styles.button, variant !== "quiet" && styles[variant], size !== "medium" && styles[size]];
  return classes.filter(Boolean).join(" ");
}

import styles from "./button.module.css";

export interface ButtonLook {
  /**
   * `primary` for the main action of a page or form, `danger` for one that removes something, `plain` in rows of tools
   * and in bars, and `quiet` for all others.
   */
  readonly variant?: "primary" | "quiet" | "danger" | "plain";
  /** `small` in rows of tools, `large` beside a large field. */
  readonly size?: "small" | "medium" | "large";
}

/** The class of a button, for elements that the kit does not make, such as a `<summary>`. */
export function buttonClass({ variant = "quiet", size = "medium" }: ButtonLook = {}): string {
  const classes = [styles.button, variant !== "quiet" && styles[variant], size !== "medium" && styles[size]];
  return classes.filter(Boolean).join(" ");
}

import { type ReactNode, useId } from "react";
import styles from "./field.module.css";
import { VisuallyHidden } from "./visually-hidden";

/** What every field has around its control. */
export interface FieldWords {
  readonly label: ReactNode;
  /** Only screen readers say the label: its place, or a placeholder, shows everybody else what the field is for. */
  readonly hideLabel?: boolean;
  /** What to type, below the field. */
  readonly hint?: ReactNode;
  /** What is wrong with what was typed. */
  readonly error?: ReactNode;
}

/** What ties a control to its words. */
interface Tied {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

interface Props extends FieldWords {
  /** Makes the control, with the attributes that tie it to its label, hint and error. */
  readonly control: (tied: Tied) => ReactNode;
}

/** A label above a control, with a hint and an error below it. */
export function FieldFrame({ label, hideLabel, hint, error, control }: Props) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const describedBy = [errorId, hintId].filter(Boolean).join(" ") || undefined;
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {hideLabel ? <VisuallyHidden>{label}</VisuallyHidden> : label}
      </label>
      {control({ id, "aria-describedby": describedBy, "aria-invalid": error ? true : undefined })}
      {error ? (
        <p id={errorId} className={styles.error}>
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={hintId} className={styles.hint}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}

import { type ReactNode, useId } from "react";
import styles from "./field.module.css";
import { VisuallyHidden } from "./visually-hidden";

/** The words around every field. */
export interface FieldWords {
  readonly label: ReactNode;
  /** Hides the label from everybody but screen readers, where the place or a placeholder shows what the field is for. */
  readonly hideLabel?: boolean;
  /** Puts the label to the left of the control, in a panel of settings. */
  readonly beside?: boolean;
  /** What to type, below the field. */
  readonly hint?: ReactNode;
  /** What is wrong with the input. */
  readonly error?: ReactNode;
}

/** The attributes that connect a control with its words. */
interface Tied {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

interface Props extends FieldWords {
  /** Makes the control with the attributes that connect it with its label, hint and error. */
  readonly control: (tied: Tied) => ReactNode;
}

/** A control with its label above it, and its hint and error below it. */
export function FieldFrame({ label, hideLabel, beside, hint, error, control }: Props) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const describedBy = [errorId, hintId].filter(Boolean).join(" ") || undefined;
  return (
    <div className={beside ? `${styles.field} ${styles.beside}` : styles.field}>
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

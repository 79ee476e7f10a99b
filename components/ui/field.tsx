import type { ComponentProps } from "react";
import styles from "./field.module.css";
import { FieldFrame, type FieldWords } from "./field-frame";

interface Look {
  /** The font of the input: the interface's, the transcript's, or one for code. */
  readonly font?: "interface" | "text" | "code";
}

type InputProps = FieldWords & Look & Omit<ComponentProps<"input">, "className" | "id"> & { short?: boolean };
type AreaProps = FieldWords & Look & Omit<ComponentProps<"textarea">, "className" | "id">;

const controlClass = (font: Look["font"] = "interface", short = false) =>
  [styles.control, font !== "interface" && styles[font], short && styles.short].filter(Boolean).join(" ");

/** A single-line field with its label, hint and error. `short` is for a name or a number. */
export function Field({ label, hideLabel, hint, error, font, short, ...input }: InputProps) {
  return (
    <FieldFrame
      {...{ label, hideLabel, hint, error }}
      control={(tied) => <input {...tied} {...input} className={controlClass(font, short)} />}
    />
  );
}

/** A field of several lines with its label, hint and error. */
export function TextArea({ label, hideLabel, hint, error, font, ...area }: AreaProps) {
  return (
    <FieldFrame
      {...{ label, hideLabel, hint, error }}
      control={(tied) => <textarea {...tied} {...area} className={controlClass(font)} />}
    />
  );
}

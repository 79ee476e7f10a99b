import type { ComponentProps, ReactNode } from "react";
import styles from "./form.module.css";

/** A form: its fields one below the other, and its buttons at the end. */
export function Form(form: Omit<ComponentProps<"form">, "className">) {
  return <form {...form} className={styles.form} />;
}

interface FieldsetProps {
  readonly legend: ReactNode;
  readonly children: ReactNode;
}

/** A group of fields with a name. */
export function Fieldset({ legend, children }: FieldsetProps) {
  return (
    <fieldset className={styles.fieldset}>
      <legend>{legend}</legend>
      {children}
    </fieldset>
  );
}

/** Short fields side by side, as many as fit. */
export function FieldRow({ children }: { readonly children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}

/** Buttons side by side. */
export function Buttons({ children }: { readonly children: ReactNode }) {
  return <div className={styles.buttons}>{children}</div>;
}

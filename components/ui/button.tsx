import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "./button-class";
import { Kbd } from "./kbd";

interface Props extends Omit<ComponentProps<"button">, "className">, ButtonLook {
  /** The key that does the same, shown on the button. */
  readonly shortcut?: string | undefined;
}

/** A button. It submits its form unless `type` says otherwise. */
export function Button({ variant, size, shortcut, type = "submit", children, ...button }: Props) {
  return (
    <button {...button} type={type} className={buttonClass({ variant, size })}>
      {children} {shortcut ? <Kbd>{shortcut}</Kbd> : null}
    </button>
  );
}

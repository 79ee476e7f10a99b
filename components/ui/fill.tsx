import { Fragment, type ReactNode } from "react";

interface Props {
  /** A text of the catalogue with places such as `{licence}`. */
  readonly text: string;
  /** The element for each place. */
  readonly with: Readonly<Record<string, ReactNode>>;
}

/**
 * A sentence with links or other elements in it. The catalogue holds it as a whole, so a translation can change the
 * order.
 */
export function Fill({ text, with: parts }: Props) {
  return text
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 === 0 ? part : <Fragment key={part}>{parts[part]}</Fragment>));
}

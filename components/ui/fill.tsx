import { Fragment, type ReactNode } from "react";

interface Props {
  /** A text of the catalogue with places such as `{licence}`. */
  readonly text: string;
  /** What stands in each place. */
  readonly with: Readonly<Record<string, ReactNode>>;
}

/** A sentence with a link or another element in it. The sentence stays whole in the catalogue, in any word order. */
export function Fill({ text, with: parts }: Props) {
  return text
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 === 0 ? part : <Fragment key={part}>{parts[part]}</Fragment>));
}

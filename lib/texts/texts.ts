import type { en } from "./en";

/** The same texts in any language: strings stay strings, and functions take what they take. */
type Shape<T> = T extends string
  ? string
  : T extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof T]: Shape<T[Key]> };

/** The catalogue of one language: a text that it lacks, or has beside the English ones, is an error of types. */
export type Texts = Shape<typeof en>;

import type { Quantity } from "./quantity";

/** A quantity and its place in a text, in UTF-16 units; `end` is exclusive. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly quantity: Quantity;
}

import { storable } from "./file-cues";
import { readMoment, toMoment } from "./read-moment";

// What files of JSON hold, read as what it should be: null where it is anything else.

export type Json = unknown;
export type Fields = { readonly [name: string]: Json };

/** The fields of an object. */
export const fields = (value: Json): Fields | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
/** The entries of a list. */
export const list = (value: Json): readonly Json[] | null => (Array.isArray(value) ? value : null);
/** A text. */
export const word = (value: Json): string | null => (typeof value === "string" ? value : null);

/** Seconds, as a number or a text: `4`, `"4.5"`, `"00:00:04.500"`; null if it is no moment. */
export function seconds(value: Json): number | null {
  if (typeof value === "number") return toMoment(value);
  const text = word(value)?.trim();
  return text ? readMoment(text.replace(/s$/, "")) : null;
}
/** Seconds, from milliseconds as a number or a text. */
export const milliseconds = (value: Json): number | null =>
  typeof value === "number"
    ? toMoment(value / 1000)
    : word(value)?.trim()
      ? toMoment(Number(value) / 1000)
      : null;

/** How sure a recogniser was, from 0 to 1. */
export const confidence = (value: Json): number | null =>
  typeof value === "number" && value >= 0 && value <= 1 ? value : null;

/** A speaker's name, alone or in an object; a number, and the single letter of a recogniser, as `Speaker 1`. */
export function speaker(value: Json): string | null {
  if (typeof value === "number") return `Speaker ${value}`;
  const known = fields(value);
  if (known) {
    const inner = known.name ?? known.label ?? known.id;
    // One level deep: a hostile file nests names without end.
    return fields(inner) ? null : speaker(inner);
  }
  const name = storable(word(value) ?? "")
    .replace(/\s+/g, " ")
    .trim();
  if (!name) return null;
  return /^(?:\d{1,3}|[A-Z])$/.test(name) ? `Speaker ${name}` : name;
}

import type { Quantity } from "@/evidence";
import { quantitySchema } from "./quantity-schema";

/** A quantity as the fields of a form, all of them text. */
export interface QuantityFields {
  readonly kind: string;
  readonly comparator: string;
  readonly value: string;
  /** The upper number of a range. */
  readonly to: string;
  readonly unit: string;
  /** The end a rank is counted from. */
  readonly from: string;
  /** `yes` for a rank that means one of the first so many places. */
  readonly within: string;
  /** The whole quantity as it was read, in JSON: what the other fields cannot say is taken from here. */
  readonly read: string;
}

/** Writes a quantity into the fields of a form, so that `readQuantityFields` gives the same quantity back. */
export function quantityFields(quantity: Quantity): QuantityFields {
  return {
    kind: quantity.kind,
    comparator: quantity.comparator,
    value: String(quantity.range?.[0] ?? quantity.value ?? ""),
    to: String(quantity.range?.[1] ?? ""),
    unit: quantity.unit ?? "",
    from: quantity.from ?? "top",
    within: quantity.within ? "yes" : "",
    read: JSON.stringify(quantity),
  };
}

/**
 * Reads a quantity from the fields of a form: exactly the quantity that was written, as far as nobody corrected it.
 * Null where it makes no sense.
 */
export function readQuantityFields(fields: QuantityFields): Quantity | null {
  const read = readWhole(fields.read);
  if (read && isSame(quantityFields(read), fields)) return read;
  const { kind, comparator, unit } = fields;
  const value = numberOf(fields.value);
  const to = numberOf(fields.to);
  // A number that was typed is meant as precisely as digits say; one that was left is meant as it was said.
  const left =
    read?.kind === kind &&
    quantityFields(read).value === fields.value &&
    quantityFields(read).to === fields.to;
  const form = left ? read.form : value === undefined ? undefined : "digits";
  const parsed = quantitySchema.safeParse({
    kind,
    comparator,
    unit: kind === "percent" ? "percent" : kind === "rank" ? "rank" : unit.trim() || null,
    ...(comparator === "between" ? { range: [value, to] } : value === undefined ? {} : { value }),
    ...(form === undefined ? {} : { form }),
    ...(kind === "rank" ? { from: fields.from === "bottom" ? "bottom" : "top" } : {}),
    ...(kind === "rank" && fields.within === "yes" ? { within: true } : {}),
  });
  return parsed.success ? parsed.data : null;
}

function readWhole(json: string): Quantity | null {
  try {
    const parsed = quantitySchema.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function isSame(one: QuantityFields, other: QuantityFields): boolean {
  const names = ["kind", "comparator", "value", "to", "unit"] as const;
  // A form shows the fields of a rank only for a rank.
  const shown = one.kind === "rank" ? ([...names, "from", "within"] as const) : names;
  return shown.every((name) => one[name].trim() === other[name].trim());
}

/** "4,299" and "4299", "37.5" and "37,5"; undefined where nothing is typed, NaN where it is no number. */
function numberOf(typed: string): number | undefined {
  const text = typed.trim();
  if (text === "") return undefined;
  if (/^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text)) return Number(text.replaceAll(",", ""));
  return Number(/^-?\d+,\d+$/.test(text) ? text.replace(",", ".") : text);
}

// Twelve digits hold a date with its time (202611231602) and every episode number in use.
const DIGITS = 12;

/**
 * A sort key for natural order, compared by code unit: 9 before 10, upper case beside lower case. Numbers of
 * more than twelve digits are compared as text.
 */
export function naturalKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, "").padStart(DIGITS, "0"));
}

/** Compares two names by their natural keys, then by the names themselves: a total order. */
export function compareNaturally(a: string, b: string): number {
  const [keyA, keyB] = [naturalKey(a), naturalKey(b)];
  if (keyA !== keyB) return keyA < keyB ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

// Made when the first large number comes: in a browser, making it costs more than everything else here.
let format: Intl.NumberFormat | undefined;

/** `9,276`: a number as people write it in English. */
export function formatNumber(number: number): string {
  if (Math.abs(number) < 1000) return String(number);
  format ??= new Intl.NumberFormat("en");
  return format.format(number);
}

/**
 * `1 gap`, `9,276 gaps`, `2 people`: a number with its noun. Other languages have other rules, so each has a file
 * like this one.
 */
export function plural(count: number, one: string, other = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : other}`;
}

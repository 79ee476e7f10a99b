const [OPEN, CLOSE, SLASH] = [..."<>/"].map((sign) => sign.charCodeAt(0));
const [COLON, UNDERSCORE, FIRST, LAST, OTHERS] = [0x3a, 0x5f, 0x41, 0x5a, 0x80];
// Of a letter's case.
const CASE = 0x20;

/** Whether a byte may begin the name of an element. */
const beginsName = (byte: number): boolean =>
  ((byte & ~CASE) >= FIRST && (byte & ~CASE) <= LAST) ||
  byte === UNDERSCORE ||
  byte === COLON ||
  byte >= OTHERS;

/**
 * Whether no element of a file stands in more than so many others, wherever the markup begins. Programs that read XML may
 * take time in the square of that, also where something else stands before it.
 */
export function nestsWithin(file: Uint8Array, most: number): boolean {
  let depth = 0;
  for (let at = file.indexOf(OPEN as number); at >= 0; at = file.indexOf(OPEN as number, at + 1)) {
    const next = file[at + 1] ?? 0;
    if (next === SLASH) {
      depth = Math.max(0, depth - 1);
      continue;
    }
    if (!beginsName(next)) continue;
    const end = file.indexOf(CLOSE as number, at + 1);
    // A tag that does not end: whoever reads it says so.
    if (end < 0) return true;
    if (file[end - 1] !== SLASH) depth += 1;
    if (depth > most) return false;
    at = end;
  }
  return true;
}

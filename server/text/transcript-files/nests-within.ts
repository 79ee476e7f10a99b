const [OPEN, CLOSE, SLASH, BANG, QUESTION] = [..."<>/!?"].map((sign) => sign.charCodeAt(0));

/**
 * Whether no element of a file of XML stands in more than so many others. Programs that read XML may take time in the
 * square of that. True of what does not begin as XML does.
 */
export function nestsWithin(file: Uint8Array, most: number): boolean {
  const start = file.findIndex((byte) => byte > 0x20 && byte < 0x80);
  if (file[start] !== OPEN) return true;
  let depth = 0;
  for (let at = start; at >= 0; at = file.indexOf(OPEN as number, at + 1)) {
    const next = file[at + 1];
    if (next === BANG || next === QUESTION) continue;
    if (next === SLASH) {
      depth = Math.max(0, depth - 1);
      continue;
    }
    const end = file.indexOf(CLOSE as number, at + 1);
    // A tag that does not end: whoever reads it says so.
    if (end < 0) return true;
    if (file[end - 1] !== SLASH) depth += 1;
    if (depth > most) return false;
    at = end;
  }
  return true;
}

/** Word starts in seconds as they are kept: milliseconds from one to the next, 7 bits a byte, low first. */
export function packStarts(starts: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  // The longest step there can be takes eight.
  const bytes = new Uint8Array(starts.length * 8);
  let size = 0;
  let before = 0;
  for (let i = 0; i < starts.length; i++) {
    const now = Math.max(before, Math.round((starts[i] ?? 0) * 1000));
    let delta = now - before;
    before = now;
    while (delta > 127) {
      bytes[size++] = (delta & 127) | 128;
      delta = Math.floor(delta / 128);
    }
    bytes[size++] = delta;
  }
  return bytes.slice(0, size);
}

/** Seconds as they are kept. */
export const toMilliseconds = (seconds: number) => Math.round(seconds * 1000) / 1000;

/** Reads what `packStarts` wrote: seconds, to the millisecond. */
export function unpackStarts(bytes: Uint8Array): Float64Array {
  // No word takes less than a byte.
  const starts = new Float64Array(bytes.length);
  let count = 0;
  let [milliseconds, delta, factor] = [0, 0, 1];
  for (const byte of bytes) {
    delta += (byte & 127) * factor;
    if (byte > 127) {
      factor *= 128;
      continue;
    }
    milliseconds += delta;
    starts[count++] = milliseconds / 1000;
    [delta, factor] = [0, 1];
  }
  return starts.slice(0, count);
}

/**
 * Packs whole numbers from 0 up into bytes: seven bits in each, lowest first; the eighth bit is set if more
 * bytes of the number follow. Small numbers take one byte; the largest safe integer takes eight.
 */
export function packVarints(numbers: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(numbers.length * 8);
  let size = 0;
  for (let index = 0; index < numbers.length; index += 1) {
    let rest = numbers[index] ?? 0;
    while (rest > 127) {
      bytes[size++] = (rest & 127) | 128;
      rest = Math.floor(rest / 128);
    }
    bytes[size++] = rest;
  }
  return bytes.slice(0, size);
}

/** Unpacks the bytes of `packVarints`. A number that is cut off at the end is dropped. */
export function unpackVarints(bytes: Uint8Array): Float64Array<ArrayBuffer> {
  // Every number takes at least one byte.
  const numbers = new Float64Array(bytes.length);
  let count = 0;
  let [number, factor] = [0, 1];
  // No iterator: browsers interpret this loop once, and a page of 29,000 words cannot respond until it ends.
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    number += (byte & 127) * factor;
    if (byte > 127) factor *= 128;
    else {
      numbers[count++] = number;
      number = 0;
      factor = 1;
    }
  }
  return numbers.subarray(0, count);
}

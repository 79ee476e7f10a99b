/**
 * Whole numbers from 0 on as bytes: seven bits in each, the lowest first, the eighth set where more of the same number
 * follow. Small numbers take one byte; the largest safe integer takes eight.
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

/** Reads what `packVarints` wrote. Bytes that end within a number lose it. */
export function unpackVarints(bytes: Uint8Array): Float64Array<ArrayBuffer> {
  // No number takes less than a byte.
  const numbers = new Float64Array(bytes.length);
  let count = 0;
  let [number, factor] = [0, 1];
  // Without an iterator: in a browser this is run once, by an interpreter, before a page of 29,000 words answers.
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

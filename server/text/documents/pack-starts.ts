import { packVarints, unpackVarints } from "@/lib/varints";

/** Packs word starts in seconds for storage: the differences in whole milliseconds, none below 0. */
export function packStarts(starts: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const deltas = new Float64Array(starts.length);
  let before = 0;
  for (let index = 0; index < starts.length; index += 1) {
    const now = Math.max(before, Math.round((starts[index] ?? 0) * 1000));
    deltas[index] = now - before;
    before = now;
  }
  return packVarints(deltas);
}

/** Rounds seconds as `packStarts` does. */
export const toMilliseconds = (seconds: number) => Math.round(seconds * 1000) / 1000;

/** Unpacks what `packStarts` wrote: seconds, to the millisecond. */
export function unpackStarts(bytes: Uint8Array): Float64Array {
  let milliseconds = 0;
  return unpackVarints(bytes).map((delta) => {
    milliseconds += delta;
    return milliseconds / 1000;
  });
}

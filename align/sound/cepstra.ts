import { CEPSTRA } from "./mel";

/** A cepstrum of 1 is this many units, so that 16 bits hold ±163: silence is -46, the loudest sound some 130. */
export const CEPSTRUM_SCALE = 200;
/** Frames a second. */
export const FRAME_RATE = 100;

// One minute: what is added to the room at once.
const CHUNK = 6000;

/**
 * What is kept of a recording to align it: 13 cepstra of 16 bits every 10 ms, 9.4 MB an hour. It says what was spoken,
 * not by whom; the recording cannot be made again of it.
 */
export class Cepstra {
  readonly #chunks: Int16Array[] = [];
  #length = 0;

  /** How many frames there are. */
  get length(): number {
    return this.#length;
  }

  /** Adds a frame of 13 numbers. */
  add(frame: ArrayLike<number>): void {
    const at = this.#length % CHUNK;
    if (at === 0) this.#chunks.push(new Int16Array(CHUNK * CEPSTRA));
    const chunk = this.#chunks.at(-1)!;
    for (let k = 0; k < CEPSTRA; k++) {
      const units = Math.round(frame[k]! * CEPSTRUM_SCALE);
      chunk[at * CEPSTRA + k] = Math.max(-32767, Math.min(32767, units));
    }
    this.#length++;
  }

  /** Copies the frames [from, to) into `target`; what lies outside repeats the first or last frame. */
  read(from: number, to: number, target: Int16Array): void {
    for (let t = from; t < to; t++) {
      const frame = Math.max(0, Math.min(this.#length - 1, t));
      const chunk = this.#chunks[Math.floor(frame / CHUNK)];
      if (!chunk) return;
      const at = (frame % CHUNK) * CEPSTRA;
      const place = (t - from) * CEPSTRA;
      for (let k = 0; k < CEPSTRA; k++) target[place + k] = chunk[at + k]!;
    }
  }

  /** All frames one after the other, to be kept, in parts, so that there are no two of each; `Cepstra.from` reads them. */
  *pack(): Generator<Int16Array> {
    for (const [i, chunk] of this.#chunks.entries()) {
      const left = (this.#length - i * CHUNK) * CEPSTRA;
      yield chunk.subarray(0, Math.min(chunk.length, left));
    }
  }

  static from(packed: Int16Array): Cepstra {
    const cepstra = new Cepstra();
    for (let at = 0; at < packed.length; at += CHUNK * CEPSTRA) {
      const chunk = new Int16Array(CHUNK * CEPSTRA);
      chunk.set(packed.subarray(at, at + CHUNK * CEPSTRA));
      cepstra.#chunks.push(chunk);
    }
    cepstra.#length = Math.floor(packed.length / CEPSTRA);
    return cepstra;
  }
}

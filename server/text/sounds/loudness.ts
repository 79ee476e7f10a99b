/** How many bars a waveform has: more than a phone has room for, as many as a wide window shows apart. */
export const BARS = 200;

// Short enough that a word is seen, long enough that a whole day is some megabytes.
const BLOCK_SECONDS = 0.05;
// What is louder than nearly all of it (a cough, a jingle) must not make the rest a flat line.
const FULL = 0.95;

/** Adds up how loud audio is, block by block, however it comes in pieces; so that none of it has to be kept. */
export class Loudness {
  readonly #energies: number[] = [];
  #sum = 0;
  #count = 0;

  /** Adds a piece of one channel: samples from -1 to 1, so many a second. */
  add(samples: Float32Array, rate: number): void {
    const block = Math.max(1, Math.round(rate * BLOCK_SECONDS));
    for (const sample of samples) {
      this.#sum += sample * sample;
      this.#count += 1;
      if (this.#count === block) {
        this.#energies.push(this.#sum / block);
        this.#sum = 0;
        this.#count = 0;
      }
    }
  }

  /** Seconds added so far. */
  get seconds(): number {
    return this.#energies.length * BLOCK_SECONDS;
  }

  /**
   * The waveform: a byte a bar, each the root mean square of its part, against the loudest but for 5 % of the parts.
   *
   * @returns none where the audio is shorter than a block for each bar
   */
  bars(): Uint8Array<ArrayBuffer> | undefined {
    const blocks = this.#energies.length;
    if (blocks < BARS) return undefined;
    const levels = Array.from({ length: BARS }, (_, bar) => {
      const from = Math.floor((bar * blocks) / BARS);
      const to = Math.floor(((bar + 1) * blocks) / BARS);
      const part = this.#energies.slice(from, to);
      return Math.sqrt(part.reduce((sum, energy) => sum + energy, 0) / part.length);
    });
    const full = levels.toSorted((a, b) => a - b)[Math.floor(FULL * BARS)] || 1;
    return Uint8Array.from(levels, (level) => Math.round(255 * Math.min(1, level / full)));
  }
}

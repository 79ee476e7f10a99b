import { Cepstra } from "./cepstra";
import { BANDS, CEPSTRA, createBands, createCosines, RATE } from "./mel";
import { createNoiseRemoval } from "./noise-removal";
import { createPowerSpectrum, SAMPLES } from "./power-spectrum";

// The defaults of Sphinx: windows of 25.6 ms, one every 10 ms.
const WINDOW = 410;
const SHIFT = RATE / 100;
const EMPHASIS = 0.97;
// Sphinx counts samples as whole numbers of 16 bits.
const FULL_SCALE = 32768;
const LEAST_POWER = 1e-4;

/**
 * Makes cepstra of samples as they come: what the ear hears of a moment, as 13 numbers. The steps are those of Sphinx's
 * front end, with which the model was trained: pre-emphasis, Hamming window, power spectrum, bands in mel, noise
 * removal, logarithm, cosine transform. See Davis and Mermelstein, "Comparison of Parametric Representations for
 * Monosyllabic Word Recognition in Continuously Spoken Sentences" (1980).
 */
export class FrontEnd {
  readonly cepstra = new Cepstra();
  readonly #hamming = Float64Array.from(
    { length: WINDOW },
    (_, i) => 0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (WINDOW - 1)),
  );
  readonly #powerOf = createPowerSpectrum();
  readonly #bands = createBands();
  readonly #cosines = createCosines();
  readonly #removeNoise = createNoiseRemoval();
  readonly #frame = new Float64Array(SAMPLES);
  readonly #heard = new Float64Array(BANDS);
  readonly #cepstrum = new Float64Array(CEPSTRA);
  #rest: Float32Array = new Float32Array(0);
  // The sample before the next frame.
  #before = 0;

  /** Adds samples from -1 to 1 of one channel, 16,000 a second. */
  push(samples: Float32Array): void {
    const all = new Float32Array(this.#rest.length + samples.length);
    all.set(this.#rest);
    all.set(samples, this.#rest.length);
    let at = 0;
    for (; at + WINDOW <= all.length; at += SHIFT) this.#hear(all, at);
    this.#rest = all.slice(at);
  }

  #hear(samples: Float32Array, at: number): void {
    const frame = this.#frame;
    const heard = this.#heard;
    let before = this.#before;
    for (let i = 0; i < WINDOW; i++) {
      const sample = samples[at + i]! * FULL_SCALE;
      frame[i] = (sample - EMPHASIS * before) * this.#hamming[i]!;
      before = sample;
    }
    this.#before = samples[at + SHIFT - 1]! * FULL_SCALE;
    const power = this.#powerOf(frame);
    for (let band = 0; band < BANDS; band++) {
      const { first, shares } = this.#bands[band]!;
      let sum = 0;
      for (let i = 0; i < shares.length; i++) sum += power[first + i]! * shares[i]!;
      heard[band] = sum;
    }
    this.#removeNoise(heard);
    for (let band = 0; band < BANDS; band++) heard[band] = Math.log(heard[band]! + LEAST_POWER);
    for (let k = 0; k < CEPSTRA; k++) {
      let sum = 0;
      for (let band = 0; band < BANDS; band++) sum += heard[band]! * this.#cosines[k * BANDS + band]!;
      this.#cepstrum[k] = sum;
    }
    this.cepstra.add(this.#cepstrum);
  }
}

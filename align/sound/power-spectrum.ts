/** How many samples a spectrum is made of. */
export const SAMPLES = 512;
const HALF = SAMPLES / 2;
const BITS = 8;

/**
 * Makes a function that gives the power of each of the 257 frequencies in 512 real samples: a fast Fourier transform of
 * 256 complex numbers, each of two neighbouring samples, and the separation of their two spectra.
 *
 * @returns a function whose result is overwritten by its next call
 */
export function createPowerSpectrum(): (samples: Float64Array) => Float64Array {
  const cosines = Float64Array.from({ length: HALF }, (_, k) => Math.cos((2 * Math.PI * k) / SAMPLES));
  const sines = Float64Array.from({ length: HALF }, (_, k) => Math.sin((2 * Math.PI * k) / SAMPLES));
  const reversed = Uint16Array.from({ length: HALF }, (_, i) => {
    let bits = 0;
    for (let bit = 0; bit < BITS; bit++) if (i & (1 << bit)) bits |= 1 << (BITS - 1 - bit);
    return bits;
  });
  const re = new Float64Array(HALF);
  const im = new Float64Array(HALF);
  const power = new Float64Array(HALF + 1);

  return (samples) => {
    for (let i = 0; i < HALF; i++) {
      const to = reversed[i]!;
      re[to] = samples[2 * i]!;
      im[to] = samples[2 * i + 1]!;
    }
    for (let size = 1; size < HALF; size <<= 1) {
      const step = HALF / size;
      for (let j = 0; j < size; j++) {
        const c = cosines[j * step]!;
        const s = sines[j * step]!;
        for (let a = j; a < HALF; a += size << 1) {
          const b = a + size;
          const real = re[b]! * c + im[b]! * s;
          const imaginary = im[b]! * c - re[b]! * s;
          re[b] = re[a]! - real;
          im[b] = im[a]! - imaginary;
          re[a] = re[a]! + real;
          im[a] = im[a]! + imaginary;
        }
      }
    }
    power[0] = (re[0]! + im[0]!) ** 2;
    power[HALF] = (re[0]! - im[0]!) ** 2;
    for (let k = 1; k < HALF; k++) {
      const l = HALF - k;
      const evenReal = (re[k]! + re[l]!) / 2;
      const evenImaginary = (im[k]! - im[l]!) / 2;
      const oddReal = (im[k]! + im[l]!) / 2;
      const oddImaginary = (re[l]! - re[k]!) / 2;
      const real = evenReal + oddReal * cosines[k]! + oddImaginary * sines[k]!;
      const imaginary = evenImaginary + oddImaginary * cosines[k]! - oddReal * sines[k]!;
      power[k] = real * real + imaginary * imaginary;
    }
    return power;
  };
}

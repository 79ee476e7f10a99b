import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Cepstra, FrontEnd } from "@/align";
import { createFeatures } from "@/align/sound/features";
import { BANDS, createBands, createCosines } from "@/align/sound/mel";
import { createPowerSpectrum } from "@/align/sound/power-spectrum";
import { random } from "@/scripts/make-demo/random";
import { packed, randomCepstra } from "./sounds";

const noise = (length: number, seed: number) => {
  const next = random(seed);
  return Float32Array.from({ length }, () => next() * 2 - 1);
};

test("the power spectrum is that of the definition", () => {
  const samples = Float64Array.from(noise(512, 1));
  const power = createPowerSpectrum()(samples);
  for (const k of [0, 1, 7, 128, 255, 256]) {
    let [re, im] = [0, 0];
    samples.forEach((value, i) => {
      re += value * Math.cos((2 * Math.PI * k * i) / 512);
      im -= value * Math.sin((2 * Math.PI * k * i) / 512);
    });
    expect(power[k]).toBeCloseTo(re * re + im * im, 6);
  }
});

test("the settings are those that the model was trained with", () => {
  const settings = readFileSync("align/model/feat.params", "utf8");
  for (const setting of ["-lowerf 130", "-upperf 6800", `-nfilt ${BANDS}`, "-lifter 22", "-feat 1s_c_d_dd"])
    expect(settings).toContain(setting);
});

test("bands have equal areas and overlap by half", () => {
  for (const { shares } of createBands()) {
    const area = shares.reduce((sum, share) => sum + share * 31.25, 0);
    expect(area).toBeGreaterThan(0.8);
    expect(area).toBeLessThan(1.2);
  }
});

test("the cosines are orthogonal before the lifter", () => {
  const table = createCosines();
  for (let a = 0; a < 13; a++)
    for (let b = 0; b < a; b++) {
      let sum = 0;
      for (let band = 0; band < BANDS; band++) sum += table[a * BANDS + band]! * table[b * BANDS + band]!;
      expect(Math.abs(sum)).toBeLessThan(1e-9);
    }
});

describe("the front end", () => {
  const hear = (samples: Float32Array, piece: number) => {
    const frontEnd = new FrontEnd();
    for (let at = 0; at < samples.length; at += piece) frontEnd.push(samples.subarray(at, at + piece));
    return packed(frontEnd.cepstra);
  };

  test("gives the same however the sound comes in pieces", () => {
    const samples = noise(20_000, 2);
    const whole = hear(samples, samples.length);
    expect(whole.length).toBe(13 * 123);
    expect(hear(samples, 160)).toEqual(whole);
    expect(hear(samples, 777)).toEqual(whole);
  });

  test("gives numbers for silence, and for what is too loud", () => {
    expect(hear(new Float32Array(4000), 4000).every(Number.isFinite)).toBe(true);
    expect(hear(new Float32Array(4000).fill(9), 4000).every(Number.isFinite)).toBe(true);
  });
});

test("kept cepstra are the same again", () => {
  const cepstra = randomCepstra(7000, 3);
  expect(packed(Cepstra.from(packed(cepstra)))).toEqual(packed(cepstra));
  expect(Cepstra.from(packed(cepstra)).length).toBe(7000);
});

test("features are the same however they are asked for, and as a plain computation gives them", () => {
  const cepstra = randomCepstra(900, 4);
  const features = createFeatures(cepstra);
  const whole = new Int16Array(900 * 42);
  features.write(0, 900, whole);
  const part = new Int16Array(10 * 42);
  features.write(400, 410, part);
  expect(part).toEqual(whole.subarray(400 * 42, 410 * 42));
  const raw = packed(cepstra);
  const t = 450;
  for (let k = 0; k < 13; k++) {
    let mean = 0;
    for (let s = t - 300; s < t + 300; s++) mean += raw[s * 13 + k]! / 600;
    expect(whole[t * 42 + k]).toBeCloseTo((raw[t * 13 + k]! - mean) * 0.75, -0.5);
    const change = (s: number) => raw[(s + 2) * 13 + k]! - raw[(s - 2) * 13 + k]!;
    expect(whole[t * 42 + 14 + k]).toBeCloseTo(change(t) * 0.75, -0.5);
    expect(whole[t * 42 + 28 + k]).toBeCloseTo((change(t + 1) - change(t - 1)) * 0.75, -0.5);
  }
});

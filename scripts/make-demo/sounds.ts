import { random } from "./random";
import { SAMPLE_RATE, type Speaker } from "./speech";
import type { Voice } from "./voices";

/** A duration in samples. */
export const samplesIn = (seconds: number) => Math.round(seconds * SAMPLE_RATE);

/** Adds `sound` to `target`, starting at sample `at`; drops what would lie outside. */
export function overlay(target: Float32Array, sound: Float32Array, at: number, gain = 1): void {
  for (let i = Math.max(0, -at); i < sound.length && at + i < target.length; i++) {
    target[at + i]! += sound[i]! * gain;
  }
}

/** A two-pole low-pass: a voice behind a door. Smooth enough to need no design tables. */
export function muffle(samples: Float32Array, hertz: number): Float32Array {
  const k = 1 - Math.exp((-2 * Math.PI * hertz) / SAMPLE_RATE);
  let a = 0;
  let b = 0;
  return samples.map((value) => {
    a += k * (value - a);
    b += k * (a - b);
    return b;
  });
}

/** White noise between -1 and 1. */
export function noise(seconds: number, seed: number): Float32Array {
  const next = random(seed);
  return new Float32Array(samplesIn(seconds)).map(() => next() * 2 - 1);
}

/**
 * The jingle of the break, 8 seconds: a plucked figure that rises and falls again, over two low notes.
 * Plucked strings after Karplus and Strong (Computer Music Journal 7(2), 1983).
 */
export function jingle(): Float32Array {
  const samples = new Float32Array(samplesIn(8));
  // Semitones from A3: an A major arpeggio with an added sixth, resolved on the octave.
  const melody = [0, 4, 7, 9, 12, 9, 7, 4, 2, 4, 7, 11, 12];
  const step = 0.42;
  melody.forEach((semitones, i) => {
    overlay(samples, pluck(220 * 2 ** (semitones / 12), 1.6, 100 + i), samplesIn(i * step), 0.3);
  });
  [0, 2, 4].forEach((beat, i) => {
    overlay(
      samples,
      pluck(110 * 2 ** ([0, -4, 0][i]! / 12), 3, 200 + i),
      samplesIn(beat * 4 * step * 0.75),
      0.34,
    );
  });
  const fade = samplesIn(1.5);
  return samples.map((value, i) => value * Math.min(1, (samples.length - i) / fade));
}

function pluck(hertz: number, seconds: number, seed: number): Float32Array {
  const period = Math.round(SAMPLE_RATE / hertz);
  const next = random(seed);
  const string = Float32Array.from({ length: period }, () => next() * 2 - 1);
  const out = new Float32Array(samplesIn(seconds));
  for (let i = 0; i < out.length; i++) {
    const here = i % period;
    const there = (i + 1) % period;
    out[i] = string[here]!;
    // 0.498 + 0.498 loses 0.4 % a period: the string fades within its note.
    string[here] = 0.498 * (string[here]! + string[there]!);
  }
  const release = samplesIn(0.2);
  return out.map((value, i) => value * Math.min(1, (out.length - i) / release));
}

/** A laugh of about a second in a host's own voice: short "ha"s, each a little lower, softer and later. */
export function laugh(speaker: Speaker, voice: Voice, seed: number): Float32Array {
  const next = random(seed);
  const samples = new Float32Array(samplesIn(1.6));
  let at = 0;
  for (let i = 0; i < 5; i++) {
    const pitch = Math.max(10, voice.pitch + 26 - i * 8);
    const { samples: ha } = speaker.say(["ha"], { ...voice, rate: 300, pitch, range: 20 });
    const syllable = ha.subarray(0, samplesIn(0.17));
    const edge = samplesIn(0.03);
    const shaped = syllable.map((value, k) => value * Math.min(1, (syllable.length - k) / edge));
    overlay(samples, shaped, samplesIn(at), 0.95 * 0.82 ** i);
    at += 0.17 + 0.015 * i + 0.02 * next();
  }
  return samples.subarray(0, samplesIn(at + 0.1));
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { decodeAudio } from "@/server/text/alignment/decode-audio";
import { Resampler } from "@/server/text/alignment/resampler";
import { audioKind } from "@/server/text/uploads/audio-kind";

const folder = mkdtempSync(join(tmpdir(), "onrecord-decode-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, bytes: Uint8Array | string) => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

async function decode(path: string): Promise<Float32Array> {
  const parts: number[] = [];
  for await (const piece of decodeAudio(path)) parts.push(...piece);
  return Float32Array.from(parts);
}

/** A WAV file of a tone. */
function wav({ rate = 16_000, channels = 1, bits = 16, seconds = 1, isFloat = false, said = -1 }): Buffer {
  const frames = Math.round(rate * seconds);
  const width = bits / 8;
  const bytes = Buffer.alloc(44 + frames * channels * width);
  bytes.write("RIFF\0\0\0\0WAVEfmt ", 0, "latin1");
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(isFloat ? 3 : 1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * channels * width, 28);
  bytes.writeUInt16LE(channels * width, 32);
  bytes.writeUInt16LE(bits, 34);
  bytes.write("data", 36, "latin1");
  bytes.writeUInt32LE(said >= 0 ? said : frames * channels * width, 40);
  for (let i = 0; i < frames; i++)
    for (let channel = 0; channel < channels; channel++) {
      const value = 0.5 * Math.sin((2 * Math.PI * 440 * i) / rate);
      const at = 44 + (i * channels + channel) * width;
      if (isFloat) bytes.writeFloatLE(value, at);
      else if (bits === 8) bytes.writeUInt8(Math.round(128 + 127 * value), at);
      else bytes.writeIntLE(Math.round(value * (2 ** (bits - 1) - 1)), at, width);
    }
  return bytes;
}

/** How much a signal is a tone of 440 Hz of that height, from 0 to 1. */
function toneIn(samples: Float32Array): number {
  let [re, im, all] = [0, 0, 0];
  for (let i = 1000; i < samples.length - 1000; i++) {
    re += samples[i]! * Math.cos((2 * Math.PI * 440 * i) / 16_000);
    im += samples[i]! * Math.sin((2 * Math.PI * 440 * i) / 16_000);
    all += samples[i]! ** 2;
  }
  return (2 * (re * re + im * im)) / (all * (samples.length - 2000));
}

describe("WAV", () => {
  test.each([
    [{}],
    [{ channels: 2 }],
    [{ bits: 8 }],
    [{ bits: 24 }],
    [{ bits: 32 }],
    [{ bits: 32, isFloat: true }],
    [{ rate: 8000 }],
    [{ rate: 22_050 }],
    [{ rate: 44_100, channels: 2 }],
    [{ rate: 48_000 }],
    [{ said: 0 }],
    [{ said: 0xffffffff }],
  ])("with %o gives a second of the tone", async (shape) => {
    const samples = await decode(file("tone.wav", wav(shape)));
    expect(Math.abs(samples.length - 16_000)).toBeLessThan(60);
    expect(toneIn(samples)).toBeGreaterThan(0.99);
    expect(Math.max(...samples)).toBeCloseTo(0.5, 1);
  });

  test("that is cut off gives what is there", async () => {
    const samples = await decode(file("cut.wav", wav({}).subarray(0, 16_044)));
    expect(samples.length).toBe(8000);
  });
});

test("MP3 comes as long as it plays, and the same in whatever order it is read", async () => {
  const path = "public/demo/figures-of-speech-2.mp3";
  let samples = 0;
  for await (const piece of decodeAudio(path)) samples += piece.length;
  const { duration } = JSON.parse(readFileSync("tests/fixtures/demo-word-starts-2.json", "utf8"));
  expect(Math.abs(samples / 16_000 - duration)).toBeLessThan(0.2);
});

test("what is resampled in pieces is what is resampled at once", () => {
  const samples = Float32Array.from({ length: 10_000 }, (_, i) => Math.sin(i / 7));
  const whole = new Resampler(44_100).push(samples);
  const inPieces = new Resampler(44_100);
  const parts: number[] = [];
  for (let at = 0; at < samples.length; at += 333)
    parts.push(...inPieces.push(samples.subarray(at, at + 333)));
  expect(Float32Array.from(parts)).toEqual(whole);
});

test("what would fold back into speech is taken away", () => {
  const loud = (hertz: number) => {
    const samples = Float32Array.from({ length: 44_100 }, (_, i) =>
      Math.sin((2 * Math.PI * hertz * i) / 44_100),
    );
    const made = new Resampler(44_100).push(samples).subarray(1000, 15_000);
    return Math.max(...made.map(Math.abs));
  };
  expect(loud(3000)).toBeGreaterThan(0.98);
  expect(loud(6500)).toBeGreaterThan(0.85);
  expect(loud(10_000)).toBeLessThan(0.02);
  expect(loud(15_000)).toBeLessThan(0.02);
});

describe("what is no audio is named", () => {
  test.each([
    ["a page", "page.mp3", "<!doctype html><title>404</title>", "text"],
    ["an empty file", "empty.mp3", "", "empty"],
    ["a WAV without sound", "none.wav", wav({ seconds: 0 }), "no-audio"],
    ["a WAV of an unknown kind", "odd.wav", wav({ bits: 16 }).fill(7, 20, 21), "no-audio"],
    [
      "an MP3 of nothing",
      "zeros.mp3",
      Buffer.concat([Buffer.from("ID3\x03\0\0\0\0\0\0"), Buffer.alloc(5000)]),
      "no-audio",
    ],
  ])("%s", async (_, name, bytes, reason) => {
    await expect(decode(file(name, bytes))).rejects.toMatchObject({ reason });
  });

  test("a file that is not there", async () => {
    await expect(decode(join(folder, "gone.mp3"))).rejects.toMatchObject({ reason: "unreadable" });
  });

  test("a format that only ffmpeg decodes, where there is none", async () => {
    const path = process.env.PATH;
    process.env.PATH = folder;
    try {
      const mp4 = file(
        "audio.m4a",
        Buffer.concat([Buffer.from("\0\0\0\x20ftypM4A \0\0\0\0"), Buffer.alloc(500)]),
      );
      await expect(decode(mp4)).rejects.toMatchObject({ reason: "no-decoder" });
    } finally {
      process.env.PATH = path;
    }
  });
});

test.each([
  ["ID3\x04", "mp3"],
  ["\xff\xfb\x90\x00", "mp3"],
  ["fLaC\0", "flac"],
  ["OggS\0\x02________OpusHead", "opus"],
  ["OggS\0\x02________\x01vorbis", "vorbis"],
  ["RIFF____WAVEfmt ", "wav"],
  ["\0\0\0\x20ftypM4A ", "other"],
  ["WEBVTT\n", "text"],
  ["", "empty"],
])("a file that begins with %j is %s", (head, kind) => {
  expect(audioKind(Buffer.from(head, "latin1"))).toBe(kind);
});

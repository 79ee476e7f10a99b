import { open } from "node:fs/promises";
import { AudioProblem } from "./audio-problem";
import type { Decoded } from "./decoded";

// Kinds of samples in a WAV file (its wFormatTag).
const WHOLE = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

const PIECE = 64 * 1024;
const MOST_CHUNKS = 1000;

interface Format {
  readonly isFloat: boolean;
  readonly channels: number;
  readonly sampleRate: number;
  readonly bits: number;
}

/**
 * Decodes a WAV file (RIFF, as Microsoft and IBM published it in 1991): whole samples of 8 to 32 bits, or floats. A file
 * that ends early, or whose length was never written, gives what it has.
 *
 * @throws AudioProblem if it has another kind of samples, or none
 */
export async function* decodeWav(path: string): AsyncGenerator<Decoded> {
  await using file = await open(path);
  const read = async (at: number, length: number) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
    return buffer.subarray(0, bytesRead);
  };
  let format: Format | undefined;
  let at = 12;
  for (let chunk = 0; chunk < MOST_CHUNKS; chunk++) {
    const head = await read(at, 8);
    if (head.length < 8) break;
    const name = head.toString("latin1", 0, 4);
    const length = head.readUInt32LE(4);
    at += 8;
    if (name === "fmt ") format = readFormat(await read(at, Math.min(length, 40)));
    if (name === "data") {
      if (!format) break;
      const frame = (format.channels * format.bits) / 8;
      const piece = PIECE - (PIECE % frame);
      // A program that wrote to a pipe did not know the length.
      const end = length === 0 || length >= 0xffffff00 ? Number.POSITIVE_INFINITY : at + length;
      while (at < end) {
        const bytes = await read(at, Math.min(piece, end - at));
        if (bytes.length < frame) return;
        at += bytes.length;
        yield decode(bytes, format);
      }
      return;
    }
    at += length + (length % 2);
  }
  throw new AudioProblem("no-audio");
}

function readFormat(bytes: Buffer): Format {
  if (bytes.length < 16) throw new AudioProblem("no-audio");
  const tag = bytes.readUInt16LE(0);
  const kind = tag === EXTENSIBLE && bytes.length >= 26 ? bytes.readUInt16LE(24) : tag;
  const format = {
    isFloat: kind === FLOAT,
    channels: bytes.readUInt16LE(2),
    sampleRate: bytes.readUInt32LE(4),
    bits: bytes.readUInt16LE(14),
  };
  const known = kind === FLOAT ? [32, 64] : kind === WHOLE ? [8, 16, 24, 32] : [];
  const isSane = format.channels > 0 && format.sampleRate >= 1000 && format.sampleRate <= 768_000;
  if (!known.includes(format.bits) || !isSane)
    throw new AudioProblem("no-audio", "It has samples of an unknown kind.");
  return format;
}

function decode(bytes: Buffer, { isFloat, channels, sampleRate, bits }: Format): Decoded {
  const width = bits / 8;
  const frames = Math.floor(bytes.length / (width * channels));
  const sample = (at: number): number => {
    if (isFloat) return bits === 32 ? bytes.readFloatLE(at) : bytes.readDoubleLE(at);
    if (bits === 8) return (bytes.readUInt8(at) - 128) / 128;
    return bytes.readIntLE(at, width) / 2 ** (bits - 1);
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const channelData = Array.from({ length: Math.min(2, channels) }, (_, channel) => {
    const samples = new Float32Array(frames);
    const step = width * channels;
    const from = channel * width;
    if (bits === 16)
      for (let i = 0; i < frames; i++) samples[i] = view.getInt16(from + i * step, true) / 32768;
    else for (let i = 0; i < frames; i++) samples[i] = sample(from + i * step);
    return samples;
  });
  return { channelData, sampleRate };
}

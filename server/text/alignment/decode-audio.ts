import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { type AudioKind, audioKind, HEAD } from "@/server/text/uploads/audio-kind";
import { AudioProblem } from "./audio-problem";
import { decodeByFfmpeg } from "./decode-by-ffmpeg";
import { decodeWav } from "./decode-wav";
import type { Decoded } from "./decoded";
import { Resampler } from "./resampler";

/** A decoder of one format: bytes go in as they come. */
interface Decoder {
  decode(bytes: Uint8Array): Decoded | Promise<Decoded>;
  flush?(): Decoded | Promise<Decoded>;
  free(): void;
}

// Some seconds of audio: decoded, a megabyte at most, so that what is thrown away does not pile up.
const PIECE = 16 * 1024;
// Nothing that is published as one episode is longer.
const MOST_SECONDS = 24 * 3600;

/** The decoders that are WebAssembly. Each is loaded when it is needed first. */
const DECODERS: Partial<Record<AudioKind, () => Promise<Decoder>>> = {
  async mp3() {
    const { MPEGDecoder } = await import("mpg123-decoder");
    const decoder = new MPEGDecoder();
    await decoder.ready;
    return decoder;
  },
  async flac() {
    const { FLACDecoder } = await import("@wasm-audio-decoders/flac");
    const decoder = new FLACDecoder();
    await decoder.ready;
    return decoder;
  },
  async opus() {
    const { OggOpusDecoder } = await import("ogg-opus-decoder");
    const decoder = new OggOpusDecoder();
    await decoder.ready;
    return decoder;
  },
  async vorbis() {
    const { OggVorbisDecoder } = await import("@wasm-audio-decoders/ogg-vorbis");
    const decoder = new OggVorbisDecoder();
    await decoder.ready;
    return decoder;
  },
};

/**
 * Decodes an audio file as a stream: samples from -1 to 1 of one channel, 16,000 a second. MP3, WAV, FLAC, Opus and Vorbis
 * are decoded here on any machine; all else by ffmpeg, where there is one.
 *
 * @throws AudioProblem while it is read, if the file cannot be read, holds no audio, or is in a format that nothing here
 *   decodes
 */
export async function* decodeAudio(path: string): AsyncGenerator<Float32Array> {
  const kind = audioKind(await readHead(path));
  let samples = 0;
  for await (const piece of toOneChannel(decodeKind(path, kind))) {
    samples += piece.length;
    if (samples > MOST_SECONDS * 16_000) throw new AudioProblem("too-long");
    yield piece;
  }
  if (samples === 0) throw new AudioProblem("no-audio");
}

async function readHead(path: string): Promise<Uint8Array> {
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw new AudioProblem("unreadable", `${path}: ${(error as Error).message}`);
  }
}

function decodeKind(path: string, kind: AudioKind): AsyncIterable<Decoded> {
  if (kind === "empty" || kind === "text") throw new AudioProblem(kind);
  if (kind === "wav") return decodeWav(path);
  const load = DECODERS[kind];
  return load ? decodeBy(load, path) : decodeByFfmpeg(path);
}

async function* decodeBy(load: () => Promise<Decoder>, path: string): AsyncGenerator<Decoded> {
  const decoder = await load();
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: PIECE }))
      yield await decoder.decode(bytes);
    if (decoder.flush) yield await decoder.flush();
  } finally {
    decoder.free();
  }
}

async function* toOneChannel(decoded: AsyncIterable<Decoded>): AsyncGenerator<Float32Array> {
  let resampler: Resampler | undefined;
  let rate = 0;
  for await (const { channelData, sampleRate } of decoded) {
    const [first] = channelData;
    if (!first || first.length === 0) continue;
    if (!resampler || sampleRate !== rate) resampler = new Resampler(sampleRate);
    rate = sampleRate;
    yield resampler.push(channelData.length === 1 ? first : mean(channelData));
  }
}

function mean(channels: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array(0), second = first] = channels;
  const mixed = new Float32Array(first.length);
  // Speech is in the first two channels of whatever there is.
  for (let i = 0; i < mixed.length; i++) mixed[i] = (first[i]! + second[i]!) / 2;
  return mixed;
}

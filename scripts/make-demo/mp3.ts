import { createMp3Encoder } from "wasm-media-encoders";
import { SAMPLE_RATE } from "./speech";

// 32 kbit/s: the highest of LAME's rates at which both episodes together stay well under 2 MB.
const KILOBITS = 32;

/**
 * Samples by which a decoder's output lags behind the encoder's input: LAME's 576 and the 529 of a Layer III
 * decoder (LAME technical FAQ). Without a LAME tag, and a constant rate has none, players do not make up for it, so
 * that much of the leading silence is cut: what a player calls second 10 is then the mix's second 10.
 */
const CODEC_DELAY = 576 + 529;

/** Encodes mono samples as an MP3 of constant rate whose clock, when played, is that of the samples. */
export async function encodeMp3(samples: Float32Array): Promise<Uint8Array> {
  const encoder = await createMp3Encoder();
  encoder.configure({
    sampleRate: SAMPLE_RATE,
    outputSampleRate: SAMPLE_RATE,
    channels: 1,
    bitrate: KILOBITS,
  });
  // The encoder hands out its own memory, hence the copies.
  const body = encoder.encode([samples.subarray(CODEC_DELAY)]).slice();
  const tail = encoder.finalize().slice();
  const bytes = new Uint8Array(body.length + tail.length);
  bytes.set(body);
  bytes.set(tail, body.length);
  return bytes;
}

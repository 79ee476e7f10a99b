import { createMp3Encoder } from "wasm-media-encoders";
import { SAMPLE_RATE } from "./speech";

// 32 kbit/s: the highest of LAME's rates that keeps both episodes together well under 2 MB.
const KILOBITS = 32;

/**
 * Samples by which a decoder's output lags behind the encoder's input: LAME's 576 and the 529 of a Layer III
 * decoder (LAME technical FAQ). Players correct this only with a LAME tag, which a constant rate does not
 * have. So this much of the leading silence is cut: second 10 in a player is then second 10 of the mix.
 */
const CODEC_DELAY = 576 + 529;

/** Encodes mono samples as an MP3 of constant rate. Times in a player are the times of the samples. */
export async function encodeMp3(samples: Float32Array): Promise<Uint8Array> {
  const encoder = await createMp3Encoder();
  encoder.configure({
    sampleRate: SAMPLE_RATE,
    outputSampleRate: SAMPLE_RATE,
    channels: 1,
    bitrate: KILOBITS,
  });
  // Copied, since the encoder returns its own memory.
  const body = encoder.encode([samples.subarray(CODEC_DELAY)]).slice();
  const tail = encoder.finalize().slice();
  const bytes = new Uint8Array(body.length + tail.length);
  bytes.set(body);
  bytes.set(tail, body.length);
  return bytes;
}

import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { MPEGDecoder } from "mpg123-decoder";
import { Loudness } from "@/server/text/sounds/loudness";

/** The bars of a waveform, or why there are none, in words for whoever runs the site. */
export type Measured =
  | { readonly ok: true; readonly bars: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly reason: "no-decoder" | "no-audio" | "too-long"; readonly message: string };

// Nothing that is published as one episode is longer.
const MOST_SECONDS = 24 * 3600;
// So small a piece is decoded in some 20 ms: what else the process does waits no longer.
const PIECE = 128 * 1024;
const FFMPEG_RATE = 8000;
const FFMPEG_MILLISECONDS = 10 * 60_000;

/**
 * Measures how loud audio is along its length. MP3, which most podcasts are, is decoded here on any machine; all else
 * by ffmpeg, where there is one. Needs no more memory than the bytes it is given and a piece at a time.
 */
export function measureAudio(bytes: Uint8Array): Promise<Measured> {
  return isMp3(bytes) ? measureMp3(bytes) : measureByFfmpeg(bytes);
}

/** By its first bytes: an ID3 tag, or a frame of MPEG audio's third layer. */
function isMp3([a = 0, b = 0, c = 0]: Uint8Array): boolean {
  return (a === 0x49 && b === 0x44 && c === 0x33) || (a === 0xff && (b & 0xe6) === 0xe2);
}

async function measureMp3(bytes: Uint8Array): Promise<Measured> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    const loudness = new Loudness();
    for (let at = 0; at < bytes.length; at += PIECE) {
      const { channelData, sampleRate } = decoder.decode(bytes.subarray(at, at + PIECE));
      if (channelData[0]) loudness.add(channelData[0], sampleRate);
      if (loudness.seconds > MOST_SECONDS) return tooLong;
      await breathe();
    }
    return outcome(loudness);
  } finally {
    decoder.free();
  }
}

async function measureByFfmpeg(bytes: Uint8Array): Promise<Measured> {
  // In a file, since some formats have to be read from their end.
  const folder = await mkdtemp(join(tmpdir(), "onrecord-audio-"));
  try {
    const file = join(folder, "audio");
    await writeFile(file, bytes);
    const loudness = new Loudness();
    const code = await decode(file, (samples) => loudness.add(samples, FFMPEG_RATE));
    if (code === "absent")
      return {
        ok: false,
        reason: "no-decoder",
        message: "This audio is not MP3, and there is no ffmpeg here.",
      };
    return loudness.seconds >= MOST_SECONDS ? tooLong : outcome(loudness);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs ffmpeg over a file; it may read that file and nothing else, whatever the file says. */
function decode(file: string, onSamples: (samples: Float32Array) => void): Promise<"absent" | "done"> {
  const input = ["-nostdin", "-v", "error", "-protocol_whitelist", "file,pipe", "-i", `file:${file}`];
  const output = [
    "-t",
    String(MOST_SECONDS),
    "-vn",
    "-ac",
    "1",
    "-ar",
    String(FFMPEG_RATE),
    "-f",
    "f32le",
    "pipe:1",
  ];
  return new Promise((done, fail) => {
    const child = spawn("ffmpeg", [...input, ...output], {
      stdio: ["ignore", "pipe", "ignore"],
      timeout: FFMPEG_MILLISECONDS,
      killSignal: "SIGKILL",
    });
    let rest = Buffer.alloc(0);
    child.stdout.on("data", (chunk: Buffer) => {
      const all = Buffer.concat([rest, chunk]);
      const whole = all.length - (all.length % 4);
      const samples = new Float32Array(whole / 4);
      for (let i = 0; i < samples.length; i += 1) samples[i] = all.readFloatLE(4 * i);
      rest = all.subarray(whole);
      onSamples(samples);
    });
    child.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "ENOENT" ? done("absent") : fail(error),
    );
    child.once("close", () => done("done"));
  });
}

function outcome(loudness: Loudness): Measured {
  const bars = loudness.bars();
  if (bars) return { ok: true, bars };
  return {
    ok: false,
    reason: "no-audio",
    message: "There is no audio in this file, or under ten seconds of it.",
  };
}

const tooLong: Measured = {
  ok: false,
  reason: "too-long",
  message: `This audio is longer than ${MOST_SECONDS / 3600} hours.`,
};

import { spawn } from "node:child_process";
import { AudioProblem } from "./audio-problem";
import type { Decoded } from "./decoded";
import { RATE } from "./resampler";

// Three hours are decoded in about a minute.
const LONGEST_MILLISECONDS = 20 * 60_000;
const MOST_SECONDS = 24 * 3600;

/**
 * Decodes a file by ffmpeg, which may read that file and nothing else, whatever the file says.
 *
 * @throws AudioProblem if there is no ffmpeg
 */
export async function* decodeByFfmpeg(path: string): AsyncGenerator<Decoded> {
  const input = ["-nostdin", "-v", "error", "-protocol_whitelist", "file,pipe", "-i", `file:${path}`];
  const output = ["-t", `${MOST_SECONDS}`, "-vn", "-ac", "1", "-ar", `${RATE}`, "-f", "f32le", "pipe:1"];
  const child = spawn("ffmpeg", [...input, ...output], {
    stdio: ["ignore", "pipe", "ignore"],
    timeout: LONGEST_MILLISECONDS,
    killSignal: "SIGKILL",
  });
  const absent = new Promise<never>((_, fail) => {
    child.once("error", (error: NodeJS.ErrnoException) =>
      fail(error.code === "ENOENT" ? new AudioProblem("no-decoder") : error),
    );
  });
  // Where nobody waits for it, because the stream has ended first, it is no failure of the process.
  absent.catch(() => {});
  try {
    let rest = Buffer.alloc(0);
    const chunks = child.stdout[Symbol.asyncIterator]();
    for (;;) {
      const { done, value } = await Promise.race([chunks.next(), absent]);
      if (done) break;
      const all = Buffer.concat([rest, value as Buffer]);
      const whole = all.length - (all.length % 4);
      const samples = new Float32Array(whole / 4);
      for (let i = 0; i < samples.length; i++) samples[i] = all.readFloatLE(4 * i);
      rest = all.subarray(whole);
      yield { channelData: [samples], sampleRate: RATE };
    }
    // An absent program may end its output before it says that it is absent.
    if (child.pid === undefined) await absent;
  } finally {
    child.kill("SIGKILL");
  }
}
